import { findOrder } from '../perpetual/cancelling';
import type { Perpetual } from '../perpetual/perpetual';
import { type SimOrder, isOpen } from '../model';
import { type Params, required } from '../perpetual/order-request';
import { historyView, openOrderView, orderView } from './order-views';
import { Rejection, invalid } from '../rejection';
import { type PerpetualCall, type Routes, integer, limitOf, readRoute, tradeRoute } from '../route';

const WEEK = 7 * 86_400_000;

/** Questions about orders. The listings want the trading permission, as the exchange's do. */
export const ORDER_ROUTES: Routes = {
  'GET /openApi/swap/v2/trade/order': readRoute(({ x, params }) => {
    required(params, 'symbol');
    return { order: orderView(x, existing(followed(x, findOrder(x, params)))) };
  }),
  'GET /openApi/swap/v2/trade/openOrder': readRoute(({ x, params }) => {
    required(params, 'symbol');
    const order = existing(findOrder(x, params));
    if (!isOpen(order)) throw notFound();
    return { order: openOrderView(x, order) };
  }),
  'GET /openApi/swap/v2/trade/openOrders': tradeRoute(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    const type = params.get('type') ?? '';
    const orders = x.openOrders(symbol === '' ? undefined : x.quoted(symbol).symbol);
    return {
      orders: orders
        .filter((order) => type === '' || order.type === type)
        .reverse()
        .map((order) => openOrderView(x, order)),
    };
  }),
  'GET /openApi/swap/v2/trade/allOrders': tradeRoute((call) =>
    history(call, (order) => !isOpen(order)),
  ),
  'GET /openApi/swap/v1/trade/fullOrder': readRoute((call) => history(call, () => true)),
};

const notFound = (): Rejection => new Rejection(109421, 'order not exist');

function existing(order: SimOrder | undefined): SimOrder {
  if (order === undefined) throw notFound();
  return order;
}

/** A conditional order that fired is known by its child from then on. */
function followed(x: Perpetual, order: SimOrder | undefined): SimOrder | undefined {
  return order !== undefined && order.childId !== '' ? x.store.get('order', order.childId) : order;
}

/** Start and end of a listing; the last seven days when nothing is asked, never more than seven days. */
export function windowOf(
  x: Perpetual,
  params: Params,
): { readonly start: number; readonly end: number } {
  const end = integer(params, 'endTime') ?? x.now();
  const start = integer(params, 'startTime') ?? end - WEEK;
  if (end - start > WEEK) throw invalid('the query range is more than seven days');
  if (start > end) throw invalid('startTime must be earlier than endTime');
  return { start, end };
}

function history({ x, params }: PerpetualCall, isListed: (order: SimOrder) => boolean): unknown {
  const limit = limitOf(params, null, 1000);
  const symbol = params.get('symbol') ?? '';
  if (symbol !== '') x.quoted(symbol);
  const after = params.get('orderId') ?? '';
  const { start, end } = windowOf(x, params);
  const orders = x.store
    .all('order')
    .filter((order) => order.status !== 'TRIGGERED' && isListed(order))
    .filter(
      (order) =>
        (symbol === '' || order.symbol === symbol) &&
        order.createdAt >= start &&
        order.createdAt <= end,
    )
    .filter(
      (order) => after === '' || BigInt(order.id) > BigInt(/^\d+$/.test(after) ? after : '0'),
    );
  return { orders: orders.slice(0, limit).map((order) => historyView(x, order)) };
}
