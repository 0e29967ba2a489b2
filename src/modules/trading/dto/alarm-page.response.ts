import { ApiProperty } from '@nestjs/swagger';
import type { Alarm } from '@/modules/alarms/alarm';
import { AlarmResponse } from '@/modules/alarms/dto/alarm.response';
import { DecisionResponse } from '@/modules/orders/dto/decision.response';
import { FillResponse } from '@/modules/orders/dto/fill.response';
import { OrderEventResponse } from '@/modules/orders/dto/order-event.response';
import { OrderResponse } from '@/modules/orders/dto/order.response';
import type { OrderHistory } from '@/modules/orders/order';
import type { DecisionHistory } from '@/modules/orders/decisions/trade-decision';

/** One step on the way of an alarm, with the time it took since the alarm arrived. */
export class AlarmStepResponse {
  /** What happened: `received`, `decided`, `order-submitted`, `order-accepted`, `order-filled`, … */
  @ApiProperty({ example: 'order-submitted' })
  step!: string;

  /** When, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.012Z' })
  at!: string;

  /** Milliseconds since the alarm arrived. */
  @ApiProperty({ example: 12 })
  sinceArrivalMs!: number;

  /** The order that it belongs to, or null. */
  @ApiProperty({ type: String, nullable: true })
  orderId!: string | null;
}

/** An order of the alarm with everything that happened to it. */
export class AlarmOrderResponse extends OrderResponse {
  /** Everything that happened to it, in order. */
  @ApiProperty({ type: [OrderEventResponse] })
  events!: readonly OrderEventResponse[];

  /** Its executions, oldest first. */
  @ApiProperty({ type: [FillResponse] })
  fills!: readonly FillResponse[];

  static fromHistory({ order, events, fills }: OrderHistory): AlarmOrderResponse {
    return Object.assign(new AlarmOrderResponse(), OrderResponse.from(order), {
      events: events.map((event) => OrderEventResponse.from(event)),
      fills: fills.map((fill) => FillResponse.from(fill)),
    });
  }
}

/** Why one strategy did or did not trade on the alarm, and the orders that it made. */
export class AlarmDecisionResponse extends DecisionResponse {
  /** The orders it made, protection included. */
  @ApiProperty({ type: [AlarmOrderResponse] })
  orders!: readonly AlarmOrderResponse[];

  static fromHistory({ decision, orders }: DecisionHistory): AlarmDecisionResponse {
    return Object.assign(new AlarmDecisionResponse(), DecisionResponse.from(decision), {
      orders: orders.map((history) => AlarmOrderResponse.fromHistory(history)),
    });
  }
}

/** Everything about one alarm on one page: what it said, what was decided and why, what was sent and what became of it. */
export class AlarmPageResponse extends AlarmResponse {
  /** The body as it came, secrets removed. */
  @ApiProperty({ example: '{"Ticker":"BTCUSDT.P","Order":"order open long"}' })
  body!: string;

  /** One decision per matching strategy. */
  @ApiProperty({ type: [AlarmDecisionResponse] })
  decisions!: readonly AlarmDecisionResponse[];

  /** Every step in order of time. */
  @ApiProperty({ type: [AlarmStepResponse] })
  timeline!: readonly AlarmStepResponse[];

  static fromParts(alarm: Alarm, decisions: readonly DecisionHistory[]): AlarmPageResponse {
    return Object.assign(new AlarmPageResponse(), AlarmResponse.from(alarm), {
      body: alarm.body,
      decisions: decisions.map((history) => AlarmDecisionResponse.fromHistory(history)),
      timeline: timelineOf(alarm, decisions),
    });
  }
}

function timelineOf(
  alarm: Alarm,
  decisions: readonly DecisionHistory[],
): readonly AlarmStepResponse[] {
  const steps = [
    { step: 'received', at: alarm.receivedAt, orderId: null },
    ...decisions.flatMap(({ decision, orders }) => [
      { step: 'decided', at: decision.decidedAt, orderId: null },
      ...orders.flatMap(({ order, events }) =>
        events.map(({ type, at }) => ({ step: `order-${type}`, at, orderId: order.id })),
      ),
    ]),
  ];
  return steps
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ step, at, orderId }) => ({
      step,
      at: at.toISOString(),
      sinceArrivalMs: at.getTime() - alarm.receivedAt.getTime(),
      orderId,
    }));
}
