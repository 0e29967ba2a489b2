import type { OrderEventType, OrderState } from '@/modules/orders/order-transitions';
import type { LoggedRequest } from '@test/support/simulators/bingx/request-log';
import type { SimFill, SimOrder, SimPosition } from '@test/support/simulators/bingx/model';

/** Everything that a run left behind, as plain data: the checker needs nothing else. All times are milliseconds. */
export interface History {
  readonly seed: number;
  readonly instances: number;
  readonly from: number;
  /** When the last fault ended and the flow of alarms stopped. */
  readonly quietAt: number;
  /** When nothing was in flight any more; null when that did not happen within the time given. */
  readonly settledAt: number | null;
  readonly strategies: readonly StrategyFact[];
  readonly posts: readonly Post[];
  readonly faults: readonly FaultWindow[];
  readonly switches: readonly SwitchedOff[];
  readonly alarms: readonly AlarmFact[];
  readonly decisions: readonly DecisionFact[];
  readonly orders: readonly OrderFact[];
  readonly events: readonly EventFact[];
  readonly fills: readonly FillFact[];
  readonly book: Book;
}

/** What the exchange says. */
export interface Book {
  readonly orders: readonly SimOrder[];
  readonly fills: readonly SimFill[];
  readonly positions: readonly Pick<SimPosition, 'symbol' | 'side' | 'quantity'>[];
  /** Requests that placed or cancelled an order. */
  readonly requests: readonly LoggedRequest[];
}

export interface StrategyFact {
  readonly id: string;
  readonly alarmName: string;
  readonly instrument: string;
  readonly quantity: string;
  readonly pyramiding: number;
  readonly hasStop: boolean;
}

/** One delivery as the sender saw it. */
export interface Post {
  readonly at: number;
  readonly answeredAt: number;
  /** Null: the connection broke or nobody answered in time. */
  readonly status: number | null;
  readonly alarmId: string | null;
  readonly alarmName: string;
  readonly lane: string;
  /** `poison`: a body that no worker can do anything with. */
  readonly kind: 'open' | 'close' | 'poison';
  readonly positionSide: 'long' | 'short';
}

/**
 * What a run breaks. `stop` is SIGSTOP, `term` SIGTERM, `clock` the exchange's clock, `own-clock` an instance's, `disk` a full disk of the database,
 * `stream` the exchange's websockets.
 */
export type FaultKind =
  | 'kill'
  | 'stop'
  | 'term'
  | 'database'
  | 'exchange'
  | 'clock'
  | 'own-clock'
  | 'read-only'
  | 'disk'
  | 'stream'
  | 'exchange-answers';

/** While these last a stop may be missing. Websockets and an instance's own clock are not among them: nothing may depend on these. */
export const EXCUSE_A_MISSING_STOP: readonly FaultKind[] = [
  'kill',
  'stop',
  'term',
  'database',
  'exchange',
  'clock',
  'read-only',
  'disk',
];

/** While these last the webhook may be slow. A full disk refuses at once. */
export const EXCUSE_A_SLOW_WEBHOOK: readonly FaultKind[] = [
  'kill',
  'stop',
  'term',
  'database',
  'clock',
  'read-only',
];

/** A fault of known length. `instance` is null when it strikes all of them. */
export interface FaultWindow {
  readonly kind: FaultKind;
  readonly detail: string;
  readonly instance: number | null;
  readonly from: number;
  readonly to: number;
}

/** From `confirmed`, when the service had answered, until `onAt`, when it was asked to switch on again, it is off. */
export interface SwitchedOff {
  readonly strategyId: string;
  readonly confirmed: number;
  readonly onAt: number;
}

export interface AlarmFact {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly receivedAt: number;
}

export interface DecisionFact {
  readonly id: string;
  readonly alarmId: string | null;
  readonly strategyId: string | null;
  readonly source: string;
  readonly decidedAt: number;
  readonly outcome: string;
  readonly reason: string;
}

export interface OrderFact {
  readonly id: string;
  readonly decisionId: string;
  readonly alarmId: string | null;
  readonly strategyId: string | null;
  readonly leg: string;
  readonly purpose: string;
  readonly protectsOrderId: string | null;
  readonly instrument: string;
  readonly lane: string;
  readonly side: 'buy' | 'sell';
  readonly positionSide: 'long' | 'short';
  readonly type: string;
  readonly quantity: string;
  readonly clientOrderId: string;
  readonly state: OrderState;
  readonly filledQuantity: string;
  readonly needsAttention: string | null;
  readonly sendBefore: number | null;
  readonly createdAt: number;
  readonly submittedAt: number | null;
  readonly version: number;
  /** When it is asked about next, and how often it was. */
  readonly nextCheckAt: number | null;
  readonly checks: number;
}

export interface EventFact {
  readonly orderId: string;
  readonly sequence: number;
  readonly type: OrderEventType;
  readonly stateAfter: OrderState;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface FillFact {
  readonly orderId: string;
  readonly venueFillId: string;
  readonly instrument: string;
  readonly strategyId: string | null;
  readonly side: 'buy' | 'sell';
  readonly positionSide: 'long' | 'short';
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
  readonly filledAt: number;
}

export const INVARIANTS = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'I13',
  'I14',
  'liveness',
  'model',
] as const;
/** The invariants of execution-reliability.md B6, that everything ends, and that the model's predictions hold. */
export type Invariant = (typeof INVARIANTS)[number];

/** One breach, as one sentence that names what it is about. */
export interface Breach {
  readonly invariant: Invariant;
  readonly what: string;
}

/** Buying a long or selling a short opens; the other two reduce. */
export const opens = (one: { readonly side: string; readonly positionSide: string }): boolean =>
  (one.side.toLowerCase() === 'buy') === (one.positionSide.toLowerCase() === 'long');

/** The exchange's symbol of an instrument, `BTC-USDT`. */
export const symbolOf = (instrument: string): string => instrument.split('/')[1] ?? '';
