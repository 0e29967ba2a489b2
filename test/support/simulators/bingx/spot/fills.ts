import { Decimal, ZERO, decimal, decimalText, floorToStep } from '@/kernel/decimal';
import { type SpotOrder, isSpotOpen } from './model';
import { SPOT_FEE, type Spot } from './spot';

/** What is left to fill, in base coin at a price. A quote amount buys what it can pay in whole steps. */
export function spotRemaining(x: Spot, order: SpotOrder, price: Decimal): Decimal {
  if (decimal(order.quoteQuantity).isZero())
    return decimal(order.quantity).minus(decimal(order.executed));
  const left = decimal(order.quoteQuantity).minus(decimal(order.executedQuote));
  return floorToStep(left.div(price), decimal(x.quoted(order.symbol).stepSize));
}

/**
 * Executes a part of an order. A buy's fee is taken from the base coin that it brings, a sell's from the quote coin.
 * An order for a quote amount is filled when what is left of it buys no whole step.
 */
export function fillSpot(
  x: Spot,
  orderId: string,
  wanted: Decimal,
  price: Decimal,
  isMaker: boolean,
): void {
  const order = x.order(orderId);
  if (order === undefined || !isSpotOpen(order)) return;
  const quantity = Decimal.min(wanted, spotRemaining(x, order, price));
  if (quantity.lte(ZERO)) {
    endSpot(x, orderId, 'FAILED');
    return;
  }
  const { base, quote } = x.quoted(order.symbol);
  const value = quantity.times(price);
  const isBuy = order.side === 'BUY';
  const fee = (isBuy ? quantity : value).times(SPOT_FEE);
  const feeAsset = isBuy ? base : quote;
  const id = x.store.nextId();
  x.store.put('spotFill', id, {
    id,
    orderId,
    symbol: order.symbol,
    side: order.side,
    price: decimalText(price),
    quantity: decimalText(quantity),
    quote: decimalText(value),
    fee: decimalText(fee.negated()),
    feeAsset,
    isMaker,
    at: x.now(),
  });
  const executed = decimal(order.executed).plus(quantity);
  const executedQuote = decimal(order.executedQuote).plus(value);
  const paid = isBuy ? value : quantity;
  const changed: SpotOrder = {
    ...order,
    executed: decimalText(executed),
    executedQuote: decimalText(executedQuote),
    fee: decimalText(decimal(order.fee).minus(fee)),
    feeAsset,
    updatedAt: x.now(),
  };
  const isQuote = !decimal(order.quoteQuantity).isZero();
  const isFilled = isQuote
    ? spotRemaining(x, changed, price).isZero()
    : executed.gte(decimal(order.quantity));
  // Whatever a filled order held back beyond what it paid becomes free.
  const held = decimal(order.locked);
  const release = isFilled ? held : Decimal.min(held, lockFor(order, quantity, paid));
  x.move(order.lockedAsset, release.minus(paid), release.negated());
  x.move(isBuy ? base : quote, (isBuy ? quantity : value).minus(fee), ZERO);
  x.store.put('spotOrder', orderId, {
    ...changed,
    locked: decimalText(held.minus(release)),
    status: isFilled ? 'FILLED' : 'PARTIALLY_FILLED',
  });
  endSibling(x, changed);
}

/** The part of an order's lock that a partial fill sets free: what was locked for the quantity. */
function lockFor(order: SpotOrder, quantity: Decimal, paid: Decimal): Decimal {
  const price = decimal(order.price);
  return order.side === 'BUY' && !price.isZero() && decimal(order.quoteQuantity).isZero()
    ? quantity.times(price)
    : paid;
}

/** Moves what an order may cost from free to locked; null when there is not enough. */
export function lockFunds(x: Spot, order: SpotOrder): Decimal | null {
  const cost =
    order.side === 'SELL'
      ? decimal(order.quantity)
      : decimal(order.quoteQuantity).isZero()
        ? decimal(order.quantity).times(decimal(order.price))
        : decimal(order.quoteQuantity);
  if (cost.gt(decimal(x.wallet(order.lockedAsset).free))) return null;
  x.move(order.lockedAsset, cost.negated(), cost);
  return cost;
}

/** Ends an open order and gives back what it held. */
export function endSpot(x: Spot, orderId: string, status: 'CANCELED' | 'FAILED'): void {
  const order = x.order(orderId);
  if (order === undefined || !isSpotOpen(order)) return;
  x.handFilled.delete(orderId);
  const held = decimal(order.locked);
  if (!held.isZero()) x.move(order.lockedAsset, held, held.negated());
  x.store.put('spotOrder', orderId, { ...order, status, locked: '0', updatedAt: x.now() });
}

/** One leg of an OCO list that trades or fires takes the other one away. */
export function endSibling(x: Spot, order: SpotOrder): void {
  if (order.listId === '') return;
  for (const other of x.openOrders(order.symbol)) {
    if (other.listId === order.listId && other.id !== order.id) endSpot(x, other.id, 'CANCELED');
  }
}
