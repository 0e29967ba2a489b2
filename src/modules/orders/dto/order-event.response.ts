import { ApiProperty } from '@nestjs/swagger';
import type { OrderEvent } from '@/modules/orders/order';

/** One thing that happened to an order. */
export class OrderEventResponse {
  /** Position in the order's history, from 1; the order's version afterwards. */
  @ApiProperty({ example: 2 })
  sequence!: number;

  /** What happened. */
  @ApiProperty({ example: 'submitted' })
  type!: string;

  /** The order's state afterwards. */
  @ApiProperty({ example: 'SUBMITTED' })
  stateAfter!: string;

  /** When, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.014Z' })
  at!: string;

  /** Facts of the event: what the venue answered and how many milliseconds it took. */
  @ApiProperty({ type: Object, additionalProperties: true, example: { ms: 31 } })
  data!: Readonly<Record<string, unknown>>;

  static from({ sequence, type, stateAfter, at, data }: OrderEvent): OrderEventResponse {
    return Object.assign(new OrderEventResponse(), {
      sequence,
      type,
      stateAfter,
      at: at.toISOString(),
      data,
    } satisfies Readonly<OrderEventResponse>);
  }
}
