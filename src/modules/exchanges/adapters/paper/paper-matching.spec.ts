import { decimal } from '@/kernel/decimal';
import {
  inMatchingOrder,
  matchOf,
  observedPrice,
} from '@/modules/exchanges/adapters/paper/paper-matching';
import type { OrderType } from '@/modules/exchanges/order-terms';

const CREATED = new Date('2026-01-15T12:00:00Z');
const LATER = new Date('2026-01-15T12:00:01Z');

const order = (type: OrderType, side: 'buy' | 'sell', level: string) => ({
  type,
  side,
  price: type === 'limit' ? level : null,
  stopPrice: type === 'limit' ? null : level,
  createdAt: CREATED,
});
const candle = (open: string, high: string, low: string, at = LATER) => ({
  open: decimal(open),
  high: decimal(high),
  low: decimal(low),
  last: decimal(low),
  at,
});

describe('paper matching', () => {
  it.each([
    ['limit', 'buy', '100', '100', '100'],
    ['limit', 'buy', '100', '90', '100'],
    ['limit', 'buy', '100', '100.1', null],
    ['limit', 'sell', '100', '101', '100'],
    ['limit', 'sell', '100', '99.9', null],
    ['stop-market', 'sell', '100', '99', '99'],
    ['stop-market', 'sell', '100', '100.1', null],
    ['stop-market', 'buy', '100', '101', '101'],
    ['stop-market', 'buy', '100', '99.9', null],
    ['take-profit-market', 'sell', '100', '105', '100'],
    ['take-profit-market', 'sell', '100', '99.9', null],
    ['take-profit-market', 'buy', '100', '95', '100'],
    ['take-profit-market', 'buy', '100', '100.1', null],
  ] as const)('%s %s at %s, seen %s: fills at %s', (type, side, level, seen, expected) => {
    const match = matchOf(order(type, side, level), observedPrice(seen, LATER));
    expect(match?.price.toString() ?? null).toBe(expected);
  });

  it('fills a stop inside a candle at the stop, and one that was jumped over at the open', () => {
    expect(
      matchOf(order('stop-market', 'sell', '100'), candle('110', '111', '95'))?.price.toString(),
    ).toBe('100');
    expect(
      matchOf(order('stop-market', 'sell', '100'), candle('97', '99', '95'))?.price.toString(),
    ).toBe('97');
  });

  it('ignores candles and prices from before the order', () => {
    const before = new Date(CREATED.getTime() - 1);
    expect(
      matchOf(order('stop-market', 'sell', '100'), candle('110', '111', '95', before)),
    ).toBeNull();
    expect(matchOf(order('limit', 'buy', '100'), observedPrice('50', before))).toBeNull();
  });

  it('takes the stop before the target where both were reached', () => {
    const target = order('take-profit-market', 'sell', '110');
    const stop = order('stop-market', 'sell', '90');
    expect(inMatchingOrder([target, stop])[0]).toBe(stop);
  });
});
