import type { Instrument } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import type { KlineSource, PriceSource } from '@/modules/exchanges/venue.port';
import type { Kline, KlineRequest, Ticker } from '@/modules/exchanges/venue.types';
import { candleOf, readCandles } from '../bingx.candles';
import { isJsonArray } from '../bingx.json';
import { symbolOf, VENUE, type UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import { toTicker } from './usdt-m.mapper';
import type { KlinePayload } from './usdt-m.payloads';
import { objectOf, rowsOf } from '../bingx.wire';

/** The most that one answer holds; asking for more is an error. */
const PAGE = 1_440;
/** The last traded price. */
export class UsdtMPrices implements PriceSource {
  constructor(private readonly context: UsdtMContext) {}

  async ticker(instrument: Instrument): Promise<Ticker> {
    const data = await this.context.sessions.market.read({
      endpoint: USDT_M.price,
      params: { symbol: symbolOf(instrument) },
      credentials: null,
      priority: 'read',
    });
    const row = isJsonArray(data) ? data[0] : data;
    return toTicker(objectOf(row, 'ticker'), instrument, this.context.sessions.market.time.now());
  }
}

/** Candles by opening time, `from` inclusive and `to` exclusive. */
export class UsdtMKlines implements KlineSource {
  constructor(private readonly context: UsdtMContext) {}

  fetch(request: KlineRequest): Promise<readonly Kline[]> {
    return readCandles(request, {
      venue: VENUE,
      time: this.context.sessions.market.time,
      pageSize: PAGE,
      page: async (start, end, now) => {
        const rows = await this.page(request, start, end);
        return rows.map((row) => toKline(row, request.timeframe, now));
      },
    });
  }

  private async page(
    request: KlineRequest,
    start: number,
    end: number,
  ): Promise<readonly KlinePayload[]> {
    const data = await this.context.sessions.market.read({
      endpoint: USDT_M.klines,
      params: {
        symbol: symbolOf(request.instrument),
        interval: request.timeframe,
        // The lower bound was seen to be exclusive, and a start alone does not fix the window.
        startTime: String(start - 1),
        endTime: String(end),
        limit: String(PAGE),
      },
      credentials: null,
      priority: 'read',
    });
    return rowsOf(data, 'klines');
  }
}

/** Reads one candle. */
export function toKline(row: KlinePayload, timeframe: Timeframe, now: Date): Kline {
  const { time, open, high, low, close, volume } = row;
  return candleOf({ time, open, high, low, close, volume }, timeframe, now);
}
