import { ApiProperty } from '@nestjs/swagger';
import { signalText } from '@/kernel/signal';
import type { Alarm } from '@/modules/alarms/alarm';
import type { Fill, Order, OrderEvent, OrderHistory } from '@/modules/orders/order';
import type { DecisionHistory } from '@/modules/orders/trade-decision';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** One step on the way of an alarm, with the time it took since the alarm arrived. */
export class AlarmStepResponse {
  /** What happened: `received`, `decided`, `order-created`, `order-submitted`, `order-accepted`, `order-filled`, … */
  @ApiProperty({ example: 'order-submitted' })
  step!: string;
  /** When, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.012Z' })
  at!: string;
  /** Milliseconds since the alarm arrived. */
  @ApiProperty({ example: 12 })
  sinceArrivalMs!: number;
  /** The order it belongs to, or null. */
  orderId!: string | null;
}

/** One execution. */
export class AlarmFillResponse {
  /** The venue's own id of the fill. */
  venueFillId!: string;
  /** Filled size, decimal text. */
  quantity!: string;
  /** Fill price, decimal text. */
  price!: string;
  /** What it cost, decimal text; a rebate is negative. */
  fee!: string;
  /** Asset of the fee. */
  feeAsset!: string;
  /** When the venue filled it, UTC. */
  filledAt!: string;

  static from(fill: Fill): AlarmFillResponse {
    const { venueFillId, quantity, price, fee, feeAsset } = fill;
    return { venueFillId, quantity, price, fee, feeAsset, filledAt: fill.filledAt.toISOString() };
  }
}

/** One thing that happened to an order. */
export class AlarmOrderEventResponse {
  /** Position in the order's history, from 1. */
  sequence!: number;
  /** What happened. */
  type!: string;
  /** The order's state afterwards. */
  stateAfter!: string;
  /** When, UTC. */
  at!: string;
  /** Facts of the event. */
  @ApiProperty({ type: Object, additionalProperties: true })
  data!: Readonly<Record<string, unknown>>;

  static from(event: OrderEvent): AlarmOrderEventResponse {
    const { sequence, type, stateAfter, data } = event;
    return { sequence, type, stateAfter, at: event.at.toISOString(), data };
  }
}

/** An order with its history. */
export class AlarmOrderResponse {
  /** The order's id. */
  id!: string;
  /** Its part in the decision. */
  leg!: string;
  /** What it is for. */
  purpose!: string;
  /** The entry that it protects, or null. */
  protectsOrderId!: string | null;
  /** Account that trades. */
  account!: string;
  /** Venue that executes; `paper` in paper mode. */
  venue!: string;
  /** Canonical instrument. */
  instrument!: string;
  /** `buy` or `sell`. */
  side!: string;
  /** `long` or `short`. */
  positionSide!: string;
  /** How it executes. */
  type!: string;
  /** Asked size, decimal text. */
  quantity!: string;
  /** Limit price, decimal text, or null. */
  price!: string | null;
  /** Trigger price, decimal text, or null. */
  stopPrice!: string | null;
  /** Leverage that was really set on the venue, or null. */
  leverageSet!: string | null;
  /** State of the order. */
  state!: string;
  /** Filled size, decimal text. */
  filledQuantity!: string;
  /** Average fill price, decimal text, or null while nothing is filled. */
  averagePrice!: string | null;
  /** Why it was denied or refused, as a code, or null. */
  refusalCategory!: string | null;
  /** Why it was denied or refused, in a sentence, or null. */
  refusalMessage!: string | null;
  /** Why a person should look at it, or null. */
  needsAttention!: string | null;
  /** Our id on the wire. */
  clientOrderId!: string;
  /** The venue's id, or null while unknown. */
  venueOrderId!: string | null;
  /** When it was written down, UTC. */
  createdAt!: string;
  /** When it was sent, UTC, or null. */
  submittedAt!: string | null;
  /** Everything that happened to it, in order. */
  @ApiProperty({ type: [AlarmOrderEventResponse] })
  events!: readonly AlarmOrderEventResponse[];
  /** Its executions. */
  @ApiProperty({ type: [AlarmFillResponse] })
  fills!: readonly AlarmFillResponse[];

  static from({ order, events, fills }: OrderHistory): AlarmOrderResponse {
    return {
      ...plainOrder(order),
      events: events.map((event) => AlarmOrderEventResponse.from(event)),
      fills: fills.map((fill) => AlarmFillResponse.from(fill)),
    };
  }
}

function plainOrder(order: Order): Omit<AlarmOrderResponse, 'events' | 'fills'> {
  return {
    id: order.id,
    leg: order.leg,
    purpose: order.purpose,
    protectsOrderId: order.protectsOrderId,
    account: order.account,
    venue: order.venue,
    instrument: order.instrument,
    side: order.side,
    positionSide: order.positionSide,
    type: order.type,
    quantity: order.quantity,
    price: order.price,
    stopPrice: order.stopPrice,
    leverageSet: order.leverageSet,
    state: order.state,
    filledQuantity: order.filledQuantity,
    averagePrice: order.averagePrice,
    refusalCategory: order.refusalCategory,
    refusalMessage: order.refusalMessage,
    needsAttention: order.needsAttention,
    clientOrderId: order.clientOrderId,
    venueOrderId: order.venueOrderId,
    createdAt: order.createdAt.toISOString(),
    submittedAt: iso(order.submittedAt),
  };
}

