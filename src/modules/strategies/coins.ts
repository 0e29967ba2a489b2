import { Decimal, decimal, decimalText, floorToStep, readDecimal, ZERO } from '@/kernel/decimal';
import type { InstrumentFacts } from '@/modules/strategies/decision';

/** What holding coins instead of a position asks of sizes. */

type Rules = Pick<InstrumentFacts, 'quantityStep' | 'minQuantity' | 'minNotional'> &
  Pick<InstrumentFacts, 'maxNotional' | 'quoteStep'>;

/** The amount to spend, or why the venue would not take it. */
export type Spending =
  | { readonly ok: true; readonly amount: string }
  | { readonly ok: false; readonly reason: SpendingProblem; readonly detail: string };

export type SpendingProblem = 'quantity-missing' | 'quantity-too-small' | 'quantity-too-large';

/** What a market buy of a quantity spends at a price, rounded down to the quote currency's step. */
export function spendingFor(quantity: Decimal, price: string | null, rules: Rules): Spending {
  const known = price === null ? null : readDecimal(price);
  if (known?.gt(ZERO) !== true) {
    const detail =
      'the venue buys for an amount of quote currency; that needs a price, and none is known';
    return { ok: false, reason: 'quantity-missing', detail };
  }
  const amount = floorToStep(quantity.times(known), decimal(rules.quoteStep ?? '0.01'));
  const shown = `${decimalText(quantity)} at ${decimalText(known)} is ${decimalText(amount)} in quote currency`;
  const least = decimal(rules.minNotional ?? '0');
  if (!amount.gt(ZERO) || amount.lt(least)) {
    const detail = `${shown}; the venue's minimum is ${decimalText(least)}`;
    return { ok: false, reason: 'quantity-too-small', detail };
  }
  if (rules.maxNotional !== undefined && amount.gt(decimal(rules.maxNotional))) {
    const detail = `${shown}; the venue's maximum is ${decimalText(decimal(rules.maxNotional))}`;
    return { ok: false, reason: 'quantity-too-large', detail };
  }
  return { ok: true, amount: decimalText(amount) };
}

/** The smallest quantity that can be sold by itself: the step, the minimum, and the least worth at the price. */
export function leastToSell(rules: Rules, price: string | null): Decimal {
  const step = decimal(rules.quantityStep);
  const least = Decimal.max(step, decimal(rules.minQuantity));
  const known = price === null ? null : readDecimal(price);
  if (rules.minNotional === null || known?.gt(ZERO) !== true) return least;
  const worth = decimal(rules.minNotional).div(known).div(step).ceil().times(step);
  return Decimal.max(least, worth);
}
