import { ZERO, decimal, floorToStep } from '@/kernel/decimal';
import type { Params } from '../perpetual/order-request';
import { Rejection } from '../rejection';
import { type Routes, integer, page } from '../route';
import { cancelSpot } from './cancelling';
import type { SpotOrder } from './model';
import { isSpotOpen } from './model';
import { amount, checkClientId, refused, sideOf } from './order-request';
import { addOrder } from './placing';
import { type SpotCall, spotRead, spotTrade } from './route';
import type { Spot } from './spot';
import { listLegView } from './views';

const BASE = '/openApi/spot/v1/oco';
const MOST = 2n ** 63n - 1n;

/** Pairs of orders of which one cancels the other: a limit order and a stop-limit order. */
export const SPOT_LIST_ROUTES: Routes = {
  [`POST ${BASE}/order`]: spotTrade(({ x, params }) =>
    placeList(x, params).map((order) => listLegView(order, true)),
  ),
  [`POST ${BASE}/cancel`]: spotTrade(({ x, params }) => {
    const order = legOf(x, params);
    cancelSpot(x, order);
    return { orderId: order.id, clientOrderId: order.clientOrderId };
  }),
  [`GET ${BASE}/orderList`]: spotRead(({ x, params }) => {
    const id = params.get('orderListId') ?? '';
    const clientId = (params.get('clientOrderId') ?? '').toLowerCase();
    if (id === '' && clientId === '') throw refused('orderListId or clientOrderId is required');
    const legs = lists(x).filter(
      (order) => order.listId === id || (clientId !== '' && order.listClientOrderId === clientId),
    );
    if (legs.length === 0) throw new Rejection(100404, 'the order does not exist');
    return legs.map((order) => listLegView(order, false));
  }),
  [`GET ${BASE}/openOrderList`]: spotRead((call) => listing(call, true)),
  [`GET ${BASE}/historyOrderList`]: spotRead((call) => listing(call, false)),
};

/** Newest first, as the exchange lists the stop leg before the limit leg. */
const lists = (x: Spot): SpotOrder[] =>
  x.store
    .all('spotOrder')
    .filter(({ listId }) => listId !== '')
    .reverse();

function listing({ x, params }: SpotCall, isOpen: boolean): unknown {
  const size = integer(params, 'pageSize') ?? 100;
  const legs = lists(x).filter((order) => isSpotOpen(order) === isOpen);
  return page(legs, integer(params, 'pageIndex'), size).map((order) => listLegView(order, false));
}

function legOf(x: Spot, params: Params): SpotOrder {
  const id = params.get('orderId') ?? '';
  const clientId = params.get('clientOrderId') ?? '';
  const order = id === '' ? x.orderByClientId(clientId) : x.order(id);
  if (order === undefined || order.listId === '') throw new Rejection(100404, 'order not exist');
  return order;
}

/** Client ids of lists and their legs are numbers that fit 64 bits. */
function readListId(params: Params, name: string): string {
  const text = params.get(name) ?? '';
  if (!/^\d{0,19}$/.test(text) || BigInt(`0${text}`) > MOST) throw refused(`${name} is invalid`);
  return text;
}

function placeList(x: Spot, params: Params): SpotOrder[] {
  const side = sideOf(params);
  const pair = x.tradable(params.get('symbol') ?? '', side);
  const tick = decimal(pair.tickSize);
  const cut = (name: string): ReturnType<typeof amount> => {
    const value = floorToStep(amount(params, name), tick);
    if (value.isZero()) throw refused(`${name} is required`);
    return value;
  };
  const quantity = floorToStep(amount(params, 'quantity'), decimal(pair.stepSize));
  if (quantity.isZero()) throw refused('quantity is required');
  const [limitPrice, orderPrice, triggerPrice] = [
    cut('limitPrice'),
    cut('orderPrice'),
    cut('triggerPrice'),
  ];
  const price = x.price(pair.symbol);
  const isApart =
    side === 'BUY'
      ? limitPrice.lt(price) && triggerPrice.gt(price)
      : limitPrice.gt(price) && triggerPrice.lt(price);
  if (!isApart) throw refused('the prices must lie on both sides of the last price');
  const ids = ['listClientOrderId', 'aboveClientOrderId', 'belowClientOrderId'].map((name) =>
    readListId(params, name),
  );
  const [listClientOrderId = '', above = '', below = ''] = ids;
  for (const id of [above, below]) checkClientId(x, id);
  if (
    listClientOrderId !== '' &&
    lists(x).some((leg) => leg.listClientOrderId === listClientOrderId)
  )
    throw new Rejection(101481, 'clientOrderID cannot be repeated');
  for (const worth of [limitPrice, orderPrice])
    if (quantity.times(worth).lt(decimal(pair.minNotional)))
      throw refused('entrust volume too low');
  const common = { pair, side, quantity, quoteQuantity: ZERO, timeInForce: 'GTC' };
  return x.store.transaction(() => {
    const list = { listId: x.store.nextId(), listClientOrderId };
    const limit = addOrder(
      x,
      {
        ...common,
        type: 'LIMIT',
        price: limitPrice,
        stopPrice: null,
        clientOrderId: side === 'BUY' ? below : above,
      },
      { ...list, listRole: 'ocoLimit' },
    );
    const stop = addOrder(
      x,
      {
        ...common,
        type: 'TAKE_STOP_LIMIT',
        price: orderPrice,
        stopPrice: triggerPrice,
        clientOrderId: side === 'BUY' ? above : below,
      },
      { ...list, listRole: 'ocoTps' },
    );
    return [limit, stop];
  });
}
