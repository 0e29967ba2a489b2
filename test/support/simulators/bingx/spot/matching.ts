import { decimal, decimalText } from '@/kernel/decimal';
import { endSibling, endSpot, fillSpot, lockFunds, spotRemaining } from './fills';
import { type SpotOrder, isSpotOpen } from './model';
import type { Spot } from './spot';

/** Lets the current price act on every order of a pair. */
export function matchSpot(x: Spot, symbol: string): void {
  for (let round = 0; round < 100; round += 1) {
    if (x.openOrders(symbol).filter((order) => matchSpotOrder(x, order.id)).length === 0) return;
  }
}

/** True when the market did something with the order. */
export function matchSpotOrder(x: Spot, orderId: string): boolean {
  const order = x.order(orderId);
  if (order === undefined || !isSpotOpen(order) || x.handFilled.has(orderId)) return false;
  const price = x.price(order.symbol);
  if (order.firesOn !== '') {
    const stop = decimal(order.stopPrice);
    if (order.firesOn === 'rise' ? price.lt(stop) : price.gt(stop)) return false;
    fire(x, order);
    return true;
  }
  const limit = decimal(order.price);
  if (limit.isZero()) {
    fillSpot(x, orderId, spotRemaining(x, order, price), price, false);
    return true;
  }
  if (order.side === 'BUY' ? price.gt(limit) : price.lt(limit)) return false;
  fillSpot(x, orderId, spotRemaining(x, order, limit), limit, true);
  return true;
}

/** A conditional order that fires goes on under its own id. */
function fire(x: Spot, order: SpotOrder): void {
  endSibling(x, order);
  const isLimit = !decimal(order.price).isZero();
  const fired: SpotOrder = {
    ...order,
    firesOn: '',
    status: isLimit ? 'PENDING' : 'NEW',
    updatedAt: x.now(),
  };
  const lock = decimal(fired.locked).isZero() ? lockFunds(x, fired) : decimal(fired.locked);
  if (lock === null) {
    endSpot(x, order.id, 'FAILED');
    return;
  }
  x.store.put('spotOrder', order.id, { ...fired, locked: decimalText(lock) });
}
