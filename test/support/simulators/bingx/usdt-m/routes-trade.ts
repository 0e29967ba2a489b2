import { decimal } from '@/kernel/decimal';
import { cancelOrder, findOrder } from '../perpetual/cancelling';
import { closeAll, closePosition } from '../perpetual/closing';
import type { Perpetual } from '../perpetual/perpetual';
import { endOrder } from '../perpetual/fills';
import type { SimOrder } from '../model';
import { type Params, required } from '../perpetual/order-request';
import { cancelledView, placedView } from './order-views';
import { placeOrder, testOrder } from '../perpetual/placing';
import { deadManAnswer } from '../dead-man';
import { Rejection, invalid } from '../rejection';
import { type PerpetualCall, type Routes, tradeRoute } from '../route';
import { digits, membersOf, readJson, wireText } from '../wire';

/** Everything that places, cancels or closes. */
export const TRADE_ROUTES: Routes = {
  'POST /openApi/swap/v2/trade/order': tradeRoute(({ x, params, plan }) => ({
    order: placedView(placeOrder(x, params, plan)),
  })),
  'POST /openApi/swap/v2/trade/order/test': tradeRoute(({ x, params }) => ({
    order: placedView(testOrder(x, params)),
  })),
  'DELETE /openApi/swap/v2/trade/order': tradeRoute(({ x, params }) => {
    const symbol = x.quoted(required(params, 'symbol')).symbol;
    const order = findOrder(x, params);
    const named = `${symbol}|${params.get('orderId') ?? ''}|${order?.id ?? ''}`;
    return { order: cancelledView(x, cancelOrder(x, order, named)) };
  }),
  'POST /openApi/swap/v2/trade/batchOrders': tradeRoute(placeBatch),
  'DELETE /openApi/swap/v2/trade/batchOrders': tradeRoute(cancelBatch),
  'DELETE /openApi/swap/v2/trade/allOpenOrders': tradeRoute(({ x, params }) => {
    const symbol = optionalSymbol(x, params);
    const type = params.get('type') ?? '';
    const orders = x.openOrders(symbol).filter((order) => type === '' || order.type === type);
    return { success: cancelAll(x, orders), failed: null };
  }),
  'POST /openApi/swap/v2/trade/closeAllPositions': tradeRoute(({ x, params }) => ({
    success: closeAll(x, optionalSymbol(x, params)).map((order) => digits(order.id)),
    failed: null,
  })),
  'POST /openApi/swap/v1/trade/closePosition': tradeRoute(({ x, params }) => {
    const positionId = required(params, 'positionId');
    const order = closePosition(x, positionId);
    return {
      orderId: digits(order.id),
      positionId,
      symbol: order.symbol,
      side: order.side === 'SELL' ? 'Ask' : 'Bid',
      type: 'MARKET',
      positionSide: order.side === 'SELL' ? 'Long' : 'Short',
      origQty: decimal(order.quantity).toFixed(x.quoted(order.symbol).quantityPrecision),
    };
  }),
  'POST /openApi/swap/v2/trade/cancelAllAfter': tradeRoute(({ exchange, account, params }) =>
    deadManAnswer(exchange, account.name, 'swap', params),
  ),
};

function optionalSymbol(x: Perpetual, params: Params): string | undefined {
  const symbol = params.get('symbol') ?? '';
  return symbol === '' ? undefined : x.quoted(symbol).symbol;
}

/**
 * Up to five orders, each judged on its own. When one is refused the whole answer is an error whose text joins
 * the refusals, although the others are in the book: the caller has to query each of them.
 */
function placeBatch({ x, params, plan }: PerpetualCall): unknown {
  const list = readJson(required(params, 'batchOrders'));
  if (!Array.isArray(list) || list.length === 0)
    throw invalid('Syntax error at index 0: invalid char in batchOrders');
  if (list.length > 5) throw invalid('batchOrders: at most 5 orders');
  const placed: SimOrder[] = [];
  const refused: Rejection[] = [];
  for (const item of list as readonly unknown[]) {
    try {
      placed.push(placeOrder(x, membersOf(item) ?? new Map(), plan));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      refused.push(error);
    }
  }
  const [first] = refused;
  if (first !== undefined)
    throw new Rejection(first.code, refused.map((refusal) => refusal.message).join('; '));
  return { orders: placed.map(placedView) };
}

function cancelBatch({ x, params }: PerpetualCall): unknown {
  const symbol = x.quoted(required(params, 'symbol')).symbol;
  const names = [
    ...listOf(params, 'orderIdList').map((id) => ['orderId', id] as const),
    ...listOf(params, 'clientOrderIdList').map((id) => ['clientOrderId', id] as const),
  ];
  if (names.length === 0) throw invalid('orderIdList or clientOrderIdList is required');
  if (names.length > 10) throw invalid('orderIdList: at most 10 orders');
  const success: unknown[] = [];
  const failed: unknown[] = [];
  for (const [name, id] of names) {
    try {
      const order = findOrder(
        x,
        new Map([
          ['symbol', symbol],
          [name, id],
        ]),
      );
      success.push(cancelledView(x, cancelOrder(x, order, `${symbol}|${order?.id ?? id}`)));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const isNumeric = name === 'orderId' && /^\d+$/.test(id);
      failed.push({
        orderId: isNumeric ? digits(id) : 0,
        clientOrderId: name === 'clientOrderId' ? id : '',
        errorCode: error.code,
        errorMessage: error.message,
      });
    }
  }
  return { success, failed: failed.length === 0 ? null : failed };
}

function listOf(params: Params, name: string): string[] {
  const text = params.get(name) ?? '';
  if (text === '') return [];
  const list = readJson(text);
  if (!Array.isArray(list)) throw invalid(`Syntax error at index 0: invalid char in ${name}`);
  return (list as readonly unknown[]).map(wireText);
}

function cancelAll(x: Perpetual, orders: readonly SimOrder[]): unknown[] {
  return x.store.transaction(() =>
    orders.map((order) => {
      endOrder(x, order.id, 'CANCELLED');
      return cancelledView(x, x.store.get('order', order.id) ?? order);
    }),
  );
}
