import { Decimal, decimal } from '@/kernel/decimal';

export interface Ladder {
  readonly bids: [price: string, quantity: string][];
  readonly asks: [price: string, quantity: string][];
}

/** An order book around a price, one tick a level, bids from the best down and asks from the worst down. */
export function ladder(
  price: Decimal,
  precision: number,
  levels: number,
  quantity: string,
): Ladder {
  const tick = new Decimal(10).pow(-precision);
  const rows = Array.from({ length: Math.min(levels, 1000) }, (_, index) => index + 1);
  const row = (at: Decimal): [string, string] => [at.toFixed(precision), quantity];
  return {
    bids: rows.map((step) => row(Decimal.max(price.minus(tick.times(step)), decimal('0')))),
    asks: rows.map((step) => row(price.plus(tick.times(step)))).reverse(),
  };
}
