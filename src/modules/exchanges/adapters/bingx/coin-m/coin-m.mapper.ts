import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type {
  Balance,
  FillReport,
  InstrumentRules,
  OrderReport,
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
import { coinMInstrument } from '../bingx.symbols';
import type {
  BalancePayload,
  ContractPayload,
  FillPayload,
  LeveragePayload,
  OrderPayload,
  PositionPayload,
  TickerPayload,
} from './coin-m.payloads';
import {
  amount,
  amountOf,
  countOf,
  flagOf,
  idOf,
  notUnderstood,
  priceOf,
  textOf,
  timeOf,
} from '../bingx.wire';

/** Contracts are whole. */
const STEP = '1';

/** Rules of one contract; null for symbols that we cannot name, which are not offered. */
export function toInstrumentRules(row: ContractPayload): InstrumentRules | null {
  const symbol = textOf(row.symbol);
  const instrument = symbol === null ? null : coinMInstrument(symbol);
  if (symbol === null || instrument === null) return null;
  const contractValue = priceOf(row.minTickSize, 'minTickSize');
  if (contractValue === null) throw notUnderstood(`a contract without value: ${symbol}`);
  const stated = amountOf(row.minQty, 'minQty') ?? STEP;
  const status = textOf(row.status);
  return {
    instrument,
    venueSymbol: symbol,
    quantityStep: STEP,
    minQuantity: decimalText(Decimal.max(decimal(stated).ceil(), decimal(STEP))),
    minNotional: priceOf(row.minTradeValue, 'minTradeValue'),
    contractValue,
    priceTick: stepOfDecimals(countOf(row.pricePrecision, 'pricePrecision')),
    // Coin-M documents no states of its own; these are the ones of BingX's other perpetuals.
    status: status === '1' ? 'trading' : status === '25' ? 'close-only' : 'off',
  };
}

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

/** Quantities in contracts, profit in coin. Null for closed rows and symbols that we cannot name. */
export function toPosition(row: PositionPayload): PositionReport | null {
  const instrument = coinMInstrument(textOf(row.symbol) ?? '');
  const signed = decimal(amount(row.positionAmt, 'positionAmt'));
  if (instrument === null || signed.isZero()) return null;
  const available = decimal(amountOf(row.availableAmt, 'availableAmt') ?? decimalText(signed));
  return {
    instrument,
    side: positionSideOf(row.positionSide) ?? (signed.isNegative() ? 'short' : 'long'),
    quantity: decimalText(signed.abs()),
    availableQuantity: decimalText(available.abs()),
    averagePrice: priceOf(row.avgPrice, 'avgPrice'),
    leverage: priceOf(row.leverage, 'leverage'),
    unrealisedProfit: amountOf(row.unrealizedProfit, 'unrealizedProfit'),
    liquidationPrice: priceOf(row.liquidationPrice, 'liquidationPrice'),
    venuePositionId: idOf(row.positionId),
  };
}

/** The client order id, should BingX ever repeat one; every captured answer has `""`. */
export const clientOrderIdOf = (row: OrderPayload): string | null =>
  (textOf(row.clientOrderId) ?? textOf(row.clientOrderID))?.toLowerCase() ?? null;

/**
 * Reads one order. `filledQuantity` is what the row says, which BingX was seen to leave at 0 on a filled order: only
 * the fills tell. Throws VenueProtocolError on a row that cannot be an order.
 */
export function toOrderReport(row: OrderPayload): OrderReport {
  const { venueOrderId, instrument, state } = orderIdentity(
    idOf(row.orderId),
    coinMInstrument(textOf(row.symbol) ?? ''),
    orderStateOf(row.status),
    row.status,
  );
  const quantity = quantityOf(row);
  const filled = filledOf(row, quantity);
  return {
    venueOrderId,
    clientOrderId: clientOrderIdOf(row),
    instrument,
    state: state === 'open' && filled.gt(ZERO) ? 'partially-filled' : state,
    side: orderSideOf(row.side),
    positionSide: positionSideOf(row.positionSide),
    type: orderTypeOf(row.type) ?? 'other',
    quantity: decimalText(quantity),
    filledQuantity: decimalText(filled),
    averagePrice: filled.gt(ZERO) ? priceOf(row.avgPrice, 'avgPrice') : null,
    stopPrice: priceOf(row.stopPrice, 'stopPrice'),
    updatedAt: timeOf(row.updateTime) ?? timeOf(row.time),
  };
}

/** `origQty` may be empty or 0 beside a `quantity`. */
function quantityOf(row: OrderPayload): Decimal {
  const text = priceOf(row.quantity, 'quantity') ?? amountOf(row.origQty, 'origQty');
  if (text === null) throw notUnderstood('an order without quantity');
  return decimal(text);
}

/** What is more than the order asked for is no count of contracts. */
function filledOf(row: OrderPayload, quantity: Decimal): Decimal {
  const filled = decimal(amountOf(row.executedQty, 'executedQty') ?? '0');
  return filled.lte(quantity) && filled.isInteger() ? filled : ZERO;
}

/** Like {@link toOrderReport} for lists: rows of the owner in words of their own are left out. */
export function toListedOrder(row: OrderPayload): OrderReport | null {
  const isOurs = hasKnownStates(row.type);
  const isKnown = orderStateOf(row.status) !== null;
  const isNamed = coinMInstrument(textOf(row.symbol) ?? '') !== null;
  return isNamed && (isOurs || isKnown) ? toOrderReport(row) : null;
}

/** Reads one fill: contracts, price in USD, fee in coin. */
export function toFillReport(row: FillPayload): FillReport {
  const { venueFillId, venueOrderId, instrument } = fillIdentity(
    idOf(row.tradeId),
    idOf(row.orderId),
    coinMInstrument(textOf(row.symbol) ?? ''),
  );
  const filledAt = timeOf(row.tradeTime);
  if (filledAt === null) throw notUnderstood('a fill without time');
  const commission = decimal(amountOf(row.commission, 'commission') ?? '0');
  const isMaker = flagOf(row.maker);
  return {
    venueFillId,
    venueOrderId,
    instrument,
    side: orderSideOf(row.side),
    quantity: amount(row.volume, 'volume'),
    price: amount(row.tradePrice, 'tradePrice'),
    fee: decimalText(commission.negated()),
    feeAsset: textOf(row.currency) ?? instrument.base,
    liquidity: isMaker === null ? null : isMaker ? 'maker' : 'taker',
    filledAt,
  };
}

export function toTicker(row: TickerPayload, instrument: Instrument, now: Date): Ticker {
  const price = priceOf(row.lastPrice, 'lastPrice');
  if (price === null) throw notUnderstood('a ticker without price');
  return { instrument, price, at: timeOf(row.closeTime) ?? now };
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
