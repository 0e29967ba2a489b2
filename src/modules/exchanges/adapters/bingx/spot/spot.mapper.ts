import { Decimal, decimal, decimalText } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import type { OrderType } from '@/modules/exchanges/order-terms';
import type {
  Balance,
  FillReport,
  InstrumentRules,
  Kline,
  OrderReport,
  ReportedOrderState,
  Ticker,
} from '@/modules/exchanges/venue.types';
import { candleOf } from '../bingx.candles';
import { fillIdentity, orderIdentity } from '../bingx.identities';
import { isJsonArray, isJsonObject, type JsonValue } from '../bingx.json';
import { orderSideOf } from '../bingx.order-words';
import { spotInstrument } from '../bingx.symbols';
import {
  amount,
  amountOf,
  flagOf,
  idOf,
  notUnderstood,
  priceOf,
  textOf,
  timeOf,
} from '../bingx.wire';
import type {
  BalancePayload,
  DayTickerPayload,
  FillPayload,
  OrderPayload,
  PricePayload,
  SymbolPayload,
} from './spot.payloads';

/** Quotes that are worth about a dollar: their amounts have cents. */
const DOLLARS = new Set(['USDT', 'USDC', 'USD1', 'USDD', 'TUSD', 'FDUSD']);
/** What our columns hold behind the point; float noise lies further out. */
const PLACES = 18;

/** Rules of one pair; null for symbols that we cannot name, which are not offered. */
export function toInstrumentRules(row: SymbolPayload): InstrumentRules | null {
  const symbol = textOf(row.symbol);
  const instrument = symbol === null ? null : spotInstrument(symbol);
  if (symbol === null || instrument === null) return null;
  const quantityStep = amount(row.stepSize, 'stepSize');
  const priceTick = amount(row.tickSize, 'tickSize');
  const most = priceOf(row.maxNotional, 'maxNotional');
  return {
    instrument,
    venueSymbol: symbol,
    quantityStep,
    // What really bounds an order is its worth; minQty and maxQty are of a price long ago.
    minQuantity: quantityStep,
    minNotional: priceOf(row.minNotional, 'minNotional'),
    contractValue: null,
    ...(most === null ? {} : { maxNotional: most }),
    // Not stated: cents always fit, and other quotes are as fine as their prices.
    quoteStep: DOLLARS.has(instrument.quote) ? '0.01' : priceTick,
    priceTick,
    status: pairStatus(row),
  };
}

/** Suspended and delisted pairs take nothing; a pair that is about to go still sells. */
function pairStatus(row: SymbolPayload): InstrumentRules['status'] {
  const status = textOf(row.status);
  const maySell = flagOf(row.apiStateSell) ?? true;
  const mayBuy = flagOf(row.apiStateBuy) ?? true;
  if (!maySell || (status !== '1' && status !== '29')) return 'off';
  return status === '1' && mayBuy ? 'trading' : 'close-only';
}

export function toBalance(row: BalancePayload): Balance {
  const asset = textOf(row.asset);
  if (asset === null) throw notUnderstood('a balance without asset');
  const free = amount(row.free, 'free');
  const locked = amountOf(row.locked, 'locked') ?? '0';
  const total = decimalText(decimal(free).plus(decimal(locked)));
  return { asset, total, available: free, equity: total };
}

/** A stop and a target are one type here: which it is follows from where the price was when it was placed. */
const TYPES: Readonly<Record<string, OrderType>> = {
  MARKET: 'market',
  LIMIT: 'limit',
  TAKE_STOP_MARKET: 'stop-market',
  TAKE_STOP_LIMIT: 'stop-limit',
};

const STATES: Readonly<Record<string, ReportedOrderState>> = {
  NEW: 'open',
  PENDING: 'open',
  PARTIALLY_FILLED: 'partially-filled',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  CANCELLED: 'cancelled',
  EXPIRED: 'expired',
  FAILED: 'rejected',
  REJECTED: 'rejected',
};

export const orderIdOf = (row: OrderPayload): string | null => idOf(row.orderId);

/** Reads call it clientOrderID; `""` is none. */
export const clientOrderIdOf = (row: OrderPayload): string | null =>
  textOf(row.clientOrderID) ?? textOf(row.clientOrderId);

export const orderStateOf = (row: OrderPayload): ReportedOrderState | null =>
  STATES[textOf(row.status)?.toUpperCase() ?? ''] ?? null;