/** Why one strategy did or did not trade on the alarm. */
export class AlarmDecisionResponse {
  /** The decision's id. */
  id!: string;
  /** The strategy, or null for a manual order. */
  strategyId!: string | null;
  /** `placed` or `skipped`. */
  @ApiProperty({ example: 'placed' })
  outcome!: string;
  /** Why, as a code. */
  @ApiProperty({ example: 'placed' })
  reason!: string;
  /** Why, in a sentence with the figures that decided it. */
  detail!: string;
  /** When it was decided, UTC. */
  decidedAt!: string;
  /** The outcome of each step of the signal. */
  @ApiProperty({ type: [Object] })
  steps!: unknown;
  /** Everything the decision was made from. */
  @ApiProperty({ type: Object, additionalProperties: true })
  facts!: unknown;
  /** The orders it made, protection included. */
  @ApiProperty({ type: [AlarmOrderResponse] })
  orders!: readonly AlarmOrderResponse[];

  static from({ decision, orders }: DecisionHistory): AlarmDecisionResponse {
    const { id, strategyId, outcome, reason, detail, steps, facts } = decision;
    return {
      id,
      strategyId,
      outcome,
      reason,
      detail,
      decidedAt: decision.decidedAt.toISOString(),
      steps,
      facts,
      orders: orders.map((history) => AlarmOrderResponse.from(history)),
    };
  }
}

/** Everything about one alarm on one page: what it said, what was decided and why, what was sent and what it did. */
export class AlarmPageResponse {
  /** The alarm's id. */
  id!: string;
  /** When it arrived, UTC. */
  receivedAt!: string;
  /** `received`, `decided`, `not-understood` or `parked`. */
  @ApiProperty({ example: 'decided' })
  status!: string;
  /** Why nothing was decided per strategy (`no-strategy`, `not-understood`, `parked`), or null. */
  reason!: string | null;
  /** The same in a sentence, or null. */
  reasonDetail!: string | null;
  /** Ticker as it came, or null. */
  ticker!: string | null;
  /** Timeframe in our spelling, or null. */
  timeframe!: string | null;
  /** What it means, or null when that is not certain. */
  @ApiProperty({ example: 'order open long', nullable: true, type: String })
  signal!: string | null;
  /** Strategy name as it came, or null. */
  strategy!: string | null;
  /** Quantity, decimal text, or null. */
  quantity!: string | null;
  /** Price, decimal text, or null. */
  price!: string | null;
  /** The alarm's own time, UTC, or null. */
  alarmAt!: string | null;
  /** What could not be understood, or deserves a look. */
  @ApiProperty({ type: [Object] })
  problems!: readonly unknown[];
  /** Members of the body without a meaning to us. */
  @ApiProperty({ type: Object, additionalProperties: true })
  extra!: Readonly<Record<string, unknown>>;
  /** The body, secrets removed. */
  body!: string;
  /** Content type of the delivery, or null. */
  contentType!: string | null;
  /** Address that sent it. */
  sourceAddress!: string;
  /** How many further deliveries of it came. */
  duplicates!: number;
  /** When the last of them came, UTC, or null. */
  lastDuplicateAt!: string | null;
  /** How often deciding was tried and failed. */
  attempts!: number;
  /** When it was decided, UTC, or null. */
  decidedAt!: string | null;
  /** One decision per matching strategy. */
  @ApiProperty({ type: [AlarmDecisionResponse] })
  decisions!: readonly AlarmDecisionResponse[];
  /** Every step in order of time. */
  @ApiProperty({ type: [AlarmStepResponse] })
  timeline!: readonly AlarmStepResponse[];

  static from(alarm: Alarm, decisions: readonly DecisionHistory[]): AlarmPageResponse {
    const { reading } = alarm;
    return {
      id: alarm.id,
      receivedAt: alarm.receivedAt.toISOString(),
      status: alarm.status,
      reason: alarm.reason,
      reasonDetail: alarm.reasonDetail,
      ticker: reading.ticker,
      timeframe: reading.timeframe,
      signal: reading.signal === null ? null : signalText(reading.signal),
      strategy: reading.strategy,
      quantity: reading.quantity,
      price: reading.price,
      alarmAt: iso(reading.alarmAt),
      problems: reading.problems,
      extra: reading.extra,
      body: alarm.body,
      contentType: alarm.contentType,
      sourceAddress: alarm.sourceAddress,
      duplicates: alarm.duplicates,
      lastDuplicateAt: iso(alarm.lastDuplicateAt),
      attempts: alarm.attempts,
      decidedAt: iso(alarm.decidedAt),
      decisions: decisions.map((decision) => AlarmDecisionResponse.from(decision)),
      timeline: timelineOf(alarm, decisions),
    };
  }
}

function timelineOf(
  alarm: Alarm,
  decisions: readonly DecisionHistory[],
): readonly AlarmStepResponse[] {
  const steps: { step: string; at: Date; orderId: string | null }[] = [
    { step: 'received', at: alarm.receivedAt, orderId: null },
  ];
  for (const { decision, orders } of decisions) {
    steps.push({ step: 'decided', at: decision.decidedAt, orderId: null });
    for (const { order, events } of orders) {
      for (const event of events)
        steps.push({ step: `order-${event.type}`, at: event.at, orderId: order.id });
    }
  }
  return steps
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ step, at, orderId }) => ({
      step,
      at: at.toISOString(),
      sinceArrivalMs: at.getTime() - alarm.receivedAt.getTime(),
      orderId,
    }));
}
