import type { Instrument } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import type { KlineSource, PriceSource } from '@/modules/exchanges/venue.port';
import type { InstrumentRules, Kline, KlineRequest, Ticker } from '@/modules/exchanges/venue.types';
import { candleOf, readCandles } from '../bingx.candles';
import type { BingxClient, BingxEndpoint } from '../bingx.client';
import { isJsonArray, type JsonValue } from '../bingx.json';
import type { BingxParams } from '../bingx.signing';
import { objectOf, rowsOf, textOf } from '../bingx.wire';
import { symbolOf, VENUE, type CoinMContext } from './coin-m.context';
import { COIN_M } from './coin-m.endpoints';
import { toInstrumentRules, toTicker } from './coin-m.mapper';
import type { KlinePayload } from './coin-m.payloads';

/** The most that one answer holds; asking for more is an error. */
const PAGE = 1_000;

/** Coin-M's public endpoints want a timestamp too. */
const readPublic = (
  client: BingxClient,
  endpoint: BingxEndpoint,
  params: BingxParams,
): Promise<JsonValue> =>
  client.read({
    endpoint,
    params: { ...params, timestamp: String(client.time.now().getTime()) },
    credentials: null,
    priority: 'read',
  });

/** Every contract of the host that we can name. */
export async function listContracts(client: BingxClient): Promise<readonly InstrumentRules[]> {
  const data = await readPublic(client, COIN_M.contracts, {});
  return rowsOf(data, 'contracts')
    .map(toInstrumentRules)
    .filter((rule) => rule !== null);
}

/** The last traded price, in USD for one coin. */
export class CoinMPrices implements PriceSource {
  constructor(private readonly context: CoinMContext) {}

  async ticker(instrument: Instrument): Promise<Ticker> {
    const { market } = this.context.sessions;
    const symbol = symbolOf(instrument);
    const data = await readPublic(market, COIN_M.ticker, { symbol });
    const row = isJsonArray(data) ? rowsOf(data, 'tickers').find(isOf(symbol)) : data;
    return toTicker(objectOf(row, 'ticker'), instrument, market.time.now());
  }
}

const isOf =
  (symbol: string) =>
  (row: { readonly symbol?: JsonValue }): boolean =>
    textOf(row.symbol) === symbol;

/** Candles by opening time, `from` inclusive and `to` exclusive; BingX has the last thirty days. */
export class CoinMKlines implements KlineSource {
  constructor(private readonly context: CoinMContext) {}

  fetch(request: KlineRequest): Promise<readonly Kline[]> {
    const { market } = this.context.sessions;
    return readCandles(request, {
      venue: VENUE,
      time: market.time,
      pageSize: PAGE,
      page: async (start, end, now) => {
        const data = await readPublic(market, COIN_M.klines, {
          symbol: symbolOf(request.instrument),
          interval: request.timeframe,
          startTime: String(start),
          endTime: String(end),
          limit: String(PAGE),
        });
        return rowsOf(data, 'klines').map((row) => toKline(row, request.timeframe, now));
      },
    });
  }
}

/** Reads one candle. */
export function toKline(row: KlinePayload, timeframe: Timeframe, now: Date): Kline {
  const { time, open, high, low, close, volume } = row;
  return candleOf({ time, open, high, low, close, volume }, timeframe, now);
}
