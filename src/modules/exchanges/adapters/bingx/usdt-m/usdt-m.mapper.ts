import { decimal, Decimal, decimalText } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type {
  Balance,
  FillReport,
  ForcedBy,
  InstrumentRules,
  OrderReport,
  PositionMode,
  PositionReport,
  Ticker,
} from '@/modules/exchanges/venue.types';
import { fillIdentity, orderIdentity } from '../bingx.identities';
import type { Leverage } from '../bingx.leverage';
import {
  orderSideOf,
  hasKnownStates,
  orderStateOf,
  orderTypeOf,
  positionSideOf,
  stepOfDecimals,
} from '../bingx.order-words';
import { usdtMInstrument } from '../bingx.symbols';
import type {
  BalancePayload,
  ContractPayload,
  FillPayload,
  LeveragePayload,
  OrderPayload,
  PositionPayload,
  PricePayload,
} from './usdt-m.payloads';
import {
  amount,
  amountOf,
  countOf,
  flagOf,
  idOf,
  isoTimeOf,
  notUnderstood,
  priceOf,
  textOf,
  timeOf,
} from '../bingx.wire';

/** Rules of one contract; null for symbols that we cannot name, which are not offered. */
export function toInstrumentRules(row: ContractPayload): InstrumentRules | null {
  const symbol = textOf(row.symbol);
  const instrument = symbol === null ? null : usdtMInstrument(symbol);
  if (symbol === null || instrument === null) return null;
  const quantityStep = stepOfDecimals(countOf(row.quantityPrecision, 'quantityPrecision'));
  const stated = amountOf(row.tradeMinQuantity, 'tradeMinQuantity') ?? '0';
  return {
    instrument,
    venueSymbol: symbol,
    quantityStep,
    // The minimum can be more than one step (LINK-USDT: step 0.1, minimum 0.2) and is never less.
    minQuantity: decimalText(Decimal.max(decimal(stated), decimal(quantityStep))),
    minNotional: priceOf(row.tradeMinUSDT, 'tradeMinUSDT'),
    contractValue: null,
    priceTick: stepOfDecimals(countOf(row.pricePrecision, 'pricePrecision')),
    status: contractStatus(row),
  };
}

function contractStatus(row: ContractPayload): InstrumentRules['status'] {
  const status = textOf(row.status);
  const mayClose = flagOf(row.apiStateClose) ?? true;
  if (!mayClose || (status !== '1' && status !== '25')) return 'off';
  return status === '25' || flagOf(row.apiStateOpen) === false ? 'close-only' : 'trading';
}

/** `"true"` is one position per side. */
export function toPositionMode(dualSidePosition: OrderPayload[keyof OrderPayload]): PositionMode {
  const isDual = flagOf(dualSidePosition);
  if (isDual === null) throw notUnderstood('dualSidePosition is neither true nor false');
  return isDual ? 'hedge' : 'one-way';
}

/** Null for the rows of unused margin assets, whose amounts are all `""`. */
export function toBalance(row: BalancePayload): Balance | null {
  const asset = textOf(row.asset);
  const total = amountOf(row.balance, 'balance');
  if (asset === null) throw notUnderstood('a balance without asset');
  if (total === null) return null;
  return {
    asset,
    total,
    available: amountOf(row.availableMargin, 'availableMargin') ?? '0',
    equity: amountOf(row.equity, 'equity') ?? total,
  };
}

/** Null for closed rows and symbols that we cannot name. The side comes from positionSide, never from a sign. */
export function toPosition(row: PositionPayload): PositionReport | null {
  const instrument = usdtMInstrument(textOf(row.symbol) ?? '');
  const signed = decimal(amount(row.positionAmt, 'positionAmt'));
  if (instrument === null || signed.isZero()) return null;
  const stated = positionSideOf(row.positionSide);
  return {
    instrument,
    side: stated ?? (signed.isNegative() ? 'short' : 'long'),
    quantity: decimalText(signed.abs()),
    availableQuantity: decimalText(
      decimal(amountOf(row.availableAmt, 'availableAmt') ?? decimalText(signed)).abs(),
    ),
    averagePrice: priceOf(row.avgPrice, 'avgPrice'),
    leverage: priceOf(row.leverage, 'leverage'),
    unrealisedProfit: amountOf(row.unrealizedProfit, 'unrealizedProfit'),
    liquidationPrice: priceOf(row.liquidationPrice, 'liquidationPrice'),
    venuePositionId: idOf(row.positionId),
  };
}

