import type { Params } from '../perpetual/order-request';
import { Rejection } from '../rejection';
import type { Routes } from '../route';
import { deadManAnswer } from '../dead-man';
import { membersOf, readJson } from '../wire';
import { cancelAllSpot, cancelSpot, findSpot } from './cancelling';
import type { SpotOrder } from './model';
import { isSpotOpen } from './model';
import { readSpotRequest, refused } from './order-request';
import { placeSpot } from './placing';
import { type SpotCall, spotTrade } from './route';
import { spotCancelledRow, spotCancelledView, spotPlacedView } from './views';

const BASE = '/openApi/spot/v1/trade';
const NOTHING = {
  symbol: '',
  orderId: 0,
  price: '0',
  stopPrice: '0',
  origQty: '0',
  executedQty: '0',
  cummulativeQuoteQty: '0',
  status: '',
  type: '',
  side: '',
};

/** Several spot orders at once. */
export const SPOT_BATCH_ROUTES: Routes = {
  [`POST ${BASE}/batchOrders`]: spotTrade(placeBatch),
  [`POST ${BASE}/cancelOrders`]: spotTrade(cancelBatch),
  [`POST ${BASE}/cancelOpenOrders`]: spotTrade(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    if (symbol !== '') x.quoted(symbol);
    return { orders: cancelAllSpot(x, symbol === '' ? undefined : symbol).map(spotCancelledRow) };
  }),
  [`POST ${BASE}/cancelAllAfter`]: spotTrade(({ exchange, account, params }) =>
    deadManAnswer(exchange, account.name, 'spot', params),
  ),
  [`POST ${BASE}/order/cancelReplace`]: spotTrade(cancelReplace),
};

/** Up to five orders; when one is refused the answer is an error although the others are in the book. */
function placeBatch({ x, params, plan }: SpotCall): unknown {
  const list = readJson(params.get('data') ?? '');
  if (!Array.isArray(list) || list.length === 0) throw refused('data is invalid');
  if (list.length > 5) throw refused('data: at most 5 orders');
  const orders = (list as readonly unknown[]).map((item) => membersOf(item) ?? new Map());
  const isSerial = params.get('sync') === 'true';
  const kinds = new Set(
    orders.map((order) => ['symbol', 'side', 'type'].map((name) => order.get(name)).join()),
  );
  if (!isSerial && kinds.size > 1)
    throw refused('orders placed in parallel must have the same symbol, side and type');
  const placed: SpotOrder[] = [];
  const problems: Rejection[] = [];
  for (const order of orders) {
    try {
      placed.push(placeSpot(x, order, plan));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      problems.push(error);
    }
  }
  const [first] = problems;
  if (first !== undefined)
    throw new Rejection(first.code, problems.map(({ message }) => message).join('; '));
  return {
    orders: placed.map((order) => ({
      ...spotPlacedView(order),
      clientOrderID: order.clientOrderId,
    })),
  };
}

/** `process=0`: all or none; `1`: whatever can be cancelled. */
function cancelBatch({ x, params }: SpotCall): unknown {
  const symbol = x.quoted(params.get('symbol') ?? '').symbol;
  const names = [
    ...split(params, 'orderIds').map((id) => ['orderId', id] as const),
    ...split(params, 'clientOrderIDs').map((id) => ['clientOrderID', id] as const),
  ];
  if (names.length === 0) throw refused('orderIds or clientOrderIDs is required');
  const found = names.map(([name, id]) => ({
    id,
    order: findSpot(
      x,
      new Map([
        ['symbol', symbol],
        [name, id],
      ] as const),
    ),
  }));
  const fails = found.flatMap(({ id, order }) =>
    order === undefined
      ? [{ orderId: id, error: 'order not exist' }]
      : isSpotOpen(order)
        ? []
        : [
            {
              orderId: order.id,
              error: `the  orderId:${order.id} order status :${order.status},can not delete, please verify and retry later`,
            },
          ],
  );
  if (fails.length > 0 && params.get('process') !== '1')
    throw refused(fails.map(({ error }) => error).join('; '));
  const orders = found.flatMap(({ order }) =>
    order !== undefined && isSpotOpen(order) ? [cancelSpot(x, order)] : [],
  );
  return { orders: orders.map(spotCancelledRow), fails };
}

const split = (params: Params, name: string): string[] =>
  (params.get(name) ?? '').split(',').filter((id) => id !== '');

/** The outer code is 0 even when one half failed: the inner codes tell. */
function cancelReplace({ x, params, plan }: SpotCall): unknown {
  const mode =
    params.get('CancelReplaceMode') ?? params.get('cancelReplaceMode') ?? 'STOP_ON_FAILURE';
  if (mode !== 'STOP_ON_FAILURE' && mode !== 'ALLOW_FAILURE')
    throw refused('CancelReplaceMode is invalid');
  const named = new Map([
    ['symbol', params.get('symbol') ?? ''],
    ['orderId', params.get('cancelOrderId') ?? ''],
    ['clientOrderID', params.get('cancelClientOrderID') ?? ''],
  ]);
  const restriction = params.get('cancelRestrictions') ?? '';
  const cancel = attempt(() => {
    const order = findSpot(x, named);
    if (restriction !== '' && order !== undefined && !restriction.endsWith(order.status))
      throw refused(`the order status is ${order.status}, can not cancel`);
    return cancelSpot(x, order);
  });
  const isStopped = cancel.result.code !== 0 && mode === 'STOP_ON_FAILURE';
  const open = isStopped
    ? { result: { code: 100400, msg: 'cancel order failed', result: false }, order: null }
    : attempt(() => {
        readSpotRequest(x, params);
        return placeSpot(x, params, plan);
      });
  return {
    cancelResult: cancel.result,
    openResult: open.result,
    orderOpenResponse:
      open.order === null
        ? { ...NOTHING, transactTime: 0, clientOrderID: '' }
        : {
            ...spotPlacedView(open.order),
            stopPrice: open.order.stopPrice === '' ? '0' : open.order.stopPrice,
            clientOrderID: open.order.clientOrderId,
          },
    orderCancelResponse: cancel.order === null ? NOTHING : spotCancelledView(cancel.order),
  };
}

interface Attempt {
  readonly result: { readonly code: number; readonly msg: string; readonly result: boolean };
  readonly order: SpotOrder | null;
}

function attempt(work: () => SpotOrder): Attempt {
  try {
    return { result: { code: 0, msg: '', result: true }, order: work() };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { result: { code: error.code, msg: error.message, result: false }, order: null };
  }
}
