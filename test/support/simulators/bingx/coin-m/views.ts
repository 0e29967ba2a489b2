import { ZERO, decimal } from '@/kernel/decimal';
import type { AttachedLeg, SimFill, SimOrder, SimPosition } from '../model';
import { closable, initialMargin, unrealised } from '../perpetual/account-figures';
import type { Perpetual } from '../perpetual/perpetual';
import { digits } from '../wire';

type View = Record<string, unknown>;

const capital = (text: string): string => text.charAt(0) + text.slice(1).toLowerCase();

function legView(leg: AttachedLeg | null, idle: string): View {
  return {
    type: leg?.type ?? idle,
    quantity: 0,
    stopPrice: digits(leg?.stopPrice ?? '0'),
    price: digits(leg?.price ?? '0'),
    workingType: leg?.workingType ?? (idle === '' ? '' : 'MARK_PRICE'),
    stopGuaranteed: '',
  };
}

/** An order in queries: ids are text, `origQty` and `cumQuote` may be empty, states are spelt in mixed case. */
export function coinOrderView(x: Perpetual, order: SimOrder): View {
  const contract = x.quoted(order.symbol);
  const isMixed = x.settings.coinM.spelling === 'mixed';
  const status = order.status === 'TRIGGERED' ? 'FILLED' : order.status;
  const isIdle = decimal(order.executed).isZero();
  const spelt = isMixed && status !== 'PARTIALLY_FILLED' ? capital(status) : status;
  return {
    symbol: order.symbol,
    orderId: order.id,
    side: order.side,
    positionSide:
      isMixed && order.positionSide !== 'BOTH' ? capital(order.positionSide) : order.positionSide,
    type: order.type,
    quantity: digits(order.quantity),
    origQty: isIdle ? '' : order.quantity,
    price: order.price,
    executedQty: order.executed,
    avgPrice: x.math
      .priceOf(contract, decimal(order.executed), decimal(order.value))
      .toFixed(contract.pricePrecision),
    cumQuote: isIdle ? '' : decimal(order.executed).times(decimal(contract.faceValue)).toFixed(0),
    stopPrice: order.stopPrice,
    profit: decimal(order.profit).toFixed(8),
    commission: decimal(order.commission).toFixed(8),
    status: spelt,
    time: order.createdAt,
    updateTime: order.updatedAt,
    clientOrderId: order.clientOrderId,
    leverage: isIdle ? '' : `${order.leverage}X`,
    takeProfit: legView(order.takeProfit, 'TAKE_PROFIT'),
    stopLoss: legView(order.stopLoss, 'STOP'),
    advanceAttr: 0,
    positionID: 0,
    takeProfitEntrustPrice: 0,
    stopLossEntrustPrice: 0,
    orderType: '',
    workingType: order.workingType,
  };
}

/** A cancelled order; cancelled alone it loses its size and even its type: a plain limit order says "Pending". */
export function coinCancelledView(x: Perpetual, order: SimOrder, isAlone: boolean): View {
  const view = coinOrderView(x, order);
  const isOdd = isAlone && x.settings.coinM.spelling === 'mixed';
  return {
    ...view,
    type: isOdd && order.type === 'LIMIT' ? 'Pending' : order.type,
    positionSide: isAlone ? view.positionSide : order.positionSide,
    quantity: isAlone ? 0 : digits(order.quantity),
    origQty: '0',
    avgPrice: '0',
    cumQuote: '0',
    status: 'CANCELLED',
    leverage: '',
    takeProfit: legView(null, ''),
    stopLoss: legView(null, ''),
    workingType: '',
  };
}

/** The answer to placing: the id is a number here, and nothing is nested. */
export function coinPlacedView(order: SimOrder): View {
  return {
    orderId: digits(order.id),
    symbol: order.symbol,
    positionSide: order.positionSide,
    side: order.side,
    type: order.type,
    price: digits(order.price),
    quantity: digits(order.quantity),
    stopPrice: digits(order.stopPrice === '' ? '0' : order.stopPrice),
    workingType: order.stopPrice === '' ? '' : order.workingType,
    timeInForce: order.type === 'LIMIT' ? order.timeInForce : '',
  };
}

export function coinFillView(x: Perpetual, fill: SimFill): View {
  const contract = x.quoted(fill.symbol);
  return {
    orderId: fill.orderId,
    symbol: fill.symbol,
    type: fill.type,
    side: fill.side,
    positionSide: fill.positionSide,
    tradeId: fill.id,
    volume: fill.quantity,
    tradePrice: fill.price,
    amount: decimal(fill.quantity).times(decimal(contract.faceValue)).toFixed(8),
    realizedPnl: decimal(fill.profit).toFixed(8),
    commission: decimal(fill.commission).toFixed(8),
    currency: x.assetOf(fill.symbol),
    buyer: fill.side === 'BUY',
    maker: fill.role === 'maker',
    tradeTime: Math.floor(fill.at / 1000) * 1000,
  };
}

export function coinPositionView(x: Perpetual, position: SimPosition): View {
  const { pricePrecision } = x.quoted(position.symbol);
  return {
    symbol: position.symbol,
    positionId: position.id,
    positionSide: position.side,
    isolated: position.isolated,
    positionAmt: position.quantity,
    availableAmt: closable(x, position.symbol, position.side).toFixed(0),
    unrealizedProfit: unrealised(x, position).toFixed(8),
    initialMargin: initialMargin(x, position).toFixed(8),
    liquidationPrice: digits(liquidationPrice(position).toFixed(pricePrecision)),
    avgPrice: decimal(position.avgPrice).toFixed(pricePrecision),
    leverage: position.leverage,
    markPrice: x.price(position.symbol).toFixed(pricePrecision),
    riskRate: '0.00123783',
    maxMarginReduction: position.addedMargin,
    updateTime: position.updatedAt,
  };
}

/** Where the coin margin is used up: prices work inversely. */
function liquidationPrice(position: SimPosition): ReturnType<typeof decimal> {
  if (!position.isolated) return ZERO;
  const average = decimal(position.avgPrice);
  const reach = decimal('1').div(position.leverage);
  return average.div(decimal('1').plus(position.side === 'LONG' ? reach : reach.negated()));
}
