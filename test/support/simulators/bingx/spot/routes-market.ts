import { decimal } from '@/kernel/decimal';
import { ladder } from '../ladder';
import { Rejection } from '../rejection';
import { type Routes, integer, limitOf } from '../route';
import { candlesBetween, nextOpen } from '../usdt-m/klines';
import { digits } from '../wire';
import { refused } from './order-request';
import { type SpotCall, spotMarket, spotPublic } from './route';
import type { Spot } from './spot';
import type { SpotSymbol } from './symbols';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Pairs, prices and candles of the spot market. */
export const SPOT_MARKET_ROUTES: Routes = {
  'GET /openApi/spot/v1/server/time': spotPublic(({ x }) => ({ serverTime: x.now() })),
  'GET /openApi/spot/v1/common/symbols': spotPublic((call) => ({
    symbols: listed(call).map((pair) => symbolView(call.x, pair)),
  })),
  'GET /openApi/spot/v1/ticker/24hr': spotMarket((call) =>
    listed(call).map((pair) => tickerView(call.x, pair)),
  ),
  'GET /openApi/spot/v1/ticker/price': spotMarket(({ x, params, ...call }) => {
    const wanted = params.get('symbol') ?? '';
    if (wanted.includes('-')) throw refused('symbol must be like BTC_USDT');
    const dashed = new Map([...params, ['symbol', wanted.replace('_', '-')]]);
    return listed({ x, ...call, params: dashed }).map((pair) => priceView(x, pair, '_'));
  }),
  'GET /openApi/spot/v2/ticker/price': spotMarket((call) =>
    listed(call).map((pair) => priceView(call.x, pair, '-')),
  ),
  'GET /openApi/spot/v1/ticker/bookTicker': spotMarket((call) =>
    listed(call).map(({ symbol, tickSize }) => {
      const { bids, asks } = book(call.x, symbol, tickSize, 1);
      return {
        eventType: 'bookTicker',
        time: call.x.now(),
        symbol,
        bidPrice: bids[0]?.[0],
        bidVolume: bids[0]?.[1],
        askPrice: asks[0]?.[0],
        askVolume: asks[0]?.[1],
      };
    }),
  ),
  'GET /openApi/spot/v1/market/depth': spotMarket((call) => depth(call, required(call, '-'), 1000)),
  'GET /openApi/spot/v2/market/depth': spotMarket((call) => {
    if (!/^step[0-5]$/.test(call.params.get('type') ?? 'step0')) throw refused('type is invalid');
    return depth(call, required(call, '_').replace('_', '-'), 1000);
  }),
  'GET /openApi/spot/v1/market/trades': spotMarket(trades),
  'GET /openApi/spot/v1/market/kline': spotMarket((call) => candles(call, 1440, true)),
  'GET /openApi/spot/v2/market/kline': spotMarket((call) => candles(call, 1440, false)),
  'GET /openApi/market/his/v1/kline': spotMarket((call) => candles(call, 500, false)),
};

function listed({ x, params }: SpotCall): SpotSymbol[] {
  const symbol = params.get('symbol') ?? '';
  return symbol === '' ? x.exchange.market.spotSymbols() : [x.quoted(symbol)];
}

function required({ params }: SpotCall, separator: string): string {
  const symbol = params.get('symbol') ?? '';
  if (!symbol.includes(separator)) throw refused('symbol is invalid');
  return symbol;
}

/** Steps and minimums are numbers; tiny ones are printed with an exponent. */
function symbolView(x: Spot, pair: SpotSymbol): Record<string, unknown> {
  const price = x.price(pair.symbol);
  const number = (text: string): unknown =>
    decimal(text).lt('0.000001') ? Number(text) : digits(text);
  return {
    symbol: pair.symbol,
    minQty: digits(decimal(pair.minNotional).div(price).toDecimalPlaces(7).toFixed()),
    maxQty: digits(decimal(pair.maxNotional).div(price).toDecimalPlaces(7).toFixed()),
    minNotional: digits(pair.minNotional),
    maxNotional: digits(pair.maxNotional),
    status: pair.status,
    tickSize: number(pair.tickSize),
    stepSize: number(pair.stepSize),
    apiStateSell: pair.apiStateSell,
    apiStateBuy: pair.apiStateBuy,
    timeOnline: pair.timeOnline,
    offTime: 0,
    maintainTime: 0,
    displayName: pair.symbol,
  };
}

