import { decimal, decimalText, floorToStep, ZERO } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { InstrumentRules, VenueCapabilities } from '@/modules/exchanges/venue.types';
import { spendingFor } from '@/modules/strategies/coins';
import type { ManualOrder } from '@/modules/trading/manual/manual-order';
import { OrderNotPossibleError } from '@/modules/trading/trading.errors';

/** How large an order is, and what it spends where the venue wants an amount. */
export interface OrderSize {
  readonly quantity: string;
  readonly quoteQuantity: string | null;
}

/**
 * The size in the venue's unit and, for market buys on Spot, the amount to spend at the price of this moment. Throws
 * OrderNotPossibleError.
 */
export async function sizeOf(
  request: ManualOrder,
  venue: Venue,
  rules: InstrumentRules,
  can: VenueCapabilities,
): Promise<OrderSize> {
  const { quantity, quoteQuantity } = request;
  const isSpending =
    can.marketBuysBy === 'quote' && request.action === 'open' && request.type === 'market';
  if (!isSpending) {
    if (quoteQuantity === undefined) return { quantity, quoteQuantity: null };
    const rule = 'belongs to market orders that buy on Spot';
    throw new OrderNotPossibleError('order-fields', '/quoteQuantity', rule);
  }
  const ticker = await venue.prices?.ticker(instrumentOf(request.instrument));
  const price = ticker?.price ?? null;
  if (quoteQuantity !== undefined) return sizeFor(quoteQuantity, price, rules);
  const spending = spendingFor(decimal(quantity), price, rules);
  if (!spending.ok) throw new OrderNotPossibleError(spending.reason, '/quantity', spending.detail);
  return { quantity, quoteQuantity: spending.amount };
}

/** What an amount buys; it is spent to the last step of the quote currency. */
function sizeFor(amount: string, price: string | null, rules: InstrumentRules): OrderSize {
  const wanted = decimal(amount);
  const step = decimal(rules.quoteStep ?? '0.01');
  const refuse = (code: string, rule: string): never => {
    throw new OrderNotPossibleError(code, '/quoteQuantity', rule);
  };
  if (!wanted.gt(ZERO) || !floorToStep(wanted, step).eq(wanted))
    refuse('quantity-off-step', `must be a positive multiple of ${decimalText(step)}`);
  if (rules.minNotional !== null && wanted.lt(decimal(rules.minNotional)))
    refuse('quantity-too-small', `must be at least ${rules.minNotional}`);
  if (rules.maxNotional !== undefined && wanted.gt(decimal(rules.maxNotional)))
    refuse('quantity-too-large', `must be at most ${rules.maxNotional}`);
  if (price === null) return refuse('quantity-missing', 'needs a price, and none is known');
  const quantity = floorToStep(wanted.div(decimal(price)), decimal(rules.quantityStep));
  return { quantity: decimalText(quantity), quoteQuantity: decimalText(wanted) };
}
