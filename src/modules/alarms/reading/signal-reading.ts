import type { Decimal } from '@/kernel/decimal';
import type { PositionSide } from '@/kernel/side';
import type { Signal, SignalStep } from '@/kernel/signal';

const PHRASE = /^(order|indicator)?(open|close)(long|short)$/;

/** Reads `order open long`, `indicator close short`, `Open Long`, `OpenShort`: any case, spaces and underscores. Null otherwise. */
export function readPhrase(text: string): Signal | null {
  const match = PHRASE.exec(text.toLowerCase().replace(/[\s_-]+/g, ''));
  if (match === null) return null;
  const [, kind = 'order', action, side] = match;
  return {
    kind: kind as Signal['kind'],
    steps: [{ action: action as 'open' | 'close', side: side as PositionSide }],
  };
}

/** The side of a TradingView strategy's fill; null when the text is something else. */
export function readAction(text: string): 'buy' | 'sell' | null {
  const action = text.trim().toLowerCase();
  return action === 'buy' || action === 'sell' ? action : null;
}

export type MarketPosition = PositionSide | 'flat';

/** What `{{strategy.market_position}}` prints; null when the text is something else. */
export function readMarketPosition(text: string): MarketPosition | null {
  const position = text.trim().toLowerCase();
  return position === 'long' || position === 'short' || position === 'flat' ? position : null;
}

/** One fill of a TradingView strategy: its side, and the position before and after it. */
export interface StrategyFill {
  readonly action: 'buy' | 'sell';
  readonly before: MarketPosition;
  readonly after: MarketPosition;
}

const step = (action: SignalStep['action'], side: PositionSide): SignalStep => ({ action, side });

// Before → after, with the only action that leads there.
const STEPS: Readonly<Record<string, readonly SignalStep[]>> = {
  'flat>long buy': [step('open', 'long')],
  'long>flat sell': [step('close', 'long')],
  'flat>short sell': [step('open', 'short')],
  'short>flat buy': [step('close', 'short')],
  'long>long buy': [step('open', 'long')],
  'long>long sell': [step('reduce', 'long')],
  'short>short sell': [step('open', 'short')],
  'short>short buy': [step('reduce', 'short')],
  'long>short sell': [step('close', 'long'), step('open', 'short')],
  'short>long buy': [step('close', 'short'), step('open', 'long')],
};

/** What a fill means: the pair of positions gives the intent. Null when the three contradict each other or nothing changes. */
export function signalOfFill(fill: StrategyFill): Signal | null {
  const steps = STEPS[`${fill.before}>${fill.after} ${fill.action}`];
  return steps === undefined ? null : { kind: 'order', steps };
}

export const isReversal = (signal: Signal): boolean => signal.steps.length > 1;

/** Sizes that a TradingView strategy prints, magnitudes; null when absent or no number. */
export interface FillSizes {
  readonly contracts: Decimal | null;
  readonly before: Decimal | null;
  readonly after: Decimal | null;
}

/** The part of a reversal that opens: its contracts are the close and the open together. Null when it cannot be known. */
export function openPartOf(sizes: FillSizes): Decimal | null {
  if (sizes.after !== null) return sizes.after;
  if (sizes.contracts === null || sizes.before === null) return null;
  return sizes.contracts.minus(sizes.before);
}