/** Reads one order. Throws VenueProtocolError on a row that cannot be an order. */
export function toOrderReport(row: OrderPayload): OrderReport {
  const { venueOrderId, instrument, state } = orderIdentity(
    orderIdOf(row),
    spotInstrument(textOf(row.symbol) ?? ''),
    orderStateOf(row),
    row.status,
  );
  const filled = amountOf(row.executedQty, 'executedQty') ?? '0';
  const isFilledInPart = !decimal(filled).isZero();
  return {
    venueOrderId,
    clientOrderId: clientOrderIdOf(row)?.toLowerCase() ?? null,
    instrument,
    state: state === 'open' && isFilledInPart ? 'partially-filled' : state,
    side: orderSideOf(row.side),
    // Coins have no side.
    positionSide: null,
    type: TYPES[textOf(row.type)?.toUpperCase() ?? ''] ?? 'other',
    // A buy by amount has none until it filled.
    quantity: amountOf(row.origQty, 'origQty') ?? filled,
    filledQuantity: filled,
    averagePrice: isFilledInPart ? averageOf(row, decimal(filled)) : null,
    stopPrice: priceOf(row.StopPrice, 'StopPrice') ?? priceOf(row.stopPrice, 'stopPrice'),
    updatedAt: timeOf(row.updateTime) ?? timeOf(row.time) ?? timeOf(row.transactTime),
  };
}

function averageOf(row: OrderPayload, filled: Decimal): string | null {
  const spent = priceOf(row.cummulativeQuoteQty, 'cummulativeQuoteQty');
  return spent === null
    ? priceOf(row.avgPrice, 'avgPrice')
    : decimalText(decimal(spent).div(filled).toDecimalPlaces(PLACES));
}

/** Like {@link toOrderReport} for lists: rows of the owner in states or pairs that we cannot name are left out. */
export function toListedOrder(row: OrderPayload): OrderReport | null {
  const isNamed = spotInstrument(textOf(row.symbol) ?? '') !== null;
  const isOurs = (textOf(row.type)?.toUpperCase() ?? '') in TYPES;
  return isNamed && (isOurs || orderStateOf(row) !== null) ? toOrderReport(row) : null;
}

/** Reads one fill. Throws VenueProtocolError when it cannot be told apart from others, or has no side or time. */
export function toFillReport(row: FillPayload): FillReport {
  const { venueFillId, venueOrderId, instrument } = fillIdentity(
    idOf(row.id),
    idOf(row.orderId),
    spotInstrument(textOf(row.symbol) ?? ''),
  );
  const filledAt = timeOf(row.time);
  const isBuyer = flagOf(row.isBuyer);
  if (filledAt === null || isBuyer === null) throw notUnderstood('a fill without time or side');
  const commission = decimal(amountOf(row.commission, 'commission') ?? '0');
  const isMaker = flagOf(row.isMaker);
  return {
    venueFillId,
    venueOrderId,
    instrument,
    side: isBuyer ? 'buy' : 'sell',
    quantity: amount(row.qty, 'qty'),
    price: amount(row.price, 'price'),
    fee: decimalText(commission.negated().toDecimalPlaces(PLACES)),
    feeAsset: textOf(row.commissionAsset) ?? (isBuyer ? instrument.base : instrument.quote),
    liquidity: isMaker === null ? null : isMaker ? 'maker' : 'taker',
    filledAt,
  };
}

/** The newest price of v2 ticker/price, whose row holds it or a list of trades; null when it holds neither. */
export function toTicker(row: PricePayload, instrument: Instrument, now: Date): Ticker | null {
  const trade = isJsonArray(row.trades) ? row.trades[0] : undefined;
  const told = isJsonObject(trade) ? trade : row;
  const price = priceOf(told.price, 'price');
  if (price === null) return null;
  const at = isJsonObject(trade) ? timeOf(trade['timestamp']) : timeOf(row.time);
  return { instrument, price, at: at ?? now };
}

export function toDayTicker(row: DayTickerPayload, instrument: Instrument, now: Date): Ticker {
  const price = priceOf(row.lastPrice, 'lastPrice');
  if (price === null) throw notUnderstood('a ticker without price');
  return { instrument, price, at: timeOf(row.closeTime) ?? now };
}

/** Reads one candle: `[open time, open, high, low, close, volume, close time, quote volume]`, all numbers. */
export function toKline(row: JsonValue, timeframe: Timeframe, now: Date): Kline {
  const [time, open, high, low, close, volume] = isJsonArray(row) ? row : [];
  return candleOf({ time, open, high, low, close, volume }, timeframe, now);
}
