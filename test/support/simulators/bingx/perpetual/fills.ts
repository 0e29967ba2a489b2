import { Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import { isClosing, reducedSide, remaining } from './account-figures';
import { MAKER_FEE, type Perpetual, TAKER_FEE } from './perpetual';
import { type HeldSide, type SimIncome, type SimOrder, type SimPosition, isOpen } from '../model';

/**
 * Executes a part of an order at a price and books position, profit, fee and income.
 * A closing order never executes more than the position holds; one that finds no position fails.
 */
export function fillOrder(
  x: Perpetual,
  orderId: string,
  wanted: Decimal,
  price: Decimal,
  role: 'maker' | 'taker',
): void {
  const order = x.store.get('order', orderId);
  if (order === undefined || !isOpen(order)) return;
  const asked = Decimal.min(wanted, remaining(order));
  const side = reducedSide(order);
  const isHedge = order.positionSide !== 'BOTH';
  const mayClose = isHedge ? isClosing(order) : true;
  const closes = mayClose ? Decimal.min(asked, x.held(order.symbol, side)) : ZERO;
  const opens = isClosing(order) ? ZERO : asked.minus(closes);
  const quantity = closes.plus(opens);
  if (quantity.isZero()) {
    x.store.put('order', order.id, { ...order, status: 'FAILED', updatedAt: x.now() });
    return;
  }
  const profit = closes.gt(ZERO)
    ? reducePosition(x, order.symbol, side, closes, price, role)
    : ZERO;
  const opened = opens.gt(ZERO) ? addToPosition(x, order, opens, price, role) : null;
  const fee = feeOf(x, order.symbol, quantity, price, role);
  const held = opened ?? x.position(order.symbol, side);
  const filled = bookFill(
    x,
    order,
    { quantity, price, profit, fee, role },
    held?.id ?? order.positionId,
  );
  if (closes.gt(ZERO) && x.held(order.symbol, side).isZero())
    cancelProtection(x, order.symbol, side, order.id);
  if (isOpen(filled) && isClosing(filled) && x.held(order.symbol, side).isZero())
    endOrder(x, filled.id, 'CANCELLED');
}

const feeOf = (
  x: Perpetual,
  symbol: string,
  quantity: Decimal,
  price: Decimal,
  role: 'maker' | 'taker',
): Decimal =>
  x.math.feeOf(
    x.math.worth(x.quoted(symbol), quantity, price).times(role === 'taker' ? TAKER_FEE : MAKER_FEE),
  );

interface Execution {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly profit: Decimal;
  readonly fee: Decimal;
  readonly role: 'maker' | 'taker';
}

function bookFill(x: Perpetual, order: SimOrder, part: Execution, positionId: string): SimOrder {
  const at = x.now();
  const id = x.store.nextId();
  x.store.put('fill', id, {
    id,
    orderId: order.id,
    triggerOrderId: order.triggerOrderId,
    clientOrderId: order.clientOrderId,
    symbol: order.symbol,
    side: order.side,
    positionSide: order.positionSide,
    type: fillType(order),
    quantity: decimalText(part.quantity),
    price: decimalText(part.price),
    commission: decimalText(part.fee.negated()),
    profit: decimalText(part.profit),
    role: part.role,
    onlyOnePosition: order.onlyOnePosition,
    at,
  });
  const earned = part.profit.minus(part.fee);
  x.pay(x.assetOf(order.symbol), earned, earned);
  bookIncome(x, order.symbol, 'TRADING_FEE', part.fee.negated(), id);
  if (!part.profit.isZero()) bookIncome(x, order.symbol, 'REALIZED_PNL', part.profit, id);
  const executed = decimal(order.executed).plus(part.quantity);
  const isFilled = executed.gte(decimal(order.quantity));
  return x.store.put('order', order.id, {
    ...order,
    executed: decimalText(executed),
    value: decimalText(
      decimal(order.value).plus(x.math.worth(x.quoted(order.symbol), part.quantity, part.price)),
    ),
    profit: decimalText(decimal(order.profit).plus(part.profit)),
    commission: decimalText(decimal(order.commission).minus(part.fee)),
    status: isFilled ? 'FILLED' : 'PARTIALLY_FILLED',
    legsDue: isFilled && (order.takeProfit !== null || order.stopLoss !== null),
    positionId,
    updatedAt: at,
  });
}

/** Fills list the child of a stop as STOP (of a profit taker as TAKE_PROFIT). */
function fillType(order: SimOrder): string {
  return order.triggerOrderId === '0' ? order.type : order.type.replace(/_MARKET$/, '');
}

export function bookIncome(
  x: Perpetual,
  symbol: string,
  type: SimIncome['type'],
  amount: Decimal,
  tradeId: string,
): void {
  const id = x.store.nextId();
  x.store.put('income', id, {
    id,
    symbol,
    type,
    asset: x.assetOf(symbol),
    amount: decimalText(amount),
    tradeId,
    at: x.now(),
  });
}

function addToPosition(
  x: Perpetual,
  order: SimOrder,
  quantity: Decimal,
  price: Decimal,
  role: 'maker' | 'taker',
): SimPosition {
  const side: HeldSide = order.side === 'BUY' ? 'LONG' : 'SHORT';
  const at = x.now();
  const old = x.position(order.symbol, side);
  const before = old === undefined ? ZERO : decimal(old.quantity);
  const total = before.plus(quantity);
  const contract = x.quoted(order.symbol);
  const worth = (
    old === undefined ? ZERO : x.math.worth(contract, before, decimal(old.avgPrice))
  ).plus(x.math.worth(contract, quantity, price));
  const base: SimPosition = old ?? {
    id: x.store.nextId(),
    symbol: order.symbol,
    side,
    quantity: '0',
    avgPrice: '0',
    leverage: x.leverage(order.symbol, side),
    isolated: x.symbolSettings(order.symbol).marginType !== 'CROSSED',
    onlyOnePosition: order.onlyOnePosition,
    realised: '0',
    commission: '0',
    funding: '0',
    addedMargin: '0',
    autoAddMargin: false,
    opened: '0',
    closed: '0',
    closedValue: '0',
    createdAt: at,
    updatedAt: at,
  };
  return x.store.put('position', `${order.symbol}|${side}`, {
    ...base,
    quantity: decimalText(total),
    avgPrice: decimalText(old === undefined ? price : x.math.priceOf(contract, total, worth)),
    opened: decimalText(decimal(base.opened).plus(quantity)),
    commission: decimalText(
      decimal(base.commission).minus(feeOf(x, order.symbol, quantity, price, role)),
    ),
    updatedAt: at,
  });
}

/** Takes a quantity out of a position and gives the gross profit. */
function reducePosition(
  x: Perpetual,
  symbol: string,
  side: HeldSide,
  quantity: Decimal,
  price: Decimal,
  role: 'maker' | 'taker',
): Decimal {
  const position = x.position(symbol, side);
  if (position === undefined) return ZERO;
  const contract = x.quoted(symbol);
  const profit = x.math.booked(
    x.math.profit(contract, side, quantity, decimal(position.avgPrice), price),
  );
  const left = decimal(position.quantity).minus(quantity);
  const row: SimPosition = {
    ...position,
    quantity: decimalText(left),
    realised: decimalText(decimal(position.realised).plus(profit)),
    commission: decimalText(
      decimal(position.commission).minus(feeOf(x, symbol, quantity, price, role)),
    ),
    closed: decimalText(decimal(position.closed).plus(quantity)),
    closedValue: decimalText(
      decimal(position.closedValue).plus(x.math.worth(contract, quantity, price)),
    ),
    updatedAt: x.now(),
  };
  if (left.isZero()) {
    x.store.remove('position', `${symbol}|${side}`);
    x.store.put('closed', row.id, row);
  } else {
    x.store.put('position', `${symbol}|${side}`, row);
  }
  return profit;
}

/** A fully closed side takes its attached legs and closePosition orders with it; other stops stay. */
function cancelProtection(x: Perpetual, symbol: string, side: HeldSide, except: string): void {
  for (const order of x.openOrders(symbol)) {
    const isProtection = order.origin === 'leg' || order.closePosition;
    if (isProtection && order.id !== except && isClosing(order) && reducedSide(order) === side) {
      endOrder(x, order.id, 'CANCELLED');
    }
  }
}

/** Ends an open order. An entry that was filled in part still gets its attached legs. */
export function endOrder(x: Perpetual, orderId: string, status: 'CANCELLED' | 'FAILED'): void {
  const order = x.store.get('order', orderId);
  if (order === undefined || !isOpen(order)) return;
  x.handFilled.delete(orderId);
  const hasLegs = order.takeProfit !== null || order.stopLoss !== null;
  x.store.put('order', orderId, {
    ...order,
    status,
    legsDue: hasLegs && decimal(order.executed).gt(ZERO),
    updatedAt: x.now(),
  });
}
