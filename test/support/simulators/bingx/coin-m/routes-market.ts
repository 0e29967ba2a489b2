import { decimal } from '@/kernel/decimal';
import type { SimContract } from '../contract';
import { ladder } from '../ladder';
import { required } from '../perpetual/order-request';
import type { Perpetual } from '../perpetual/perpetual';
import { invalid } from '../rejection';
import { type PerpetualCall, type Routes, integer, limitOf } from '../route';
import { candlesBetween } from '../usdt-m/klines';
import { coinPublic } from './route';

const HOUR = 3_600_000;
const KEPT_MS = 30 * 24 * HOUR;
const BASE = '/openApi/cswap/v1/market';

/** Contracts, prices and candles of Coin-M. */
export const COIN_MARKET_ROUTES: Routes = {
  [`GET ${BASE}/contracts`]: coinPublic((call) => listed(call).map(contractView)),
  [`GET ${BASE}/ticker`]: coinPublic((call) =>
    listed(call).map((contract) => tickerView(call.x, contract)),
  ),
  [`GET ${BASE}/premiumIndex`]: coinPublic((call) =>
    listed(call).map((contract) => premiumView(call.x, contract)),
  ),
  [`GET ${BASE}/openInterest`]: coinPublic(({ x, ...call }) =>
    listed({ x, ...call }).map(({ symbol }) => ({
      symbol,
      openInterest: '35876.52',
      timestamp: x.now(),
    })),
  ),
  [`GET ${BASE}/depth`]: coinPublic(({ x, params }) => {
    const contract = x.quoted(required(params, 'symbol'));
    const limit = limitOf(params, 20, 1000);
    return {
      T: x.now(),
      ...ladder(x.price(contract.symbol), contract.pricePrecision, limit, '10.0'),
    };
  }),
  [`GET ${BASE}/klines`]: coinPublic(klines),
};

function listed({ x, params }: PerpetualCall): SimContract[] {
  const symbol = params.get('symbol') ?? '';
  return symbol === '' ? x.contracts() : [x.quoted(symbol)];
}

/** `minTickSize` is the face value, not the price step. */
function contractView(contract: SimContract): unknown {
  return {
    symbol: contract.symbol,
    pricePrecision: contract.pricePrecision,
    minTickSize: contract.faceValue,
    minTradeValue: contract.faceValue,
    minQty: decimal(contract.minQuantity).toFixed(8),
    status: contract.status,
    timeOnline: contract.launchTime,
  };
}

function tickerView(x: Perpetual, contract: SimContract): unknown {
  const last = x.price(contract.symbol);
  const open = decimal(contract.startPrice);
  const price = last.toFixed(contract.pricePrecision);
  return {
    symbol: contract.symbol,
    priceChange: last.minus(open).toFixed(contract.pricePrecision),
    priceChangePercent: `${last.minus(open).div(open).times(100).toFixed(2)}%`,
    lastPrice: price,
    lastQty: '1',
    highPrice: price,
    lowPrice: price,
    volume: '1000',
    quoteVolume: '100000.00',
    openPrice: open.toFixed(contract.pricePrecision),
    closeTime: String(x.now()),
    bidPrice: price,
    bidQty: '10',
    askPrice: price,
    askQty: '10',
  };
}

function premiumView(x: Perpetual, { symbol, pricePrecision }: SimContract): unknown {
  const price = x.price(symbol).toFixed(pricePrecision);
  return {
    symbol,
    lastFundingRate: '0.0001',
    markPrice: price,
    indexPrice: price,
    nextFundingTime: (Math.floor(x.now() / (8 * HOUR)) + 1) * 8 * HOUR,
  };
}

/** The last thirty days only; `startTime` inclusive, `endTime` exclusive. */
function klines({ x, params }: PerpetualCall): unknown {
  const contract = x.quoted(required(params, 'symbol'));
  const limit = limitOf(params, 500, 1000);
  const now = x.now();
  const start = integer(params, 'startTime') ?? 0;
  const end = integer(params, 'endTime') ?? now + 1;
  if (start > end) throw invalid('startTime must be earlier than endTime');
  return candlesBetween({
    contract,
    current: x.price(contract.symbol),
    interval: required(params, 'interval'),
    after: Math.max(start, now - KEPT_MS, contract.launchTime) - 1,
    until: Math.min(end - 1, now),
    limit,
    now,
  });
}
