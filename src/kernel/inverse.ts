import { type Decimal, decimal, ZERO } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';

/**
 * Whether an instrument's quantity is contracts of a fixed worth in quote currency, while collateral, fees and profit
 * are the base coin. So one contract is `worth / price` coins, and what is held is an amount of quote currency.
 */
export const isInverse = (instrument: Pick<Instrument, 'market'>): boolean =>
  instrument.market === 'bingx-coin-m';

/** The asset that margin, fees and profit are in. */
export const settlementAssetOf = (instrument: Instrument): string =>
  isInverse(instrument) ? instrument.base : instrument.quote;

/** What a quantity is worth in quote currency; `contractValue` is null where a quantity is base coin. */
export const notionalOf = (
  quantity: Decimal,
  price: Decimal,
  contractValue: string | null,
): Decimal =>
  contractValue === null ? quantity.times(price) : quantity.times(decimal(contractValue));

/** One part of what was traded. */
export interface PricedPart {
  readonly quantity: Decimal;
  readonly price: Decimal;
}

/**
 * The price at which all parts together would have given the same position; null for nothing. Contracts of a fixed
 * worth are averaged by the coins that they stand for, which is the harmonic mean.
 */
export function averagePriceOf(parts: readonly PricedPart[], inverse: boolean): Decimal | null {
  let quantity = ZERO;
  let weight = ZERO;
  for (const part of parts) {
    quantity = quantity.plus(part.quantity);
    weight = weight.plus(inverse ? part.quantity.div(part.price) : part.quantity.times(part.price));
  }
  if (quantity.isZero()) return null;
  return inverse ? quantity.div(weight) : weight.div(quantity);
}
