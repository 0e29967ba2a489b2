import { Decimal, decimal, decimalText } from '@/kernel/decimal';
import { isClosing, reducedSide, remaining } from './account-figures';
import type { Perpetual } from './perpetual';
import { endOrder, fillOrder } from './fills';
import { follow } from './trailing';
import { type AttachedLeg, type SimOrder, isOpen, isWaiting } from '../model';

const LIMIT_TYPES = new Set(['LIMIT', 'STOP', 'TAKE_PROFIT', 'TRIGGER_LIMIT']);

/** Lets the current price act on every order of a symbol: triggers fire, resting orders fill, until nothing moves. */
export function match(x: Perpetual, symbol: string): void {
  for (let round = 0; round < 100; round += 1) {
    const acted = x.openOrders(symbol).filter((order) => matchOrder(x, order.id));
    spawnDueLegs(x);
    if (acted.length === 0) return;
  }
}

/** True when the market did something with the order. */
export function matchOrder(x: Perpetual, orderId: string): boolean {
  const order = x.store.get('order', orderId);
  if (order === undefined || !isOpen(order) || x.handFilled.has(orderId)) return false;
  const price = x.price(order.symbol);
  if (isWaiting(order)) {
    const { stopPrice } = follow(x, order);
    if (stopPrice === '') return false;
    const stop = decimal(stopPrice);
    if (order.firesOn === 'rise' ? price.lt(stop) : price.gt(stop)) return false;
    trigger(x, x.store.get('order', orderId) ?? order);
    return true;
  }
  if (!LIMIT_TYPES.has(order.type)) {
    fillOrder(x, orderId, remaining(order), price, 'taker');
    return true;
  }
  const limit = decimal(order.price);
  if (order.side === 'BUY' ? price.gt(limit) : price.lt(limit)) return false;
  fillOrder(x, orderId, remaining(order), limit, 'maker');
  return true;
}

/** Fires a conditional order: it ends, and a child order with an id of its own goes to the market. */
function trigger(x: Perpetual, parent: SimOrder): void {
  const held = x.held(parent.symbol, reducedSide(parent));
  const closes = isClosing(parent);
  if (closes && held.isZero()) {
    endOrder(x, parent.id, 'FAILED');
    return;
  }
  const quantity = parent.closePosition
    ? held
    : closes
      ? Decimal.min(held, decimal(parent.quantity))
      : decimal(parent.quantity);
  const at = x.now();
  const childId = x.store.nextId();
  x.store.put('order', parent.id, { ...parent, status: 'TRIGGERED', childId, updatedAt: at });
  const isLimit = LIMIT_TYPES.has(parent.type);
  x.store.put('order', childId, {
    ...parent,
    id: childId,
    clientOrderId: '',
    quantity: decimalText(quantity),
    firesOn: '',
    status: isLimit ? 'PENDING' : 'NEW',
    triggerOrderId: parent.id,
    childId: '',
    origin: 'child',
    createdAt: at,
    updatedAt: at,
  });
  if (parent.entryId !== '') {
    for (const order of x.openOrders(parent.symbol)) {
      if (order.entryId === parent.entryId && order.origin === 'leg')
        endOrder(x, order.id, 'CANCELLED');
    }
  }
  if (!isLimit) fillOrder(x, childId, quantity, x.price(parent.symbol), 'taker');
}

/** Plans the birth of legs whose entry has filled. Called after every fill and at start. */
export function spawnDueLegs(x: Perpetual): void {
  for (const order of x.store.ordersWithDueLegs()) {
    if (x.handFilled.has(`legs:${order.id}`)) continue;
    x.handFilled.add(`legs:${order.id}`);
    x.later(x.settings.legDelayMs, () => spawnLegs(x, order.id));
  }
}

function spawnLegs(x: Perpetual, entryId: string): void {
  x.handFilled.delete(`legs:${entryId}`);
  const entry = x.store.get('order', entryId);
  if (entry?.legsDue !== true) return;
  x.store.put('order', entryId, { ...entry, legsDue: false });
  const side = entry.side === 'BUY' ? 'LONG' : 'SHORT';
  if (x.held(entry.symbol, side).isZero()) return;
  if (entry.takeProfit !== null) putLeg(x, entry, entry.takeProfit);
  if (entry.stopLoss !== null) putLeg(x, entry, entry.stopLoss);
  match(x, entry.symbol);
}

function putLeg(x: Perpetual, entry: SimOrder, leg: AttachedLeg): void {
  const id = x.store.nextId();
  const side = entry.side === 'BUY' ? 'SELL' : 'BUY';
  const at = x.now();
  x.store.put('order', id, {
    ...entry,
    id,
    clientOrderId: '',
    side,
    type: leg.type,
    quantity: entry.executed,
    executed: '0',
    price: leg.price,
    stopPrice: leg.stopPrice,
    firesOn: firesOn(leg.type, side),
    workingType: leg.workingType,
    status: 'NEW',
    value: '0',
    profit: '0',
    commission: '0',
    reduceOnly: true,
    takeProfit: null,
    stopLoss: null,
    trailing: null,
    legsDue: false,
    entryId: entry.id,
    origin: 'leg',
    createdAt: at,
    updatedAt: at,
  });
}

/** The direction that fires a STOP or TAKE_PROFIT order. */
export function firesOn(type: string, side: 'BUY' | 'SELL'): 'rise' | 'fall' {
  const isStop = type.startsWith('STOP');
  return isStop === (side === 'BUY') ? 'rise' : 'fall';
}
