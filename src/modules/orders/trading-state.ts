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

/** The state that holds where two apply: the one that allows less. */
export const stricterState = (a: TradingState, b: TradingState): TradingState =>
  TRADING_STATES.indexOf(a) > TRADING_STATES.indexOf(b) ? a : b;
