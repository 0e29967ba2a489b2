import { ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { Params } from '../perpetual/order-request';
import type { FillPlan } from '../perpetual/placing';
import { Rejection } from '../rejection';
import { endSpot, fillSpot, lockFunds, spotRemaining } from './fills';
import { matchSpotOrder } from './matching';
import { type SpotOrder, isSpotOpen } from './model';
import { type SpotRequest, readSpotRequest } from './order-request';
import type { Spot } from './spot';

const INSUFFICIENT =
  'Code: 100202, Msg: {"Code":100202,"Msg":"order PlaceOrder transfer in: withdrawal fail, code: 102202, msg: ","RemoteInfo":null,"TextData":{"Format":"insufficient assets","Args":[]}}';

/** Accepts an order: checks it, holds back what it may cost and lets the market act. Gives it as it was accepted. */
export function placeSpot(x: Spot, params: Params, plan: FillPlan | null = null): SpotOrder {
  const request = readSpotRequest(x, params);
  return x.store.transaction(() => {
    const order = addOrder(x, request, {});
    if (plan !== null) followPlan(x, order, plan);
    else release(x, order);
    return order;
  });
}

/** Writes a new order with its lock to the book. */
export function addOrder(x: Spot, request: SpotRequest, more: Partial<SpotOrder>): SpotOrder {
  const { pair, side, price, stopPrice } = request;
  const at = x.now();
  const order: SpotOrder = {
    id: x.store.nextId(),
    clientOrderId: request.clientOrderId,
    symbol: pair.symbol,
    side,
    type: request.type,
    quantity: decimalText(request.quantity),
    quoteQuantity: decimalText(request.quoteQuantity),
    price: decimalText(price),
    stopPrice: stopPrice === null ? '' : decimalText(stopPrice),
    firesOn: stopPrice === null ? '' : stopPrice.gte(x.price(pair.symbol)) ? 'rise' : 'fall',
    timeInForce: request.timeInForce,
    status: request.type === 'LIMIT' ? 'PENDING' : 'NEW',
    executed: '0',
    executedQuote: '0',
    locked: '0',
    lockedAsset: side === 'BUY' ? pair.quote : pair.base,
    fee: '0',
    feeAsset: side === 'BUY' ? pair.base : pair.quote,
    listId: '',
    listClientOrderId: '',
    listRole: '',
    createdAt: at,
    updatedAt: at,
    ...more,
  };
  // The stop leg of a list shares the lock of its limit leg until it fires.
  const lock = order.listRole === 'ocoTps' ? ZERO : lockFunds(x, order);
  if (lock === null) throw new Rejection(100202, INSUFFICIENT);
  return x.store.put('spotOrder', order.id, { ...order, locked: decimalText(lock) });
}

/** What the market does with a new order right after accepting it. */
function release(x: Spot, order: SpotOrder): void {
  if (order.type !== 'LIMIT') {
    for (let step = 0; step < 3 && matchSpotOrder(x, order.id); step += 1);
    return;
  }
  const price = x.price(order.symbol);
  const limit = decimal(order.price);
  const takes = order.side === 'BUY' ? price.lte(limit) : price.gte(limit);
  if (takes && order.timeInForce !== 'PostOnly')
    fillSpot(x, order.id, spotRemaining(x, order, limit), price, false);
  if ((takes && order.timeInForce === 'PostOnly') || /^(IOC|FOK)$/.test(order.timeInForce))
    endSpot(x, order.id, 'CANCELED');
}

function followPlan(x: Spot, order: SpotOrder, plan: FillPlan): void {
  x.handFilled.add(order.id);
  plan.fractions.forEach((fraction, index) => {
    const fill = (): void => {
      const isLast = index === plan.fractions.length - 1;
      fillSpotFraction(x, order.id, fraction);
      if (isLast && order.type === 'LIMIT') x.handFilled.delete(order.id);
    };
    if (index === 0 && plan.everyMs === 0) fill();
    else x.later(plan.everyMs * (index + 1), fill);
  });
}

/** Fills a fraction of an order's full size, rounded down to its step; at its limit price or the market's. */
export function fillSpotFraction(
  x: Spot,
  orderId: string,
  fraction: string,
): SpotOrder | undefined {
  const order = x.order(orderId);
  if (order === undefined || !isSpotOpen(order)) return order;
  const price = decimal(order.price).gt(ZERO) ? decimal(order.price) : x.price(order.symbol);
  const full = decimal(order.quoteQuantity).isZero()
    ? decimal(order.quantity)
    : decimal(order.quoteQuantity).div(price);
  const step = decimal(x.quoted(order.symbol).stepSize);
  const share = full.times(decimal(fraction)).div(step).floor().times(step);
  if (share.gt(ZERO)) fillSpot(x, orderId, share, price, order.type === 'LIMIT');
  return x.order(orderId);
}
