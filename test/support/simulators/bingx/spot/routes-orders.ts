import type { Params } from '../perpetual/order-request';
import { Rejection } from '../rejection';
import { type Routes, integer, limitOf, page } from '../route';
import { cancelSpot, findSpot, foundWithin } from './cancelling';
import type { SpotOrder } from './model';
import { isSpotOpen } from './model';
import { refused } from './order-request';
import { placeSpot } from './placing';
import { type SpotCall, spotRead, spotTrade } from './route';
import {
  fillId,
  spotCancelledView,
  spotFillView,
  spotOrderView,
  spotPlacedView,
  spotQueryView,
} from './views';

const DAY = 86_400_000;
const BASE = '/openApi/spot/v1/trade';

/** Placing, asking for and cancelling single spot orders. */
export const SPOT_ORDER_ROUTES: Routes = {
  [`POST ${BASE}/order`]: spotTrade(({ x, params, plan }) =>
    spotPlacedView(placeSpot(x, params, plan)),
  ),
  [`POST ${BASE}/cancel`]: spotTrade(({ x, params }) => {
    const order = findSpot(x, params);
    checkRestriction(order, params.get('cancelRestrictions') ?? '');
    return spotCancelledView(cancelSpot(x, order));
  }),
  [`GET ${BASE}/query`]: spotRead(({ x, params }) => {
    const order = foundWithin(x, params);
    if (order === undefined) throw new Rejection(100404, 'the order does not exist');
    return spotQueryView(x, order);
  }),
  [`GET ${BASE}/openOrders`]: spotRead(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    if (symbol !== '') x.quoted(symbol);
    return {
      orders: x
        .openOrders(symbol === '' ? undefined : symbol)
        .reverse()
        .map((order) => spotOrderView(x, order)),
    };
  }),
  [`GET ${BASE}/historyOrders`]: spotRead(history),
  [`GET ${BASE}/myTrades`]: spotRead(myTrades),
};

function checkRestriction(order: SpotOrder | undefined, restriction: string): void {
  if (restriction === '') return;
  if (!['NEW', 'PENDING', 'PARTIALLY_FILLED'].includes(restriction))
    throw refused('cancelRestrictions is invalid');
  if (order !== undefined && order.status !== restriction)
    throw refused(`the order status is ${order.status}, can not cancel`);
}

/** Finished and open orders, newest first; at most ten thousand can be paged through. */
function history({ x, params }: SpotCall): unknown {
  const symbol = params.get('symbol') ?? '';
  if (symbol !== '') x.quoted(symbol);
  const index = integer(params, 'pageIndex') ?? 1;
  const size = integer(params, 'pageSize') ?? 100;
  if (size > 100) throw refused('pageSize must be at most 100');
  if (index * size > 10_000) throw refused('pageIndex * pageSize must be at most 10000');
  const status = params.get('status') ?? '';
  const type = params.get('type') ?? '';
  const from = params.get('orderId') ?? '';
  const { start, end } = rangeOf(x.now(), params, 0);
  const rows = x.store
    .all('spotOrder')
    .filter((order) => !isSpotOpen(order))
    .filter((order) => symbol === '' || order.symbol === symbol)
    .filter((order) => status === '' || order.status === status)
    .filter((order) => type === '' || order.type === type)
    .filter((order) => !/^\d+$/.test(from) || BigInt(order.id) >= BigInt(from))
    .filter((order) => order.createdAt >= start && order.createdAt <= end)
    .reverse();
  return { orders: page(rows, index, size).map((order) => spotOrderView(x, order)) };
}

/** Trades of the last seven days, of the last day when no time is given; oldest first. */
function myTrades({ x, params }: SpotCall): unknown {
  const { symbol } = x.quoted(params.get('symbol') ?? '');
  const orderId = params.get('orderId') ?? '';
  const now = x.now();
  const range = rangeOf(now, params, now - DAY);
  if (range.end - range.start > 7 * DAY) throw refused('the query range is more than seven days');
  const start = Math.max(range.start, now - 7 * DAY);
  const from = integer(params, 'fromId') ?? 0;
  const fills = x.store
    .all('spotFill')
    .filter((fill) => fill.symbol === symbol && (orderId === '' || fill.orderId === orderId))
    .filter((fill) => fill.at >= start && fill.at <= range.end && Number(fillId(fill)) >= from);
  return { fills: fills.slice(0, limitOf(params, 500, 1000)).map(spotFillView) };
}

function rangeOf(
  now: number,
  params: Params,
  fallback: number,
): { readonly start: number; readonly end: number } {
  return {
    start: integer(params, 'startTime') ?? fallback,
    end: integer(params, 'endTime') ?? now,
  };
}
