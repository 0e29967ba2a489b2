import { decimal } from '@/kernel/decimal';
import type { OrderLikeness } from '@/modules/exchanges/venue.types';
import { orderSideOf, orderTypeOf, positionSideOf } from '../bingx.order-words';
import { amountOf, priceOf, textOf, timeOf, type Wire } from '../bingx.wire';
import { clientOrderIdOf } from './coin-m.mapper';
import type { OrderPayload } from './coin-m.payloads';

/** What an order that is looked for looks like on the wire. */
export interface Searched extends Pick<
  OrderLikeness,
  'clientOrderId' | 'side' | 'positionSide' | 'type' | 'quantity' | 'price' | 'stopPrice'
> {
  readonly symbol: string;
  /** When it may have been made, by BingX's clock in epoch milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The rows that may be the order. A row that repeats our client order id settles it; one that carries another id is
 * somebody else's; the rest is compared by everything that an order is made of.
 */
export function looksLike(
  rows: readonly OrderPayload[],
  searched: Searched,
): readonly OrderPayload[] {
  const named = rows.filter((row) => clientOrderIdOf(row) === searched.clientOrderId);
  if (named.length > 0) return named;
  return rows.filter((row) => clientOrderIdOf(row) === null && isAlike(row, searched));
}

function isAlike(row: OrderPayload, searched: Searched): boolean {
  const at = (timeOf(row.time) ?? timeOf(row.updateTime))?.getTime() ?? null;
  if (at === null || at < searched.fromMs || at > searched.toMs) return false;
  if (textOf(row.symbol) !== searched.symbol) return false;
  if (orderTypeOf(row.type) !== searched.type || orderSideOf(row.side) !== searched.side)
    return false;
  const positionSide = positionSideOf(row.positionSide);
  if (positionSide !== null && positionSide !== searched.positionSide) return false;
  const quantity = priceOf(row.quantity, 'quantity') ?? amountOf(row.origQty, 'origQty');
  if (quantity === null || !decimal(quantity).eq(decimal(searched.quantity))) return false;
  // Market orders are listed with no price, 0 or what they filled at.
  return isPrice(row.price, searched.price) && isPrice(row.stopPrice, searched.stopPrice);
}

const isPrice = (listed: Wire, wanted: string | null): boolean => {
  if (wanted === null) return true;
  const price = priceOf(listed, 'price');
  return price !== null && decimal(price).eq(decimal(wanted));
};
