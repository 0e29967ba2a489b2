import type { Perpetual } from './perpetual';
import { endOrder } from './fills';
import { spawnDueLegs } from './matching';
import { type SimOrder, isOpen } from '../model';
import { type Params, readClientOrderId } from './order-request';
import { Rejection, invalid } from '../rejection';

const lastCancel = new WeakMap<Perpetual, Map<string, number>>();

/** Finds the order that `orderId` or `clientOrderId` names, whatever its state. */
export function findOrder(x: Perpetual, params: Params): SimOrder | undefined {
  const id = params.get('orderId') ?? '';
  const clientOrderId = readClientOrderId(params);
  if (id === '' && clientOrderId === '')
    throw invalid('Invalid parameters, err:orderId or clientOrderId is required.');
  const order = id !== '' ? x.store.get('order', id) : x.store.orderByClientId(clientOrderId);
  const symbol = params.get('symbol');
  return order !== undefined && (symbol === undefined || order.symbol === symbol)
    ? order
    : undefined;
}

/** Cancels one open order; anything else does not exist for the exchange. */
export function cancelOrder(x: Perpetual, order: SimOrder | undefined, named: string): SimOrder {
  throttle(x, named);
  if (order === undefined || !isOpen(order)) throw invalid('order not exist');
  return x.store.transaction(() => {
    endOrder(x, order.id, 'CANCELLED');
    spawnDueLegs(x);
    return x.store.get('order', order.id) ?? order;
  });
}

/** The same order may be cancelled only once in a while. */
function throttle(x: Perpetual, named: string): void {
  let seen = lastCancel.get(x);
  if (seen === undefined) lastCancel.set(x, (seen = new Map()));
  const now = x.now();
  const last = seen.get(named);
  if (last !== undefined && now - last < x.settings.sameCancelMs) {
    throw new Rejection(109429, `can retry after time: ${last + x.settings.sameCancelMs}`);
  }
  seen.set(named, now);
}
