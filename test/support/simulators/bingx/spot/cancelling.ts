import type { Params } from '../perpetual/order-request';
import { Rejection } from '../rejection';
import { endSibling, endSpot } from './fills';
import { type SpotOrder, isSpotOpen } from './model';
import { refused } from './order-request';
import type { Spot } from './spot';

/** Finds the order that `orderId` or `clientOrderID` names, whatever its state or age. */
export function findSpot(x: Spot, params: Params): SpotOrder | undefined {
  const id = params.get('orderId') ?? '';
  const clientId = params.get('clientOrderID') ?? params.get('clientOrderId') ?? '';
  if (id === '' && clientId === '') throw refused('orderId or clientOrderID is required');
  const order = id === '' ? x.orderByClientId(clientId) : x.order(id);
  const symbol = params.get('symbol') ?? '';
  if (symbol === '') throw refused('symbol is required');
  return order?.symbol === symbol ? order : undefined;
}

/** The same for queries: an order can be found by its client order id for two hours only. */
export function foundWithin(x: Spot, params: Params): SpotOrder | undefined {
  const order = findSpot(x, params);
  const isById = (params.get('orderId') ?? '') !== '';
  const isOld = order !== undefined && x.now() - order.createdAt > x.settings.spot.clientIdWindowMs;
  return isOld && !isById ? undefined : order;
}

/** Cancels an open order; a leg of an OCO list takes the other leg with it. */
export function cancelSpot(x: Spot, order: SpotOrder | undefined): SpotOrder {
  if (order === undefined) throw new Rejection(100404, 'order not exist');
  if (!isSpotOpen(order))
    throw refused(
      `the  orderId:${order.id} order status :${order.status},can not delete, please verify and retry later`,
    );
  return x.store.transaction(() => {
    endSpot(x, order.id, 'CANCELED');
    endSibling(x, order);
    return x.order(order.id) ?? order;
  });
}

/** Cancels every open order (of a pair). */
export function cancelAllSpot(x: Spot, symbol?: string): SpotOrder[] {
  return x.store.transaction(() =>
    x.openOrders(symbol).flatMap((order) => {
      const current = x.order(order.id);
      return current !== undefined && isSpotOpen(current) ? [cancelSpot(x, current)] : [order];
    }),
  );
}
