import type { AlarmId, DecisionId, StrategyId } from '@/kernel/ids';
import { laneOf, instrumentOf } from '@/kernel/instrument';
import type { OrderTerms } from '@/modules/exchanges/order-terms';
import type { Order, OrderHistory } from '@/modules/orders/order';

/**
 * What a decision was made for: an alarm, a person, the protection of what is open, or the kill switch; `external` was
 * not ours.
 */
export const DECISION_SOURCES = ['alarm', 'manual', 'protection', 'halt', 'external'] as const;
export type DecisionSource = (typeof DECISION_SOURCES)[number];

export const DECISION_OUTCOMES = ['placed', 'skipped'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

/** The one record of what was decided and why, for an alarm and a strategy, or for a person. */
export interface Decision {
  readonly id: DecisionId;
  readonly alarmId: AlarmId | null;
  readonly strategyId: StrategyId | null;
  readonly source: DecisionSource;
  readonly decidedAt: Date;
  readonly outcome: DecisionOutcome;
  /** A reason code, `placed` or why not. */
  readonly reason: string;
  /** One sentence for a person. */
  readonly detail: string;
  /** Everything that the decision was made from, as JSON; decimals are text. */
  readonly facts: unknown;
  /** The outcome of each step of the signal, as JSON. */
  readonly steps: unknown;
}

export type NewDecision = Decision;

/** An order as a decision asks for it; the rest follows from the decision. What is left out is null. */
export type NewOrder = Pick<
  Order,
  | 'id'
  | 'leg'
  | 'purpose'
  | 'protectsOrderId'
  | 'account'
  | 'venue'
  | 'instrument'
  | 'side'
  | 'positionSide'
  | 'type'
  | 'quantity'
  | 'price'
  | 'stopPrice'
  | 'reduceOnly'
  | 'leverage'
  | 'referencePrice'
  | 'sendBefore'
> &
  Partial<Pick<Order, 'quoteQuantity' | 'dustBelow'>> & {
    /** True for the two orders of an OCO: a decision has one pair at most. */
    readonly isOfPair?: boolean;
  } & Partial<OrderTerms>;

/** What placing gave; `isNew` is false when the decision had been made before and nothing was written. */
export interface Placed {
  readonly decision: Decision;
  readonly orders: readonly Order[];
  readonly isNew: boolean;
}

/** A decision with its orders and their histories. */
export interface DecisionHistory {
  readonly decision: Decision;
  readonly orders: readonly OrderHistory[];
}

/** The lane in which an order is sent. */
export const laneOfOrder = (order: Pick<Order, 'account' | 'instrument'>): string =>
  laneOf(order.account, instrumentOf(order.instrument));
