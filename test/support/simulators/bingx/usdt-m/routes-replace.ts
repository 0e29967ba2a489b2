import { decimal, decimalText } from '@/kernel/decimal';
import { type SimOrder, isOpen } from '../model';
import { cancelOrder, findOrder } from '../perpetual/cancelling';
import { amount, checkDecimals, required } from '../perpetual/order-request';
import type { Params } from '../perpetual/order-request';
import { placeOrder } from '../perpetual/placing';
import { Rejection, invalid } from '../rejection';
import { type PerpetualCall, type Routes, tradeRoute } from '../route';
import { digits, membersOf, readJson } from '../wire';
import { cancelledView, placedView } from './order-views';

const RESTRICTIONS: Readonly<Record<string, string>> = {
  ONLY_NEW: 'NEW',
  ONLY_PENDING: 'PENDING',
  ONLY_PARTIALLY_FILLED: 'PARTIALLY_FILLED',
};

/** Changing orders: cancel and replace, one or several, and the amount of a limit order. */
export const REPLACE_ROUTES: Routes = {
  'POST /openApi/swap/v1/trade/cancelReplace': tradeRoute((call) => {
    const { replaceMsg, ...answer } = replace(call, call.params);
    return { ...answer, replaceMsg };
  }),
  'POST /openApi/swap/v1/trade/batchCancelReplace': tradeRoute((call) => {
    const list = readJson(required(call.params, 'batchOrders'));
    if (!Array.isArray(list) || list.length === 0)
      throw invalid('Syntax error at index 0: invalid char in batchOrders');
    return (list as readonly unknown[]).map((item) => {
      const { replaceMsg, ...answer } = replace(call, membersOf(item) ?? new Map());
      return { ...answer, ReplaceMsg: replaceMsg };
    });
  }),
  'POST /openApi/swap/v1/trade/amend': tradeRoute(amend),
};

interface Replaced {
  readonly cancelResult: string;
  readonly cancelMsg: string;
  readonly cancelResponse: unknown;
  readonly replaceResult: string;
  readonly replaceMsg: string;
  readonly newOrderResponse: unknown;
}

/** First the cancel, then the new order: nothing ties the two together. */
function replace({ x, plan }: PerpetualCall, params: Params): Replaced {
  const mode = required(params, 'cancelReplaceMode');
  if (mode !== 'STOP_ON_FAILURE' && mode !== 'ALLOW_FAILURE')
    throw invalid('Invalid parameters, err:cancelReplaceMode: This field is invalid.');
  const cancelOrderId = params.get('cancelOrderId') ?? '';
  const cancelClientOrderId = params.get('cancelClientOrderId') ?? '';
  const named = new Map([
    ['symbol', required(params, 'symbol')],
    ['orderId', cancelOrderId],
    ['clientOrderId', cancelClientOrderId],
  ]);
  const cancelled = attempt(() => {
    const order = findOrder(x, named);
    const only = RESTRICTIONS[params.get('cancelRestrictions') ?? ''];
    if (only !== undefined && order?.status !== only) throw invalid('order status does not match');
    return cancelOrder(x, order, `${order?.symbol ?? ''}|${order?.id ?? ''}`);
  });
  const isStopped = cancelled.order === null && mode === 'STOP_ON_FAILURE';
  const placed = isStopped
    ? { order: null, message: 'cancel order failed' }
    : attempt(() => placeOrder(x, params, plan));
  return {
    cancelResult: String(cancelled.order !== null),
    cancelMsg: cancelled.message,
    cancelResponse: {
      cancelClientOrderId,
      cancelOrderId: digits(/^\d+$/.test(cancelOrderId) ? cancelOrderId : '0'),
      ...(cancelled.order === null ? {} : cancelledView(x, cancelled.order)),
    },
    replaceResult: String(placed.order !== null),
    replaceMsg: placed.message,
    newOrderResponse: placed.order === null ? {} : placedView(placed.order),
  };
}

function attempt(work: () => SimOrder): {
  readonly order: SimOrder | null;
  readonly message: string;
} {
  try {
    return { order: work(), message: '' };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { order: null, message: error.message };
  }
}

/** A limit order's amount only; it may not become less than what has traded. */
function amend({ x, params }: PerpetualCall): unknown {
  const contract = x.tradable(required(params, 'symbol'));
  const order = findOrder(x, params);
  if (order === undefined || !isOpen(order)) throw invalid('order not exist');
  if (order.type !== 'LIMIT') throw invalid('only LIMIT orders can be amended');
  const quantity = amount(params, 'quantity');
  if (quantity === null) throw invalid('Invalid parameters, err:quantity: This field is required.');
  checkDecimals(quantity, contract.quantityPrecision, 110422, 'quantity');
  if (quantity.lt(decimal(contract.minQuantity)))
    throw new Rejection(
      101400,
      `The minimum order amount is ${contract.minQuantity} ${contract.asset}.`,
    );
  if (quantity.lte(decimal(order.executed)))
    throw invalid('quantity is less than what was executed');
  const text = decimalText(quantity);
  x.store.put('order', order.id, { ...order, quantity: text, updatedAt: x.now() });
  return {
    orderId: digits(order.id),
    clientOrderId: order.clientOrderId,
    symbol: order.symbol,
    quantity: digits(text),
  };
}
