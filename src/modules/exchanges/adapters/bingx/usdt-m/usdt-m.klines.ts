import type { Instrument } from '@/kernel/instrument';
import { timeframeMs, type Timeframe } from '@/kernel/timeframe';
import type { KlineSource, PriceSource } from '@/modules/exchanges/venue.port';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import type { Kline, KlineRequest, Ticker } from '@/modules/exchanges/venue.types';
import { isJsonArray } from '../bingx.json';
import { symbolOf, VENUE, type UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import { toTicker } from './usdt-m.mapper';
import type { KlinePayload } from './usdt-m.payloads';
import { amount, amountOf, notUnderstood, objectOf, rowsOf, timeOf } from '../bingx.wire';

const INTERVALS = new Set('1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' '));
/** The most that one answer holds; asking for more is an error. */
const PAGE = 1_440;
/** Only for the size of a page; months are as long as the calendar says. */
const LONGEST_MONTH_MS = 31 * 86_400_000;

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

  async fetch(request: KlineRequest): Promise<readonly Kline[]> {
    if (!INTERVALS.has(request.timeframe)) {
      throw new VenueCapabilityMissingError(VENUE, `candles of ${request.timeframe}`);
    }
    const stepMs = timeframeMs(request.timeframe) ?? LONGEST_MONTH_MS;
    const found = new Map<number, Kline>();
    await this.context.sessions.market.time.keepFresh();
    const now = this.context.sessions.market.time.now();
    const end = Math.min(request.to.getTime(), now.getTime());
    for (let start = request.from.getTime(); start < end; start += PAGE * stepMs) {
      const pageEnd = Math.min(end, start + PAGE * stepMs);
      for (const row of await this.page(request, start, pageEnd)) {
        const kline = toKline(row, request.timeframe, now);
        const openMs = kline.openAt.getTime();
        // Whether the bounds are inclusive is not documented: pages overlap by a candle and repeats fall out here.
        if (openMs >= request.from.getTime() && openMs < request.to.getTime())
          found.set(openMs, kline);
      }
    }
    return [...found.entries()].sort(([a], [b]) => a - b).map(([, kline]) => kline);
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

/** Reads one candle. It is final once the server's clock has passed its end. */
export function toKline(row: KlinePayload, timeframe: Timeframe, now: Date): Kline {
  const openAt = timeOf(row.time);
  if (openAt === null) throw notUnderstood('a candle without time');
  return {
    openAt,
    open: amount(row.open, 'open'),
    high: amount(row.high, 'high'),
    low: amount(row.low, 'low'),
    close: amount(row.close, 'close'),
    volume: amountOf(row.volume, 'volume') ?? '0',
    isFinal: closeOf(openAt, timeframe) <= now.getTime(),
  };
}

function closeOf(openAt: Date, timeframe: Timeframe): number {
  const length = timeframeMs(timeframe);
  if (length !== null) return openAt.getTime() + length;
  return Date.UTC(openAt.getUTCFullYear(), openAt.getUTCMonth() + 1, 1);
}