function tickerView(x: Spot, { symbol, startPrice }: SpotSymbol): unknown {
  const last = x.price(symbol);
  const open = decimal(startPrice);
  const price = digits(last.toFixed());
  return {
    symbol,
    openPrice: digits(open.toFixed()),
    highPrice: price,
    lowPrice: price,
    lastPrice: price,
    priceChange: digits(last.minus(open).toFixed()),
    priceChangePercent: `${last.minus(open).div(open).times(100).toFixed(2)}%`,
    volume: digits('5099.21'),
    quoteVolume: digits(last.times('5099.21').toDecimalPlaces(2).toFixed()),
    openTime: x.now() - DAY,
    closeTime: x.now(),
    askPrice: price,
    askQty: digits('2.20125'),
    bidPrice: price,
    bidQty: digits('0.8962'),
  };
}

function priceView(x: Spot, { symbol }: SpotSymbol, separator: string): unknown {
  return {
    symbol: symbol.replace('-', separator),
    trades: [
      {
        timestamp: x.now(),
        tradeId: '86521463',
        price: x.price(symbol).toFixed(),
        amount: '',
        type: 1,
        volume: '0.11689',
      },
    ],
  };
}

const precisionOf = (step: string): number => step.split('.')[1]?.length ?? 0;

function book(
  x: Spot,
  symbol: string,
  tickSize: string,
  levels: number,
): ReturnType<typeof ladder> {
  return ladder(x.price(symbol), precisionOf(tickSize), levels, '1.00643');
}

function depth({ x, params }: SpotCall, symbol: string, max: number): unknown {
  const pair = x.quoted(symbol);
  const levels = Math.min(integer(params, 'limit') ?? integer(params, 'depth') ?? 20, max);
  return { ...book(x, symbol, pair.tickSize, levels), ts: x.now() };
}

function trades(call: SpotCall): unknown {
  const { x, params } = call;
  const { symbol } = x.quoted(required(call, '-'));
  const limit = limitOf(params, 100, 500);
  const now = x.now();
  return Array.from({ length: limit }, (_, index) => ({
    id: 76_909_154 - index,
    price: digits(x.price(symbol).toFixed()),
    qty: digits('0.00195'),
    time: now - index * 1000,
    buyerMaker: index % 2 === 0,
  }));
}

/**
 * Candles as lists of numbers, newest first. Those of four hours and more begin at the hours of UTC+8, unless
 * `timeZone=0` is sent. The first version leaves out the candle that opens at `startTime`.
 */
function candles(call: SpotCall, max: number, isExclusive: boolean): unknown {
  const { x, params } = call;
  const pair = x.quoted(required(call, '-'));
  const interval = params.get('interval') ?? '';
  const now = x.now();
  const start = integer(params, 'startTime') ?? 0;
  const after = Math.max(pair.timeOnline, isExclusive ? start : start - 1);
  const rows = candlesBetween({
    contract: { ...pair, pricePrecision: precisionOf(pair.tickSize) },
    current: x.price(pair.symbol),
    interval,
    after,
    until: Math.min(integer(params, 'endTime') ?? now, now),
    limit: limitOf(params, 500, max),
    now,
    anchorMs: params.get('timeZone') === '0' ? 0 : -8 * HOUR,
  });
  if (rows.length === 0) throw new Rejection(100204, 'no data');
  return rows.map(({ time, open, high, low, close, volume }) => [
    time,
    ...[open, high, low, close, volume].map((text) => digits(text)),
    nextOpen(interval, time) - 1,
    digits(decimal(volume).times(decimal(close)).toDecimalPlaces(2).toFixed()),
  ]);
}
