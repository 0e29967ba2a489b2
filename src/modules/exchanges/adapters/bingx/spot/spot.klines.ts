import { timeframeMs } from '@/kernel/timeframe';
import type { KlineSource } from '@/modules/exchanges/venue.port';
import type { Kline, KlineRequest } from '@/modules/exchanges/venue.types';
import { readCandles } from '../bingx.candles';
import type { BingxEndpoint } from '../bingx.client';
import { isJsonArray, type JsonValue } from '../bingx.json';
import { notUnderstood } from '../bingx.wire';
import { symbolOf, VENUE, type SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { listIn } from './spot.lists';
import { toKline } from './spot.mapper';

/** The most that both endpoints give at once. */
const PAGE = 500;

/** Candles by opening time, `from` inclusive and `to` exclusive, on the UTC calendar. */
export class SpotKlines implements KlineSource {
  constructor(private readonly context: SpotContext) {}

  fetch(request: KlineRequest): Promise<readonly Kline[]> {
    return readCandles(request, {
      venue: VENUE,
      time: this.context.sessions.market.time,
      pageSize: PAGE,
      page: async (start, end, now) => {
        const newer = await this.rows(SPOT.klines, request, start, end);
        // What the first endpoint does not keep any more, the one for the past may.
        const rows =
          newer.length > 0 || isRecent(request, end, now)
            ? newer
            : await this.rows(SPOT.olderKlines, request, start, end);
        return rows.map((row) => toKline(row, request.timeframe, now));
      },
    });
  }

  private async rows(
    endpoint: BingxEndpoint,
    request: KlineRequest,
    start: number,
    end: number,
  ): Promise<readonly JsonValue[]> {
    const { market } = this.context.sessions;
    const result = await market.readResult({
      endpoint,
      params: {
        symbol: symbolOf(request.instrument),
        interval: request.timeframe,
        // The lower bound is exclusive.
        startTime: String(start - 1),
        endTime: String(end),
        limit: String(PAGE),
        // Without it days begin at 16:00 UTC.
        timeZone: '0',
      },
      credentials: null,
      priority: 'read',
    });
    const data = listIn(market, endpoint, result);
    if (data === null) return [];
    if (!isJsonArray(data)) throw notUnderstood('candles are not a list');
    return data;
  }
}

/** Whether a stretch without candles ends so lately that the first endpoint must know of it. */
function isRecent({ timeframe }: KlineRequest, end: number, now: Date): boolean {
  const step = timeframeMs(timeframe) ?? 31 * 86_400_000;
  return end > now.getTime() - PAGE * step;
}
