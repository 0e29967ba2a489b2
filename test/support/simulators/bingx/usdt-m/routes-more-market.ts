import { decimal } from '@/kernel/decimal';
import { ladder } from '../ladder';
import { required } from '../perpetual/order-request';
import { invalid } from '../rejection';
import { type PerpetualCall, type Routes, integer, limitOf, publicRoute } from '../route';
import { digits } from '../wire';
import { klines, nextOpen } from './klines';

const HOUR = 3_600_000;
const FUNDING_MS = 8 * HOUR;
const DEPTHS = new Set([5, 10, 20, 50, 100, 500, 1000]);

/** The market data of USDT-M beyond prices, contracts and candles. */
export const MORE_MARKET_ROUTES: Routes = {
  'GET /openApi/swap/v1/tradingRules': publicRoute(({ x, params }) => {
    const { minQuantity, minNotional } = x.quoted(required(params, 'symbol'));
    return {
      minSizeCoin: minQuantity,
      minSizeUsd: minNotional,
      maxMumOrder: '200',
      protectionThreshold: '0.05',
      buyMaxPrice: '1.1',
      buyMinPrice: '0.1',
      sellMaxPrice: '10',
      sellMinPrice: '0.9',
      marketRatio: '0.05',
    };
  }),
  'GET /openApi/swap/v2/quote/bookTicker': publicRoute(({ x, params }) => {
    const { symbol, pricePrecision } = x.quoted(required(params, 'symbol'));
    const { bids, asks } = ladder(x.price(symbol), pricePrecision, 1, '12');
    return {
      book_ticker: {
        symbol,
        bid_price: digits(bids[0]?.[0] ?? '0'),
        bid_qty: digits(bids[0]?.[1] ?? '0'),
        ask_price: digits(asks[0]?.[0] ?? '0'),
        ask_qty: digits(asks[0]?.[1] ?? '0'),
        lastUpdateId: x.now(),
        time: x.now(),
      },
    };
  }),
  'GET /openApi/swap/v2/quote/depth': publicRoute(({ x, params }) => {
    const { symbol, pricePrecision } = x.quoted(required(params, 'symbol'));
    const limit = limitOf(params, 20, 1000);
    if (!DEPTHS.has(limit)) throw invalid('limit: This field is invalid. ');
    const { bids, asks } = ladder(x.price(symbol), pricePrecision, limit, '10.0000');
    return { T: x.now(), bids, asks, bidsCoin: bids, asksCoin: asks };
  }),
  'GET /openApi/swap/v2/quote/trades': publicRoute((call) => trades(call, 1000, false)),
  'GET /openApi/swap/v1/market/historicalTrades': publicRoute((call) => trades(call, 100, true)),
  'GET /openApi/swap/v2/quote/openInterest': publicRoute(({ x, params }) => {
    const { symbol } = x.quoted(required(params, 'symbol'));
    // The value is in USDT.
    return { openInterest: x.price(symbol).times('1234').toFixed(4), symbol, time: x.now() };
  }),
  'GET /openApi/swap/v2/quote/fundingRate': publicRoute(fundingRates),
  'GET /openApi/swap/v1/market/markPriceKlines': publicRoute(({ x, params }) =>
    klines(x, params).map(({ time, ...row }) => ({
      ...row,
      volume: '0.00',
      openTime: time,
      closeTime: nextOpen(params.get('interval') ?? '', time) - 1,
    })),
  ),
  'GET /openApi/swap/v1/maintMarginRatio': publicRoute(({ x, params }) => {
    const { symbol } = x.quoted(required(params, 'symbol'));
    return [
      ['Tier 1', '0', '150000', '0.003800', '0.000000'],
      ['Tier 2', '150000', '900000', '0.004000', '30.000000'],
    ].map(([tier, minPositionVal, maxPositionVal, maintMarginRatio, maintAmount]) => ({
      tier,
      symbol,
      minPositionVal,
      maxPositionVal,
      maintMarginRatio,
      maintAmount,
    }));
  }),
};

/** Made-up trades at the current price, newest first, one a second. */
function trades({ x, params }: PerpetualCall, max: number, isWithId: boolean): unknown {
  const { symbol, pricePrecision, quantityPrecision } = x.quoted(required(params, 'symbol'));
  const price = x.price(symbol);
  const quantity = decimal('10');
  const now = x.now();
  return Array.from({ length: limitOf(params, 50, max) }, (_, index) => ({
    time: now - index * 1000,
    isBuyerMaker: index % 2 === 0,
    price: price.toFixed(pricePrecision),
    qty: quantity.toFixed(quantityPrecision),
    quoteQty: price.times(quantity).toFixed(2),
    ...(isWithId ? { id: String(Math.floor(now / 1000) - index) } : {}),
  }));
}

/** Settled rates, newest first: the ones that a test settled, before them a made-up one every eight hours. */
function fundingRates({ exchange, x, params }: PerpetualCall): unknown {
  const { symbol, pricePrecision } = x.quoted(required(params, 'symbol'));
  const limit = limitOf(params, 100, 1000);
  const end = integer(params, 'endTime') ?? x.now();
  const markPrice = x.price(symbol).toFixed(pricePrecision);
  const settled = exchange.store
    .all('funding')
    .filter((row) => row.symbol === symbol && row.at <= end)
    .map((row) => ({ rate: row.rate, at: row.at }))
    .reverse();
  const last = Math.floor(end / FUNDING_MS) * FUNDING_MS;
  const regular = Array.from({ length: limit }, (_, index) => ({
    rate: '0.0001',
    at: last - index * FUNDING_MS,
  }));
  return [...settled, ...regular]
    .sort((a, b) => b.at - a.at)
    .slice(0, limit)
    .map(({ rate, at }) => ({
      symbol,
      fundingRate: decimal(rate).toFixed(8),
      fundingTime: at,
      markPrice,
    }));
}
