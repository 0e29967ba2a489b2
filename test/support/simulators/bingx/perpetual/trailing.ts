import { Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { SimOrder } from '../model';
import { Rejection } from '../rejection';
import type { CheckedOrder } from './order-checks';
import type { Perpetual } from './perpetual';

export const TRAILING = 'TRAILING_STOP_MARKET';

/** A trailing order needs a distance or a rate, and no absurd one. */
export function checkTrailing(order: Pick<CheckedOrder, 'type' | 'price' | 'priceRate'>): void {
  if (order.type !== TRAILING) return;
  const { price, priceRate } = order;
  if (price?.gt(ZERO) !== true && priceRate?.gt(ZERO) !== true)
    throw new Rejection(110415, 'price or priceRate is required for a trailing order');
  if (priceRate?.gt(1) === true) throw new Rejection(110418, 'priceRate must be at most 1');
}

/** Where a new trailing order starts from; null for other types. */
export function trailingOf(order: CheckedOrder): SimOrder['trailing'] {
  if (order.type !== TRAILING) return null;
  return {
    distance: order.price === null ? '' : decimalText(order.price),
    rate: order.priceRate === null ? '' : decimalText(order.priceRate),
    activationPrice: order.activationPrice === null ? '' : decimalText(order.activationPrice),
    extreme: '',
  };
}

/**
 * Follows the price: a sale trails the highest price since its activation, a purchase the lowest. Gives the order
 * with its current trigger price, which is '' as long as it has not been activated.
 */
export function follow(x: Perpetual, order: SimOrder): SimOrder {
  const { trailing } = order;
  if (trailing === null) return order;
  const price = x.price(order.symbol);
  const isSale = order.side === 'SELL';
  const activation = trailing.activationPrice === '' ? price : decimal(trailing.activationPrice);
  const isActive =
    trailing.extreme !== '' || (isSale ? price.gte(activation) : price.lte(activation));
  if (!isActive) return order;
  const known = trailing.extreme === '' ? price : decimal(trailing.extreme);
  const extreme = isSale ? Decimal.max(known, price) : Decimal.min(known, price);
  const reach =
    trailing.rate === '' ? decimal(trailing.distance) : extreme.times(decimal(trailing.rate));
  const stop = isSale ? extreme.minus(reach) : extreme.plus(reach);
  const stopPrice = decimalText(
    stop.toDecimalPlaces(x.quoted(order.symbol).pricePrecision, Decimal.ROUND_HALF_UP),
  );
  if (stopPrice === order.stopPrice && decimalText(extreme) === trailing.extreme) return order;
  return x.store.put('order', order.id, {
    ...order,
    stopPrice,
    trailing: { ...trailing, extreme: decimalText(extreme) },
  });
}
