import { type Decimal, ZERO, decimal } from '@/kernel/decimal';
import { isClosing } from '../perpetual/account-figures';
import type { Perpetual } from '../perpetual/perpetual';
import { type AttachedLeg, type SimOrder, isWaiting } from '../model';
import { digits } from '../wire';

type View = Record<string, unknown>;

const seconds = (at: number): number => Math.floor(at / 1000) * 1000;

/** The average price rounded to the tick, as the exchange shows it. */
function averagePrice(x: Perpetual, order: SimOrder): string {
  const contract = x.quoted(order.symbol);
  return x.math
    .priceOf(contract, decimal(order.executed), decimal(order.value))
    .toFixed(contract.pricePrecision);
}

/** A leg inside an entry order: its `stopPrice` is a number, 0 when there is none. */
function legView(leg: AttachedLeg | null): View {
  return {
    type: leg?.type ?? '',
    quantity: 0,
    stopPrice: digits(leg?.stopPrice ?? '0'),
    price: digits(leg?.price ?? '0'),
    workingType: leg?.workingType ?? '',
    stopGuaranteed: leg === null ? '' : 'false',
  };
}

function commonView(x: Perpetual, order: SimOrder): View {
  const contract = x.quoted(order.symbol);
  const fixed = (value: Decimal, precision: number): string => value.toFixed(precision);
  return {
    symbol: order.symbol,
    orderId: digits(order.id),
    side: order.side,
    positionSide: order.positionSide,
    type: order.type,
    origQty: fixed(decimal(order.quantity), contract.quantityPrecision),
    price: fixed(decimal(order.price), contract.pricePrecision),
    executedQty: fixed(decimal(order.executed), contract.quantityPrecision),
    avgPrice: averagePrice(x, order),
    cumQuote: decimal(order.value).toFixed(0),
    stopPrice:
      order.stopPrice === '' ? '' : fixed(decimal(order.stopPrice), contract.pricePrecision),
    profit: fixed(decimal(order.profit), 4),
    commission: fixed(decimal(order.commission), 6),
    status: order.status === 'TRIGGERED' ? 'FILLED' : order.status,
    time: order.createdAt,
    updateTime: order.updatedAt,
    clientOrderId: order.clientOrderId,
    leverage: `${order.leverage}X`,
    takeProfit: legView(order.takeProfit),
    stopLoss: legView(order.stopLoss),
    advanceAttr: 0,
    positionID: digits(order.positionId),
    takeProfitEntrustPrice: 0,
    stopLossEntrustPrice: 0,
    orderType: '',
    workingType: order.workingType,
    onlyOnePosition: order.onlyOnePosition,
    reduceOnly: order.reduceOnly,
    postOnly: order.timeInForce === 'PostOnly',
    stopGuaranteed: 'false',
    triggerOrderId: digits(order.triggerOrderId),
    mainOrderId: order.mainOrderId,
    closePosition: order.closePosition ? 'true' : 'false',
  };
}

/** A row of openOrders. Waiting protection shows the position's entry price as `avgPrice` and no money. */
export function openOrderView(x: Perpetual, order: SimOrder): View {
  const view = commonView(x, order);
  if (!isWaiting(order) || !isClosing(order)) return { ...view, profit: '0.0', commission: '0.0' };
  const held = x.position(order.symbol, order.side === 'SELL' ? 'LONG' : 'SHORT');
  const precision = x.quoted(order.symbol).pricePrecision;
  return {
    ...view,
    avgPrice: (held === undefined ? ZERO : decimal(held.avgPrice)).toFixed(precision),
    positionID: digits(held?.id ?? '0'),
    profit: '',
    commission: '',
    stopGuaranteed: '',
  };
}

/** The answer to GET order: a filled market order shows its average as `price`, a child no position. */
export function orderView(x: Perpetual, order: SimOrder): View {
  const view = commonView(x, order);
  const isChild = order.triggerOrderId !== '0';
  const price =
    order.type === 'MARKET' ? view.avgPrice : decimal(order.price).isZero() ? '0' : view.price;
  return {
    ...view,
    price,
    positionID: digits(isChild || isWaiting(order) ? '0' : order.positionId),
    closePosition: isChild ? '' : view.closePosition,
  };
}

/** A row of allOrders: whole seconds, `price` "0" without a limit price, a finished leg names itself as trigger. */
export function historyView(x: Perpetual, order: SimOrder): View {
  const view = commonView(x, order);
  const isProtection = order.firesOn !== '';
  return {
    ...view,
    price: decimal(order.price).isZero() ? '0' : view.price,
    time: seconds(order.createdAt),
    updateTime: seconds(order.updatedAt),
    triggerOrderId: digits(isProtection ? order.id : order.triggerOrderId),
    trailingStopRate: digits(order.trailing?.rate || '0'),
    trailingStopDistance: digits(order.trailing?.distance || '0'),
    is_twap: order.mainOrderId !== '',

    priceRate: order.trailing?.rate ?? '',
    actPrice: order.trailing?.activationPrice ?? '',
    closePosition: order.closePosition ? 'true' : '',
  };
}

/** The answer to POST order: the order as accepted, without any fill; prices and sizes are numbers. */
export function placedView(order: SimOrder): View {
  return {
    orderId: digits(order.id),
    orderID: order.id,
    symbol: order.symbol,
    positionSide: order.positionSide,
    side: order.side,
    type: order.type,
    price: digits(order.price),
    quantity: digits(order.quantity),
    stopPrice: digits(order.stopPrice === '' ? '0' : order.stopPrice),
    workingType: order.workingType,
    clientOrderID: order.clientOrderId,
    clientOrderId: order.clientOrderId,
    timeInForce: order.timeInForce,
    priceRate: digits(order.trailing?.rate || '0'),
    stopLoss: order.stopLoss === null ? '' : JSON.stringify(order.stopLoss),
    takeProfit: order.takeProfit === null ? '' : JSON.stringify(order.takeProfit),
    reduceOnly: order.onlyOnePosition && order.reduceOnly,
    status: order.status,
    avgPrice: '0.00',
    executedQty: '0',
  };
}

/** The answer to DELETE order: no leverage; a closePosition order is misreported as LIMIT without stop price. */
export function cancelledView(x: Perpetual, order: SimOrder): View {
  const view = { ...commonView(x, order), leverage: '', positionID: 0, workingType: '' };
  return order.closePosition ? { ...view, type: 'LIMIT', stopPrice: '' } : view;
}
