import { decimal } from '@/kernel/decimal';
import type { SimContract } from '../contract';
import type { Perpetual } from '../perpetual/perpetual';
import { klines } from './klines';
import type { Params } from '../perpetual/order-request';
import { type Routes, publicRoute } from '../route';
import { digits } from '../wire';

const HOUR = 3_600_000;

/** Prices, contracts and candles: no key needed. */
export const MARKET_ROUTES: Routes = {
  'GET /openApi/swap/v2/server/time': publicRoute(({ x }) => ({ serverTime: x.now() })),
  'GET /openApi/swap/v2/quote/contracts': publicRoute(({ x, params }) => {
    const symbol = params.get('symbol');
    return (symbol === undefined ? x.contracts() : [x.quoted(symbol)]).map(contractView);
  }),
  'GET /openApi/swap/v1/ticker/price': publicRoute(({ x, params }) =>
    oneOrAll(x, params, ({ symbol, pricePrecision }) => ({
      symbol,
      price: x.price(symbol).toFixed(pricePrecision),
      time: x.now(),
    })),
  ),
  'GET /openApi/swap/v2/quote/ticker': publicRoute(({ x, params }) =>
    oneOrAll(x, params, (contract) => tickerView(x, contract)),
  ),
  'GET /openApi/swap/v2/quote/premiumIndex': publicRoute(({ x, params }) =>
    oneOrAll(x, params, (contract) => premiumView(x, contract)),
  ),
  'GET /openApi/swap/v3/quote/klines': publicRoute(({ x, params }) => klines(x, params)),
};

function oneOrAll(x: Perpetual, params: Params, view: (contract: SimContract) => unknown): unknown {
  const symbol = params.get('symbol');
  return symbol === undefined || symbol === '' ? x.contracts().map(view) : view(x.quoted(symbol));
}

function contractView(contract: SimContract): Record<string, unknown> {
  return {
    contractId: contract.contractId,
    symbol: contract.symbol,
    size: contract.size,
    quantityPrecision: contract.quantityPrecision,
    pricePrecision: contract.pricePrecision,
    feeRate: digits('0.0005'),
    makerFeeRate: digits('0.0002'),
    takerFeeRate: digits('0.0005'),
    tradeMinLimit: 0,
    tradeMinQuantity: digits(contract.minQuantity),
    tradeMinUSDT: digits(contract.minNotional),
    currency: 'USDT',
    asset: contract.asset,
    status: contract.status,
    apiStateOpen: contract.status === 1 ? 'true' : 'false',
    apiStateClose: contract.status === 0 ? 'false' : 'true',
    ensureTrigger: true,
    triggerFeeRate: '0.00050000',
    brokerState: false,
    launchTime: contract.launchTime,
    maintainTime: 0,
    offTime: contract.status === 0 ? 1_750_000_000_000 : 0,
    displayName: contract.symbol,
  };
}

function tickerView(
  x: Perpetual,
  { symbol, pricePrecision, startPrice }: SimContract,
): Record<string, unknown> {
  const last = x.price(symbol);
  const open = decimal(startPrice);
  const price = last.toFixed(pricePrecision);
  const now = x.now();
  return {
    symbol,
    priceChange: last.minus(open).toFixed(pricePrecision),
    priceChangePercent: last.minus(open).div(open).times(100).toFixed(2),
    lastPrice: price,
    lastQty: '1.0000',
    highPrice: price,
    lowPrice: price,
    volume: '1000.00',
    quoteVolume: last.times(1000).toFixed(2),
    openPrice: open.toFixed(pricePrecision),
    openTime: now - 24 * HOUR,
    closeTime: now,
    askPrice: price,
    askQty: '10.0000',
    bidPrice: price,
    bidQty: '10.0000',
  };
}

function premiumView(
  x: Perpetual,
  { symbol, pricePrecision }: SimContract,
): Record<string, unknown> {
  const price = x.price(symbol).toFixed(pricePrecision);
  const now = x.now();
  return {
    symbol,
    markPrice: price,
    indexPrice: price,
    lastFundingRate: '0.00010000',
    nextFundingTime: (Math.floor(now / (8 * HOUR)) + 1) * 8 * HOUR,
    fundingIntervalHours: 8,
    minFundingRate: '-0.02000000',
    maxFundingRate: '0.02000000',
    updateTime: now,
  };
}