/** Orders that BingX makes itself. */
const FORCED: Readonly<Record<string, ForcedBy>> = { LIQUIDATION: 'liquidation', ADL: 'adl' };

/** The id of an order, digit for digit; the text field is preferred where BingX has both. */
export const orderIdOf = (row: OrderPayload): string | null =>
  idOf(row.orderID) ?? idOf(row.orderId);

/** The client order id that BingX repeats; it lower-cases ids, and children of triggers have none. */
export const clientOrderIdOf = (row: OrderPayload): string | null =>
  textOf(row.clientOrderId) ?? textOf(row.clientOrderID);

/** Reads one order. Throws VenueProtocolError on a row that cannot be an order. */
export function toOrderReport(row: OrderPayload): OrderReport {
  const { venueOrderId, instrument, state } = orderIdentity(
    orderIdOf(row),
    usdtMInstrument(textOf(row.symbol) ?? ''),
    orderStateOf(row.status),
    row.status,
  );
  const filled = amountOf(row.executedQty, 'executedQty') ?? '0';
  const isFilledInPart = !decimal(filled).isZero();
  const forcedBy = FORCED[textOf(row.type)?.toUpperCase() ?? ''];
  return {
    venueOrderId,
    clientOrderId: clientOrderIdOf(row)?.toLowerCase() ?? null,
    instrument,
    state: state === 'open' && isFilledInPart ? 'partially-filled' : state,
    side: orderSideOf(row.side),
    positionSide: positionSideOf(row.positionSide),
    type: orderTypeOf(row.type) ?? 'other',
    quantity: amountOf(row.origQty, 'origQty') ?? amount(row.quantity, 'origQty'),
    filledQuantity: filled,
    // A waiting stop carries the entry price of its position here.
    averagePrice: isFilledInPart ? priceOf(row.avgPrice, 'avgPrice') : null,
    stopPrice: priceOf(row.stopPrice, 'stopPrice'),
    updatedAt: timeOf(row.updateTime) ?? timeOf(row.time),
    ...(forcedBy === undefined ? {} : { forcedBy }),
  };
}

/** Like {@link toOrderReport} for lists: plan and trailing orders of the owner in states of their own are left out. */
export function toListedOrder(row: OrderPayload): OrderReport | null {
  const isOurs = hasKnownStates(row.type);
  const isKnown = orderStateOf(row.status) !== null;
  const isNamed = usdtMInstrument(textOf(row.symbol) ?? '') !== null;
  return isNamed && (isOurs || isKnown) ? toOrderReport(row) : null;
}

/** Reads one fill. Throws VenueProtocolError when it cannot be told apart from others or has no time. */
export function toFillReport(row: FillPayload): FillReport {
  const { venueFillId, venueOrderId, instrument } = fillIdentity(
    idOf(row.tradeId),
    idOf(row.orderId),
    usdtMInstrument(textOf(row.symbol) ?? ''),
  );
  const filledAt =
    isoTimeOf(row.filledTm) ??
    isoTimeOf(row.filledTime) ??
    timeOf(row.filledTm) ??
    timeOf(row.filledTime);
  if (filledAt === null) throw notUnderstood('a fill without time');
  const commission = decimal(amountOf(row.commission, 'commission') ?? '0');
  const role = textOf(row.role)?.toLowerCase();
  return {
    venueFillId,
    venueOrderId,
    instrument,
    side: orderSideOf(row.side),
    quantity: amountOf(row.qty, 'qty') ?? amount(row.volume, 'volume'),
    price: amount(row.price, 'price'),
    fee: decimalText(commission.negated()),
    feeAsset: textOf(row.commissionAsset) ?? textOf(row.currency) ?? instrument.quote,
    liquidity: role === 'maker' || role === 'taker' ? role : null,
    filledAt,
  };
}

export function toTicker(row: PricePayload, instrument: Instrument, now: Date): Ticker {
  const price = priceOf(row.price, 'price');
  if (price === null) throw notUnderstood('a ticker without price');
  return { instrument, price, at: timeOf(row.time) ?? now };
}

/** Reads what GET leverage says. */
export function toLeverage(row: LeveragePayload): Leverage {
  return {
    long: amount(row.longLeverage, 'longLeverage'),
    short: amount(row.shortLeverage, 'shortLeverage'),
    most: {
      long: amountOf(row.maxLongLeverage, 'maxLongLeverage'),
      short: amountOf(row.maxShortLeverage, 'maxShortLeverage'),
    },
  };
}
