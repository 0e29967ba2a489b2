import { ApiProperty } from '@nestjs/swagger';
import type { Order } from '@/modules/orders/order';
import { OrderResponse } from '@/modules/orders/dto/order.response';
import { HALT_STATUSES, type TradingHalt } from '@/modules/orders/states/trading-halt';
import type { TradingState } from '@/modules/orders/states/trading-state';

/** One use of the kill switch: who, when, why, what was cancelled and closed, and what could not be. */
export class HaltResponse {
  /** The halt's id. */
  @ApiProperty({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  id!: string;

  /** `system`, or the name of an account. */
  @ApiProperty({ example: 'system' })
  scope!: string;

  /** The scope's trading state now: `reducing` while positions are being closed, then `halted`. */
  @ApiProperty({ example: 'halted' })
  state!: string;

  /** `running`: being worked on; `done`; `incomplete`: the time was up first, or what remains can not be closed from here; `ended`: a later command took its place. */
  @ApiProperty({ example: 'done', enum: HALT_STATUSES })
  status!: string;

  /** Who asked for it. */
  @ApiProperty({ example: 'maria' })
  who!: string;

  /** From which address. */
  @ApiProperty({ type: String, nullable: true, example: '198.51.100.7' })
  from!: string | null;

  /** Why. */
  @ApiProperty({ example: 'the exchange behaves oddly' })
  why!: string;

  /** Whether orders that may open a position are cancelled. */
  @ApiProperty({ example: true })
  cancel!: boolean;

  /** Whether positions are closed. */
  @ApiProperty({ example: true })
  flatten!: boolean;

  /** When it was asked for, UTC. Entries are stopped from then on. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  startedAt!: string;

  /** When its work ends at the latest, UTC. */
  @ApiProperty({ example: '2026-01-15T12:02:00.000Z' })
  deadlineAt!: string;

  /** When it ended, UTC; null while it runs. */
  @ApiProperty({ type: String, nullable: true })
  finishedAt!: string | null;

  /** Orders that it cancelled, as they stand now: one may have filled first. */
  @ApiProperty({ type: [OrderResponse] })
  canceled!: readonly OrderResponse[];

  /** Orders with which it closes positions, as they stand now. */
  @ApiProperty({ type: [OrderResponse] })
  closed!: readonly OrderResponse[];

  /** What is not done yet, or could not be and why, in sentences; with `flatten` also coins on Spot and positions on venues that take no orders. Empty when everything is done. */
  @ApiProperty({ type: [String], example: [] })
  remaining!: readonly string[];

  static from(halt: TradingHalt, state: TradingState, orders: readonly Order[]): HaltResponse {
    const { id, scope, status, who, from, why, remaining } = halt;
    const pick = (ids: readonly string[]): readonly OrderResponse[] =>
      orders.filter((order) => ids.includes(order.id)).map((order) => OrderResponse.from(order));
    return Object.assign(new HaltResponse(), {
      ...{ id, scope, state, status, who, from, why, remaining },
      ...{ cancel: halt.isCancel || halt.isFlatten, flatten: halt.isFlatten },
      startedAt: halt.startedAt.toISOString(),
      deadlineAt: halt.deadlineAt.toISOString(),
      finishedAt: halt.finishedAt?.toISOString() ?? null,
      canceled: pick(halt.canceledIds),
      closed: pick(halt.closeIds),
    });
  }
}
