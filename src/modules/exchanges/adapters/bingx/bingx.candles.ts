import { timeframeMs, type Timeframe } from '@/kernel/timeframe';
import type { VenueId } from '@/kernel/venue-id';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import type { Kline, KlineRequest } from '@/modules/exchanges/venue.types';
import type { BingxClock } from './bingx.clock';
import { amount, amountOf, notUnderstood, timeOf, type Wire } from './bingx.wire';

/** The candle lengths of the perpetual products and of Spot's REST side, which call them as we do. */
export const INTERVALS: ReadonlySet<string> = new Set(
  '1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' '),
);
/** Only for the size of a page; months are as long as the calendar says. */
const LONGEST_MONTH_MS = 31 * 86_400_000;

export interface CandlePages {
  readonly venue: VenueId;
  readonly time: BingxClock;
  /** The most that one answer holds; asking for more is an error. */
  readonly pageSize: number;
  /** Reads the candles between two times in epoch milliseconds, in any order. */
  readonly page: (start: number, end: number, now: Date) => Promise<readonly Kline[]>;
}

/**
 * Candles by opening time, `from` inclusive and `to` exclusive, ascending. Whether BingX's bounds are inclusive is not
 * documented: pages may overlap by a candle, and repeats fall out here.
 */
export async function readCandles(
  request: KlineRequest,
  { venue, time, pageSize, page }: CandlePages,
): Promise<readonly Kline[]> {
  if (!INTERVALS.has(request.timeframe)) {
    throw new VenueCapabilityMissingError(venue, `candles of ${request.timeframe}`);
  }
  const stepMs = timeframeMs(request.timeframe) ?? LONGEST_MONTH_MS;
  const found = new Map<number, Kline>();
  await time.keepFresh();
  const now = time.now();
  const end = Math.min(request.to.getTime(), now.getTime());
  for (let start = request.from.getTime(); start < end; start += pageSize * stepMs) {
    for (const kline of await page(start, Math.min(end, start + pageSize * stepMs), now)) {
      const openMs = kline.openAt.getTime();
      if (openMs >= request.from.getTime() && openMs < request.to.getTime())
        found.set(openMs, kline);
    }
  }
  return [...found.entries()].sort(([a], [b]) => a - b).map(([, kline]) => kline);
}

/** When a candle ends, in epoch milliseconds; it is final once the server's clock has passed that. */
function endOfCandle(openAt: Date, timeframe: Timeframe): number {
  const length = timeframeMs(timeframe);
  if (length !== null) return openAt.getTime() + length;
  return Date.UTC(openAt.getUTCFullYear(), openAt.getUTCMonth() + 1, 1);
}

/** One candle by its fields, whatever a product calls them. It is final once the server's clock has passed its end. */
export function candleOf(
  fields: Readonly<Record<'time' | 'open' | 'high' | 'low' | 'close' | 'volume', Wire>>,
  timeframe: Timeframe,
  now: Date,
): Kline {
  const openAt = timeOf(fields.time);
  if (openAt === null) throw notUnderstood('a candle without time');
  return {
    openAt,
    open: amount(fields.open, 'open'),
    high: amount(fields.high, 'high'),
    low: amount(fields.low, 'low'),
    close: amount(fields.close, 'close'),
    volume: amountOf(fields.volume, 'volume') ?? '0',
    isFinal: endOfCandle(openAt, timeframe) <= now.getTime(),
  };
}
