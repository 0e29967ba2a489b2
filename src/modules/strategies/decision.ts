import type { OrderSide, PositionSide } from '@/kernel/side';
import type { IndicatorMark, Signal, SignalStep } from '@/kernel/signal';
import type { Timeframe } from '@/kernel/timeframe';
import type { Strategy } from '@/modules/strategies/strategy';

/** Why a decision came out as it did; the order of the list is the order of the checks. */
export const DECISION_REASONS = [
  'placed',
  'indicator',
  'not-understood',
  'strategy-off',
  'before-start',
  'after-end',
  'side-off',
  'timeframe-mismatch',
  'stale',
  'regime-closed',
  'pyramiding-full',
  'nothing-to-close',
  'quantity-missing',
  'quantity-too-small',
  'quantity-too-large',
  'risk-halted',
  'risk-reducing',
  'risk-account',
  'risk-drift',
  'risk-orders-per-minute',
  'risk-orders-per-day',
  'risk-open-positions',
  'risk-order-notional',
  'risk-instrument-notional',
  'risk-daily-loss',
  'risk-unknown',
  'venue-cannot',
  'instrument-unknown',
  'account-unknown',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** An alarm as the decision sees it: only what was understood. */
export interface AlarmFacts {
  readonly id: string;
  readonly signal: Signal;
  readonly timeframe: Timeframe | null;
  /** Decimal text, or null when the alarm had none or it was not a number. */
  readonly quantity: string | null;
  readonly price: string | null;
  /** The alarm's own time; null when it had none. */
  readonly alarmAt: Date | null;
  readonly receivedAt: Date;
}

/** The newest indicator signals of one side on the timeframes that the strategy names. */
export interface RegimeFacts {
  readonly openedAt: IndicatorMark | null;
  readonly closedAt: IndicatorMark | null;
}

/** One entry of this strategy and side that is not closed yet. */
export interface OpenEntry {
  readonly orderId: string;
  /** Still open, in the venue's unit; "0" while the entry is sent but not filled. */
  readonly quantity: string;
  readonly averagePrice: string | null;
  /** True while the venue's answer or fills are still awaited. */
  readonly isUnsettled: boolean;
}

export interface InstrumentFacts {
  readonly quantityStep: string;
  readonly minQuantity: string;
  readonly minNotional: string | null;
  /** Worth of one contract in quote currency; null where a quantity is base coin. */
  readonly contractValue: string | null;
  /** Largest worth of an order in quote; absent when the venue states none. */
  readonly maxNotional?: string;
  /** Step of an amount of quote currency; absent where market buys name a quantity. */
  readonly quoteStep?: string;
  readonly priceTick: string;
  readonly status: 'trading' | 'close-only' | 'off';
}

/** What the venue can do with the instrument. */
export interface TradeFacts {
  readonly shorts: boolean;
  readonly orderTypes: readonly string[];
  /** What a market buy names: a quantity, or an amount of quote currency to spend. */
  readonly marketBuysBy: 'base' | 'quote';
  /** Whether an exit shrinks a position, or sells coins that only one resting exit can hold. */
  readonly exitsBy: 'position' | 'coins';
}

/** What the risk gate says of entries and closes; a reason with its text, or null for "go". */
export interface RiskVerdict {
  readonly reason: DecisionReason;
  readonly detail: string;
}

/** Everything that a decision is made from. Nothing else may influence it. */
export interface DecisionFacts {
  readonly alarm: AlarmFacts;
  readonly strategy: Strategy;
  readonly regime: { readonly long: RegimeFacts; readonly short: RegimeFacts };
  readonly openEntries: {
    readonly long: readonly OpenEntry[];
    readonly short: readonly OpenEntry[];
  };
  /** Null when the venue does not know the instrument. */
  readonly instrument: InstrumentFacts | null;
  /** What the venue can do here, or null when nothing can trade. */
  readonly canTrade: TradeFacts | null;
  /**
   * What the account has of the coin that an exit sells, less what is locked for anything but this side's own
   * protection; null where exits shrink positions and when it could not be read.
   */
  readonly sellable: string | null;
  /** Equity of the account in the asset that the instrument settles in; null when it could not be read. */
  readonly equity: string | null;
  /** Best known price now, for quote and equity quantities and minimum notional; null when none. */
  readonly price: string | null;
  readonly risk: { readonly entry: RiskVerdict | null; readonly close: RiskVerdict | null };
  readonly limits: {
    readonly maxAgeMs: number;
    readonly closeMaxAgeMs: number;
    readonly futureMs: number;
  };
  readonly now: Date;
}

/** One order that a decision asks for. */
export interface DecisionLeg {
  /** Unique within the decision: `entry`, `close`. */
  readonly leg: string;
  readonly purpose: 'entry' | 'close';
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  /** Rounded down to the step. */
  readonly quantity: string;
  /** What a market buy spends, where the venue wants an amount of quote currency; null otherwise. */
  readonly quoteQuantity: string | null;
  /** For entries: a rest smaller than this can not be sold by itself; null where every rest can be closed. */
  readonly dustBelow: string | null;
  readonly reduceOnly: boolean;
  readonly leverage: string | null;
  /** Null for closes: a late exit is better than none, and it was checked when decided. */
  readonly sendBefore: Date | null;
}

/** The outcome for one step of the signal. */
export interface StepOutcome {
  readonly step: SignalStep;
  readonly reason: DecisionReason;
  /** One sentence for a person, with the figures that decided it. */
  readonly detail: string;
}

/** What to do for one alarm and one strategy. `reason` is `placed` when any step places an order. */
export interface DecisionResult {
  readonly reason: DecisionReason;
  readonly detail: string;
  readonly legs: readonly DecisionLeg[];
  readonly steps: readonly StepOutcome[];
}
