import { decimal, decimalText } from '@/kernel/decimal';
import { openingSide, type PositionSide } from '@/kernel/side';
import type {
  Balance,
  OrderReport,
  PositionReport,
  ReportedOrderState,
} from '@/modules/exchanges/venue.types';
import { orderStateOf, positionSideOf } from '../bingx.order-words';
import { standardInstrument } from '../bingx.symbols';
import {
  amount,
  amountOf,
  idOf,
  notUnderstood,
  priceOf,
  textOf,
  timeOf,
  type Wire,
} from '../bingx.wire';

/** GET allPosition, one row: numbers in the documentation, text in captured answers. */
export interface PositionPayload {
  /** `BTC/USDT` */
  readonly symbol?: Wire;
  readonly positionSide?: Wire;
  readonly positionAmt?: Wire;
  readonly entryPrice?: Wire;
  readonly leverage?: Wire;
  readonly unrealizedProfit?: Wire;
}

/** GET allOrders, one row: an order of this product is a position from its opening to its close. */
export interface OrderPayload {
  readonly orderId?: Wire;
  /** `BTC-USDT` */
  readonly symbol?: Wire;
  readonly positionSide?: Wire;
  readonly status?: Wire;
  readonly executedQty?: Wire;
  readonly avgPrice?: Wire;
  readonly time?: Wire;
  readonly updateTime?: Wire;
}

/** GET balance, one row. */
export interface BalancePayload {
  readonly asset?: Wire;
  readonly balance?: Wire;
  readonly availableBalance?: Wire;
  readonly crossUnPnl?: Wire;
}

/** Null for empty rows and symbols that we cannot name. */
export function toPosition(row: PositionPayload): PositionReport | null {
  const instrument = standardInstrument(textOf(row.symbol) ?? '');
  const quantity = decimal(amount(row.positionAmt, 'positionAmt')).abs();
  if (instrument === null || quantity.isZero()) return null;
  return {
    instrument,
    side: sideOf(row.positionSide),
    quantity: decimalText(quantity),
    availableQuantity: decimalText(quantity),
    averagePrice: priceOf(row.entryPrice, 'entryPrice'),
    leverage: priceOf(row.leverage, 'leverage'),
    unrealisedProfit: amountOf(row.unrealizedProfit, 'unrealizedProfit'),
    liquidationPrice: null,
    venuePositionId: null,
  };
}

/** Null for symbols that we cannot name. It says nothing of a type, and its side is the one that opened it. */
export function toOrder(row: OrderPayload): OrderReport | null {
  const venueOrderId = idOf(row.orderId);
  const instrument = standardInstrument(textOf(row.symbol) ?? '');
  if (venueOrderId === null) throw notUnderstood('an order without id');
  if (instrument === null) return null;
  const positionSide = sideOf(row.positionSide);
  const quantity = amount(row.executedQty, 'executedQty');
  const isFilled = !decimal(quantity).isZero();
  return {
    venueOrderId,
    clientOrderId: null,
    instrument,
    state: stateOf(row.status, isFilled),
    side: openingSide(positionSide),
    positionSide,
    type: 'other',
    quantity,
    filledQuantity: quantity,
    averagePrice: isFilled ? priceOf(row.avgPrice, 'avgPrice') : null,
    stopPrice: null,
    updatedAt: timeOf(row.updateTime) ?? timeOf(row.time),
  };
}

/** `CLOSED` is a position that was opened and closed; the words of one that is open are not documented. */
function stateOf(status: Wire, isFilled: boolean): ReportedOrderState {
  const known = orderStateOf(status);
  return known ?? (isFilled ? 'filled' : 'open');
}

function sideOf(value: Wire): PositionSide {
  const side = positionSideOf(value);
  if (side === null) throw notUnderstood('positionSide is neither LONG nor SHORT');
  return side;
}

export function toBalance(row: BalancePayload): Balance {
  const asset = textOf(row.asset);
  if (asset === null) throw notUnderstood('a balance without asset');
  const total = amount(row.balance, 'balance');
  const unrealised = decimal(amountOf(row.crossUnPnl, 'crossUnPnl') ?? '0');
  return {
    asset,
    total,
    available: amountOf(row.availableBalance, 'availableBalance') ?? '0',
    equity: decimalText(decimal(total).plus(unrealised)),
  };
}
