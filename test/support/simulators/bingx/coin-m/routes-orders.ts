import type { SimOrder } from '../model';
import { isOpen } from '../model';
import { cancelOrder, findOrder } from '../perpetual/cancelling';
import { closeAll } from '../perpetual/closing';
import { endOrder } from '../perpetual/fills';
import { type Params, required } from '../perpetual/order-request';
import type { Perpetual } from '../perpetual/perpetual';
import { placeOrder } from '../perpetual/placing';
import { Rejection, gatewayRejection, invalid } from '../rejection';
import { type PerpetualCall, type Routes, integer, limitOf, page } from '../route';
import { windowOf } from '../usdt-m/routes-orders';
import { coinRead, coinTrade } from './route';
import { coinCancelledView, coinFillView, coinOrderView, coinPlacedView } from './views';

const BASE = '/openApi/cswap/v1/trade';

const TYPES = new Set([
  'LIMIT',
  'MARKET',
  'STOP_MARKET',
  'STOP',
  'TAKE_PROFIT_MARKET',
  'TAKE_PROFIT',
]);

/** Orders, fills and closing on Coin-M. There is no batch, no reduceOnly and no closePosition here. */
export const COIN_ORDER_ROUTES: Routes = {
  [`POST ${BASE}/order`]: coinTrade(({ x, params, plan }) =>
    coinPlacedView(placeOrder(x, orderParams(x, params), plan)),
  ),
  [`GET ${BASE}/orderDetail`]: coinRead(({ x, params }) => {
    required(params, 'symbol');
    const order = found(x, params);
    if (order === undefined) throw new Rejection(109421, 'order not exist');
    const shown = order.childId === '' ? order : (x.store.get('order', order.childId) ?? order);
    return { order: coinOrderView(x, shown) };
  }),
  [`GET ${BASE}/openOrders`]: coinRead(({ x, params }) => ({
    orders: x
      .openOrders(optionalSymbol(x, params))
      .reverse()
      .map((order) => coinOrderView(x, order)),
  })),
  [`GET ${BASE}/orderHistory`]: coinRead(history),
  [`GET ${BASE}/allFillOrders`]: coinRead(({ x, params }) => {
    const orderId = required(params, 'orderId');
    const size = integer(params, 'pageSize') ?? 100;
    if (size > 1000) throw invalid('pageSize: This field must be less than or equal to 1000. ');
    const fills = x.store.all('fill').filter((fill) => fill.orderId === orderId);
    return page(fills, integer(params, 'pageIndex'), size).map((fill) => coinFillView(x, fill));
  }),
  [`DELETE ${BASE}/cancelOrder`]: coinTrade(({ x, params }) => {
    const symbol = x.quoted(required(params, 'symbol')).symbol;
    const order = found(x, params);
    const named = `${symbol}|${params.get('orderId') ?? ''}|${order?.id ?? ''}`;
    return { order: coinCancelledView(x, cancelOrder(x, order, named), true) };
  }),
  [`POST ${BASE}/allOpenOrders`]: coinTrade((call) => cancelAll(call, 'POST')),
  [`DELETE ${BASE}/allOpenOrders`]: coinTrade((call) => cancelAll(call, 'DELETE')),
  [`POST ${BASE}/closeAllPositions`]: coinTrade(({ x, params }) => ({
    success: closeAll(x, optionalSymbol(x, params)).map(({ id }) => id),
    failed: null,
  })),
};

function optionalSymbol(x: Perpetual, params: Params): string | undefined {
  const symbol = params.get('symbol') ?? '';
  return symbol === '' ? undefined : x.quoted(symbol).symbol;
}

/** Drops what Coin-M does not know, its client order ids (unless they are honoured) included. */
function orderParams(x: Perpetual, params: Params): Params {
  const type = params.get('type') ?? '';
  if (!TYPES.has(type)) throw invalid(`Invalid parameters, err:type: ${type} is not supported.`);
  const unknown = new Set(['reduceOnly', 'closePosition']);
  if (x.settings.coinM.clientOrderIds === 'ignored') {
    unknown.add('clientOrderId');
    unknown.add('clientOrderID');
  }
  const known = new Map([...params].filter(([name]) => !unknown.has(name)));
  if ((params.get('positionSide') ?? '') === '') known.set('positionSide', 'LONG');
  return known;
}

function found(x: Perpetual, params: Params): SimOrder | undefined {
  const isIgnored = x.settings.coinM.clientOrderIds === 'ignored';
  if (isIgnored && (params.get('orderId') ?? '') === '') return undefined;
  return findOrder(x, params);
}

function history({ x, params }: PerpetualCall): unknown {
  const limit = limitOf(params, 500, 1000);
  const symbol = optionalSymbol(x, params);
  const after = params.get('orderId') ?? '';
  const { start, end } = windowOf(x, params);
  const orders = x.store
    .all('order')
    .filter((order) => order.status !== 'TRIGGERED' && !isOpen(order))
    .filter((order) => symbol === undefined || order.symbol === symbol)
    .filter((order) => order.createdAt >= start && order.createdAt <= end)
    .filter((order) => !/^\d+$/.test(after) || BigInt(order.id) >= BigInt(after));
  return {
    orders: orders
      .slice(-limit)
      .reverse()
      .map((order) => coinOrderView(x, order)),
  };
}

function cancelAll({ x, params }: PerpetualCall, method: 'POST' | 'DELETE'): unknown {
  if (x.settings.coinM.cancelAll !== method)
    throw gatewayRejection(100400, 'request method is not supported');
  const orders = x.openOrders(optionalSymbol(x, params));
  return x.store.transaction(() => ({
    success: orders.map((order) => {
      endOrder(x, order.id, 'CANCELLED');
      return coinCancelledView(x, x.store.get('order', order.id) ?? order, false);
    }),
    failed: null,
  }));
}
