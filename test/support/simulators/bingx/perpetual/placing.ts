import { ZERO, decimal, decimalText } from '@/kernel/decimal';
import { isClosing, remaining } from './account-figures';
import type { Perpetual } from './perpetual';
import { endOrder, fillOrder } from './fills';
import { firesOn, matchOrder, spawnDueLegs } from './matching';
import { type SimOrder, isOpen } from '../model';
import { TRAILING, trailingOf } from './trailing';
import { type CheckedOrder, checkOrder } from './order-checks';
import { type OrderRequest, type Params, readOrderRequest } from './order-request';

/** How an order is filled when a fault script decides it: fractions of its quantity, one after the other. */
export interface FillPlan {
  readonly fractions: readonly string[];
  readonly everyMs: number;
}

/**
 * Accepts an order: checks it, writes it to the book and lets the market act.
 * Gives the order as it was when accepted, before any fill: that is what the POST answer shows.
 */
export function placeOrder(
  x: Perpetual,
  params: Params,
  plan: FillPlan | null = null,
  origin: 'api' | 'by-hand' | 'twap' = 'api',
): SimOrder {
  const request = readOrderRequest(params);
  const checked = checkOrder(x, request);
  return x.store.transaction(() => {
    const order = x.store.put('order', ...newOrder(x, checked, origin));
    if (plan !== null) followPlan(x, order, plan);
    else release(x, order.id);
    return order;
  });
}

/** A market order of the exchange's own making (close-all, by hand, liquidation): no checks, no client id. */
export function placeInternal(
  x: Perpetual,
  request: OrderRequest & Pick<CheckedOrder, 'quantity' | 'contract'>,
  origin: SimOrder['origin'],
): SimOrder {
  return x.store.transaction(() => {
    const positionSide = x.isDual() ? entryOf(request) : 'BOTH';
    const order = x.store.put(
      'order',
      ...newOrder(x, { ...request, positionSide, reduceOnly: true }, origin),
    );
    release(x, order.id);
    return order;
  });
}

const entryOf = (request: OrderRequest): 'LONG' | 'SHORT' =>
  request.side === 'SELL' ? 'LONG' : 'SHORT';

/** Checks an order as POST order/test does and gives a made-up order that is in no book. */
export function testOrder(x: Perpetual, params: Params): SimOrder {
  const [, order] = newOrder(x, checkOrder(x, readOrderRequest(params)), 'api');
  return order;
}

/** What the market does with a new order right after accepting it. */
function release(x: Perpetual, orderId: string): void {
  const order = x.store.get('order', orderId);
  if (order === undefined) return;
  const isPlainLimit = order.type === 'LIMIT';
  if (isPlainLimit) {
    const price = x.price(order.symbol);
    const limit = decimal(order.price);
    if (order.side === 'BUY' ? price.lte(limit) : price.gte(limit))
      fillOrder(x, orderId, remaining(order), price, 'taker');
    if (order.timeInForce === 'IOC' || order.timeInForce === 'FOK')
      endOrder(x, orderId, 'CANCELLED');
  } else {
    matchOrder(x, orderId);
  }
  spawnDueLegs(x);
}

function followPlan(x: Perpetual, order: SimOrder, plan: FillPlan): void {
  x.handFilled.add(order.id);
  plan.fractions.forEach((fraction, index) => {
    const fill = (): void => {
      fillFraction(x, order.id, fraction);
      // The rest of a limit order goes back to the market; the rest of a market order waits for a hand.
      if (index === plan.fractions.length - 1 && order.type === 'LIMIT')
        x.handFilled.delete(order.id);
    };
    if (index === 0 && plan.everyMs === 0) fill();
    else x.later(plan.everyMs * (index + 1), fill);
  });
}

/** Fills a fraction of an order's full quantity, rounded down to its step; at its limit price or the market's. */
export function fillFraction(
  x: Perpetual,
  orderId: string,
  fraction: string,
): SimOrder | undefined {
  const order = x.store.get('order', orderId);
  if (order === undefined || !isOpen(order)) return order;
  const precision = x.quoted(order.symbol).quantityPrecision;
  const share = decimal(order.quantity).times(decimal(fraction)).toDecimalPlaces(precision, 1);
  const price = decimal(order.price).gt(ZERO) ? decimal(order.price) : x.price(order.symbol);
  if (share.gt(ZERO))
    fillOrder(x, orderId, share, price, order.type === 'LIMIT' ? 'maker' : 'taker');
  spawnDueLegs(x);
  return x.store.get('order', orderId);
}

function newOrder(
  x: Perpetual,
  order: CheckedOrder,
  origin: SimOrder['origin'],
): [id: string, row: SimOrder] {
  const id = x.store.nextId();
  const at = x.now();
  const closes = isClosing(order);
  return [
    id,
    {
      id,
      clientOrderId: order.clientOrderId,
      symbol: order.symbol,
      side: order.side,
      positionSide: order.positionSide,
      type: order.type,
      quantity: decimalText(order.quantity),
      executed: '0',
      price: order.price === null || order.type.endsWith('MARKET') ? '0' : decimalText(order.price),
      stopPrice: order.stopPrice === null ? '' : decimalText(order.stopPrice),
      firesOn: triggerDirection(x, order),
      workingType: order.workingType,
      timeInForce: order.timeInForce,
      status: order.type === 'LIMIT' ? 'PENDING' : 'NEW',
      leverage: x.leverage(order.symbol, closes === (order.side === 'BUY') ? 'SHORT' : 'LONG'),
      value: '0',
      profit: '0',
      commission: '0',
      reduceOnly: closes,
      closePosition: order.closePosition,
      takeProfit: order.takeProfit,
      stopLoss: order.stopLoss,
      legsDue: false,
      positionId: '0',
      triggerOrderId: '0',
      childId: '',
      entryId: '',
      onlyOnePosition: !x.isDual(),
      trailing: trailingOf(order),
      mainOrderId: '',
      origin,
      createdAt: at,
      updatedAt: at,
    },
  ];
}

function triggerDirection(x: Perpetual, order: CheckedOrder): SimOrder['firesOn'] {
  if (order.type === TRAILING) return order.side === 'SELL' ? 'fall' : 'rise';
  if (order.stopPrice === null || order.type === 'LIMIT' || order.type === 'MARKET') return '';
  if (!order.type.startsWith('TRIGGER')) return firesOn(order.type, order.side);
  return order.stopPrice.gte(x.price(order.symbol)) ? 'rise' : 'fall';
}
