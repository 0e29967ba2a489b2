/** What may be sent: everything, closes only, or nothing. */
export const TRADING_STATES = ['active', 'reducing', 'halted'] as const;
export type TradingState = (typeof TRADING_STATES)[number];

/** The scope that stands for every account. No account may have this name. */
export const SYSTEM_SCOPE = 'system';

/** The state of one scope, and who set it when and why. */
export interface TradingStateEntry {
  /** `system`, or an account's name. */
  readonly scope: string;
  readonly state: TradingState;
  /** Null when nobody ever changed it. */
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
  readonly why: string | null;
}

/** Who changes a trading state, and why. */
export interface ChangeReason {
  readonly who: string;
  /** The caller's address; null for the service's own work. */
  readonly from: string | null;
  readonly why: string | null;
  /** The halt that the change belongs to; null for none. */
  readonly haltId: string | null;
}

/** One change of a trading state, kept for ever. */
export interface TradingStateChange extends ChangeReason {
  readonly id: string;
  readonly scope: string;
  readonly before: TradingState;
  readonly after: TradingState;
  readonly at: Date;
}

/** The state that holds where two apply: the one that allows less. */
export const stricterState = (a: TradingState, b: TradingState): TradingState =>
  TRADING_STATES.indexOf(a) > TRADING_STATES.indexOf(b) ? a : b;
