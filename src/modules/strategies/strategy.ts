import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { Timeframe } from '@/kernel/timeframe';

/**
 * How a side's quantity is found:
 * `fixed` = `quantity` in the venue's unit; `alarm` = the alarm's own quantity;
 * `quote` = `quantity` in quote currency; `equity-percent` = `quantity` percent of the account's equity.
 */
export const QUANTITY_MODES = ['fixed', 'alarm', 'quote', 'equity-percent'] as const;
export type QuantityMode = (typeof QUANTITY_MODES)[number];

/** The rules of one side of a strategy. Numbers are decimal text; null means "not set". */
export interface SideRules {
  /** Timeframe of the `order open` signal; null switches the side's entries off. */
  readonly entryOrderTimeframe: Timeframe | null;
  /** Timeframe of the `order close` signal; null means that no signal closes this side. */
  readonly closeOrderTimeframe: Timeframe | null;
  /** Timeframe of the `indicator open` signal that opens the regime. */
  readonly entryIndicatorTimeframe: Timeframe | null;
  /** Timeframe of the `indicator close` signal that closes the regime. */
  readonly closeIndicatorTimeframe: Timeframe | null;
  /** Largest age of the regime's opening signal, in seconds; null = any age. */
  readonly regimeMaxAgeSeconds: number | null;
  /** Largest number of entries open at once; null or 0 means 1. */
  readonly pyramiding: number | null;
  readonly leverage: string | null;
  readonly quantityMode: QuantityMode;
  readonly quantity: string | null;
  /** Percent of the entry's own fill price. */
  readonly takeProfitPerOrder: string | null;
  readonly stopLossPerOrder: string | null;
  /** Percent of the side's average price, for the whole side. */
  readonly takeProfitGeneral: string | null;
  readonly stopLossGeneral: string | null;
  /** Once the price has moved this many percent in favour, the stop goes to the average entry price. */
  readonly breakEvenAtPercent: string | null;
  /** Percent beyond (or, below 0, short of) the entry price and the fees; null means 0. */
  readonly breakEvenOffsetPercent: string | null;
  /** Distance in percent at which the stop follows the best price. */
  readonly trailingStopPercent: string | null;
  /** The stop follows once the price has moved this many percent in favour; null means at once. */
  readonly trailingActivationPercent: string | null;
}

/** A stored rule: which signals trade, on which account and instrument, how much, with which protection. */
export interface Strategy {
  readonly id: StrategyId;
  /** Compared with the alarm's strategy name, exactly. */
  readonly alarmName: string;
  readonly isOn: boolean;
  /** Name of the account that trades. */
  readonly account: string;
  /** Canonical instrument text, `bingx-usdt-m/BTC-USDT`. */
  readonly instrument: string;
  readonly description: string | null;
  /** Inclusive. */
  readonly startAt: Date | null;
  /** Exclusive. */
  readonly endAt: Date | null;
  readonly long: SideRules;
  readonly short: SideRules;
  /** The reference system's free text `resultadoAcc`, kept for notes on results. */
  readonly resultNote: string | null;
  /** Longest silence that is normal, in minutes; a watchdog speaks up after it. Null = any. */
  readonly expectSignalWithinMinutes: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Set once deleted; the row stays, so that history stays readable. */
  readonly deletedAt: Date | null;
  readonly version: number;
}

/** Whether it trades at all. */
export type StrategyStanding = Pick<Strategy, 'isOn' | 'deletedAt'>;

export const rulesOf = (strategy: Strategy, side: PositionSide): SideRules =>
  side === 'long' ? strategy.long : strategy.short;

/** Whether a side asks for a stop and a target at once, each of its own or of the whole side. */
export const wantsStopAndTarget = (rules: SideRules): boolean =>
  (rules.stopLossPerOrder ?? rules.stopLossGeneral ?? rules.trailingStopPercent) !== null &&
  (rules.takeProfitPerOrder ?? rules.takeProfitGeneral) !== null;

/** What a person decides about a strategy; the rest of it is bookkeeping. */
export type StrategyDraft = Omit<
  Strategy,
  'id' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'version'
>;
