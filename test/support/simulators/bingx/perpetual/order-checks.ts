import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import { accountFigures, closable, isClosing, reducedSide, remaining } from './account-figures';
import type { SimContract } from '../contract';
import { type Perpetual, TAKER_FEE } from './perpetual';
import { isWaiting } from '../model';
import { TRAILING, checkTrailing } from './trailing';
import { type OrderRequest, checkDecimals, entrySide } from './order-request';
import {
  HEDGE_REDUCE_ONLY,
  HEDGE_SIDE,
  ONE_WAY_SIDE,
  ORDERS_DISABLED,
  Rejection,
  invalid,
} from '../rejection';

/** A request that passed every check of form. */
export interface CheckedOrder extends Omit<
  OrderRequest,
  'quantity' | 'positionSide' | 'reduceOnly'
> {
  readonly quantity: Decimal;
  readonly positionSide: 'LONG' | 'SHORT' | 'BOTH';
  readonly reduceOnly: boolean;
  readonly contract: SimContract;
}

const NEEDS_STOP = new Set([
  'STOP_MARKET',
  'TAKE_PROFIT_MARKET',
  'STOP',
  'TAKE_PROFIT',
  'TRIGGER_LIMIT',
  'TRIGGER_MARKET',
]);
const NEEDS_PRICE = new Set(['LIMIT', 'STOP', 'TAKE_PROFIT', 'TRIGGER_LIMIT']);
const PROTECTION = new Set(['STOP_MARKET', 'TAKE_PROFIT_MARKET', 'STOP', 'TAKE_PROFIT']);

/** Judges an order against contract, mode, position, market and margin. Throws the documented refusal. */
export function checkOrder(x: Perpetual, request: OrderRequest): CheckedOrder {
  if (x.settings.maintenance === 'orders-disabled') throw invalid(ORDERS_DISABLED);
  const contract = x.tradable(request.symbol);
  const positionSide = checkMode(x, request);
  const order: CheckedOrder = {
    ...request,
    ...checkFields(contract, request),
    positionSide,
    contract,
    reduceOnly: request.reduceOnly === 'true',
  };
  checkTrailing(order);
  checkClientOrderId(x, order.clientOrderId);
  checkStopSide(x, order);
  checkAttached(x, order);
  if (isClosing(order)) checkClosing(x, order);
  else checkOpening(x, order);
  return order;
}

function checkMode(x: Perpetual, request: OrderRequest): 'LONG' | 'SHORT' | 'BOTH' {
  const side = request.positionSide;
  if (side === '') throw invalid('Invalid parameters, err:positionSide: This field is required.');
  if (!x.isDual()) {
    if (side !== 'BOTH') throw invalid(ONE_WAY_SIDE);
    return side;
  }
  if (side !== 'LONG' && side !== 'SHORT') throw invalid(HEDGE_SIDE);
  if (request.reduceOnly !== '') throw invalid(HEDGE_REDUCE_ONLY);
  return side;
}

function checkFields(contract: SimContract, request: OrderRequest): { readonly quantity: Decimal } {
  const { quantity, price, stopPrice, type } = request;
  if (quantity === null || (NEEDS_STOP.has(type) && stopPrice === null)) {
    throw invalid('parameter quantity or stopPrice is must');
  }
  if (NEEDS_PRICE.has(type) && price === null) throw invalid('parameter price is must');
  if (quantity.isZero()) throw invalid('Invalid parameters, err:quantity: must be greater than 0');
  if (price?.isZero() === true && NEEDS_PRICE.has(type))
    throw invalid('Invalid parameters, err:price: must be greater than 0');
  if (request.closePosition) {
    if (type !== 'STOP_MARKET' && type !== 'TAKE_PROFIT_MARKET') {
      throw invalid('closePosition is only supported by STOP_MARKET and TAKE_PROFIT_MARKET');
    }
    if (request.reduceOnly === 'true')
      throw invalid('closePosition can not be used with reduceOnly');
  }
  checkDecimals(quantity, contract.quantityPrecision, 110422, 'quantity');
  checkDecimals(price, contract.pricePrecision, 110422, 'price');
  checkDecimals(stopPrice, contract.pricePrecision, 110422, 'stopPrice');
  return { quantity };
}

function checkClientOrderId(x: Perpetual, id: string): void {
  if (id === '') return;
  const earlier = x.store.orderByClientId(id);
  if (earlier === undefined) return;
  if (x.now() - earlier.createdAt < x.settings.sameOrderMs) {
    throw new Rejection(
      109201,
      'The same order number is only allowed to be submitted once within 1 second.',
    );
  }
  throw new Rejection(101481, 'clientOrderID cannot be repeated');
}

/** A protection order on the side of the price where it would fire at once. */
function checkStopSide(x: Perpetual, order: CheckedOrder): void {
  if (!PROTECTION.has(order.type) || order.stopPrice === null) return;
  const price = x.price(order.symbol);
  const isLong = reducedSide(order) === 'LONG';
  const isStop = order.type.startsWith('STOP');
  const mustBeBelow = isStop === isLong;
  if (mustBeBelow ? order.stopPrice.lt(price) : order.stopPrice.gt(price)) return;
  const code = isStop ? (isLong ? 110411 : 110412) : isLong ? 110413 : 110414;
  const name = isStop ? 'Stop Loss' : 'Take Profit';
  throw new Rejection(
    code,
    `The ${name} price of ${isLong ? 'long' : 'short'} positions must be ${mustBeBelow ? 'lower' : 'higher'} than the current price`,
  );
}

