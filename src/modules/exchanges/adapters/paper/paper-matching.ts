import { Decimal, decimal } from '@/kernel/decimal';
import type { PaperOrder } from '@/modules/exchanges/adapters/paper/paper-book';

/** Prices that were seen: one ticker (all four equal) or the span of a candle. `at` is the earliest moment they speak of. */
export interface Observation {
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly last: Decimal;
  readonly at: Date;
}

export const observedPrice = (price: string, at: Date): Observation => {
  const value = decimal(price);
  return { open: value, high: value, low: value, last: value, at };
};

export interface Match {
  /** Before slippage. */
  readonly price: Decimal;
  readonly liquidity: 'maker' | 'taker';
}

/**
 * Whether an observation fills a resting order, and at what price. Never the kinder guess: a stop that was jumped over
 * fills where the market was, a target and a limit at their own price and no better.
 */
export function matchOf(
  order: Pick<PaperOrder, 'type' | 'side' | 'price' | 'stopPrice' | 'createdAt'>,
  seen: Observation,
): Match | null {
  // A candle that began before the order may owe its high or low to a moment before the order.
  if (seen.at.getTime() < order.createdAt.getTime()) return null;
  switch (order.type) {
    case 'market':
      return null;
    case 'limit':
      return limitMatch(order, seen);
    case 'stop-market':
      return stopMatch(order, seen);
    case 'take-profit-market':
      return targetMatch(order, seen);
    default:
      // Refused when it was placed.
      return null;
  }
}

function limitMatch(order: Pick<PaperOrder, 'side' | 'price'>, seen: Observation): Match | null {
  if (order.price === null) return null;
  const limit = decimal(order.price);
  const isReached = order.side === 'buy' ? seen.low.lte(limit) : seen.high.gte(limit);
  return isReached ? { price: limit, liquidity: 'maker' } : null;
}

function stopMatch(order: Pick<PaperOrder, 'side' | 'stopPrice'>, seen: Observation): Match | null {
  if (order.stopPrice === null) return null;
  const stop = decimal(order.stopPrice);
  if (order.side === 'sell') {
    return seen.low.lte(stop) ? { price: Decimal.min(stop, seen.open), liquidity: 'taker' } : null;
  }
  return seen.high.gte(stop) ? { price: Decimal.max(stop, seen.open), liquidity: 'taker' } : null;
}

function targetMatch(
  order: Pick<PaperOrder, 'side' | 'stopPrice'>,
  seen: Observation,
): Match | null {
  if (order.stopPrice === null) return null;
  const target = decimal(order.stopPrice);
  const isReached = order.side === 'sell' ? seen.high.gte(target) : seen.low.lte(target);
  return isReached ? { price: target, liquidity: 'taker' } : null;
}

const RANK: Readonly<Partial<Record<PaperOrder['type'], number>>> = {
  'stop-market': 0,
  market: 1,
  limit: 2,
  'take-profit-market': 3,
};

const rankOf = ({ type }: Pick<PaperOrder, 'type'>): number => RANK[type] ?? 4;

/** Where one candle reaches both a stop and a target, the stop is taken to have come first. */
export const inMatchingOrder = <T extends Pick<PaperOrder, 'type' | 'createdAt'>>(
  orders: readonly T[],
): readonly T[] =>
  [...orders].sort(
    (a, b) => rankOf(a) - rankOf(b) || a.createdAt.getTime() - b.createdAt.getTime(),
  );