function checkAttached(x: Perpetual, order: CheckedOrder): void {
  if (order.takeProfit === null && order.stopLoss === null) return;
  if (order.type !== 'MARKET' && order.type !== 'LIMIT')
    throw invalid('takeProfit and stopLoss need a MARKET or LIMIT order');
  if (isClosing(order))
    throw invalid('takeProfit and stopLoss can not be attached to a closing order');
  const reference = order.price ?? x.price(order.symbol);
  const isLong = entrySide(order.side) === 'LONG';
  for (const [leg, name, below] of [
    [order.stopLoss, 'SL', isLong],
    [order.takeProfit, 'TP', !isLong],
  ] as const) {
    if (leg === null) continue;
    const stop = decimal(leg.stopPrice);
    checkDecimals(stop, order.contract.pricePrecision, 110422, 'stopPrice');
    if (below ? stop.gte(reference) : stop.lte(reference)) {
      throw new Rejection(
        101400,
        `${name} Price must be ${below ? 'lower' : 'higher'} than Last Price`,
      );
    }
  }
}

function checkClosing(x: Perpetual, order: CheckedOrder): void {
  const side = reducedSide(order);
  const held = x.held(order.symbol, side);
  if (held.isZero()) {
    throw order.positionSide === 'BOTH'
      ? new Rejection(109420, 'position not exist')
      : new Rejection(101205, 'No position to close');
  }
  if (PROTECTION.has(order.type)) {
    checkProtection(x, order, held);
    return;
  }
  const free = closable(x, order.symbol, side);
  if (order.quantity.gt(free)) {
    throw order.positionSide === 'BOTH'
      ? new Rejection(101290, 'The Reduce Only order can only decrease your position')
      : new Rejection(
          110203,
          `The closable amount is insufficient, available: ${decimalText(free)}`,
        );
  }
  if (order.quantity.lt(free)) checkMinimum(order, null);
}

function checkProtection(x: Perpetual, order: CheckedOrder, held: Decimal): void {
  const isStop = order.type.startsWith('STOP');
  const others = x
    .openOrders(order.symbol)
    .filter(
      (other) => isWaiting(other) && isClosing(other) && reducedSide(other) === reducedSide(order),
    )
    .filter((other) => PROTECTION.has(other.type) && other.type.startsWith('STOP') === isStop);
  if (order.closePosition) {
    if (!others.some((other) => other.closePosition)) return;
    throw isStop
      ? new Rejection(110406, 'Position SL order already exists')
      : new Rejection(110407, 'Position TP order already exists');
  }
  const pending = others
    // A stop by hand was seen beside an attached leg of the same size, so legs do not count.
    .filter((other) => !other.closePosition && other.origin !== 'leg')
    .reduce((sum, other) => sum.plus(remaining(other)), ZERO);
  if (pending.plus(order.quantity).gt(held)) {
    throw new Rejection(
      110203,
      'The sum of the pending order quantities may not exceed the position',
    );
  }
}

function checkOpening(x: Perpetual, order: CheckedOrder): void {
  if (order.contract.status !== 1) {
    throw new Rejection(101415, 'This trading pair is suspended from opening new position');
  }
  if (PROTECTION.has(order.type))
    throw invalid(
      'Invalid parameters, err:side: STOP and TAKE_PROFIT orders can only close a position',
    );
  const price =
    order.type === TRAILING
      ? x.price(order.symbol)
      : (order.price ?? order.stopPrice ?? x.price(order.symbol));
  if (order.type === 'LIMIT' && order.timeInForce === 'PostOnly') {
    const last = x.price(order.symbol);
    if (order.side === 'BUY' ? price.gte(last) : price.lte(last)) {
      throw new Rejection(101215, 'The post-only order would be filled at once and was cancelled');
    }
  }
  checkMinimum(order, price);
  const reduces =
    order.positionSide === 'BOTH'
      ? x.held(order.symbol, order.side === 'BUY' ? 'SHORT' : 'LONG')
      : ZERO;
  const opens = order.quantity.minus(reduces);
  if (!opens.gt(ZERO)) return;
  const value = x.math.worth(order.contract, opens, price);
  const needed = value
    .div(x.leverage(order.symbol, entrySide(order.side)))
    .plus(value.times(TAKER_FEE));
  if (needed.gt(accountFigures(x, x.assetOf(order.symbol)).available))
    throw new Rejection(101204, 'Insufficient margin');
}

/** Minimum size and, for orders that open, minimum value. */
function checkMinimum(order: CheckedOrder, price: Decimal | null): void {
  const { contract, quantity } = order;
  if (quantity.lt(decimal(contract.minQuantity))) {
    throw new Rejection(
      101400,
      `The minimum order amount is ${contract.minQuantity} ${contract.asset}.`,
    );
  }
  if (price !== null && quantity.times(price).lt(decimal(contract.minNotional))) {
    throw new Rejection(
      110425,
      `Please ensure that the minimum nominal value of the order placed must be greater than ${contract.minNotional}u`,
    );
  }
}
