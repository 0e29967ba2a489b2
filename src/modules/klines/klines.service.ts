import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { Instrument } from '@/kernel/instrument';
import { timeframeMs, type Timeframe } from '@/kernel/timeframe';
import { MarketPriceService, type CandleSource } from '@/modules/exchanges/market-price.service';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Kline } from '@/modules/exchanges/venue.types';
import { BackfillTooLargeError, EmptySpanError } from '@/modules/klines/klines.errors';
import { KlinesRepository } from '@/modules/klines/klines.repository';

/** Most candles that one request to an exchange gives, and that one list shows. */
export const MOST_AT_ONCE = 1_440;
/** Most candles of one back-fill: ten requests to the exchange. */
export const MOST_IN_BACKFILL = 10 * MOST_AT_ONCE;
/** A month is counted short, so that a page never holds too many. */
const MONTH_MS = 28 * 86_400_000;

/** Candles: kept, listed, fetched. Also tells the exchanges module what the last close was. */
@Injectable()
export class KlinesService implements CandleSource, OnModuleInit {
  constructor(
    private readonly klines: KlinesRepository,
    private readonly venues: VenueRegistry,
    private readonly prices: MarketPriceService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.prices.registerCandleSource(this);
  }

  /** Keeps candles, replacing those of the same moments, and lets paper orders see the recent ones. */
  async record(
    instrument: Instrument,
    timeframe: Timeframe,
    candles: readonly Kline[],
  ): Promise<void> {
    await this.klines.save(instrument, timeframe, candles, this.clock.now());
    await this.prices.publishCandles(instrument, candles);
  }

  /** Ascending by open time, `to` exclusive; the newest ones when there are more than `limit`. */
  list(
    instrument: Instrument,
    timeframe: Timeframe,
    span: { readonly from: Date | null; readonly to: Date | null },
    limit: number,
  ): Promise<readonly Kline[]> {
    const to = span.to ?? new Date(this.clock.now().getTime() + 1);
    return this.klines.list(instrument, timeframe, span.from, to, Math.min(limit, MOST_AT_ONCE));
  }

  /** Close of the newest candle, whatever its timeframe, and the latest moment that it can speak of. */
  async lastClose(
    instrument: Instrument,
  ): Promise<{ readonly price: string; readonly at: Date } | null> {
    const newest = await this.klines.newest(instrument);
    if (newest === null) return null;
    const closesAt = newest.openAt.getTime() + (timeframeMs(newest.timeframe) ?? MONTH_MS);
    return { price: newest.close, at: new Date(Math.min(closesAt, newest.recordedAt.getTime())) };
  }

  /**
   * Fetches candles from the instrument's own market and keeps them. Throws VenueCapabilityMissingError,
   * BackfillTooLargeError or EmptySpanError before asking; a page that fails leaves the pages before it kept.
   */
  async backfill(
    instrument: Instrument,
    timeframe: Timeframe,
    from: Date,
    to: Date,
  ): Promise<number> {
    const source = this.venues.get(instrument.market).klines;
    if (source === undefined) throw new VenueCapabilityMissingError(instrument.market, 'candles');
    if (from.getTime() >= to.getTime()) throw new EmptySpanError();
    const step = timeframeMs(timeframe) ?? MONTH_MS;
    const asked = Math.ceil((to.getTime() - from.getTime()) / step);
    if (asked > MOST_IN_BACKFILL) throw new BackfillTooLargeError(asked, MOST_IN_BACKFILL);
    let kept = 0;
    for (let start = from.getTime(); start < to.getTime(); start += step * MOST_AT_ONCE) {
      const end = Math.min(start + step * MOST_AT_ONCE, to.getTime());
      const candles = await source.fetch({
        instrument,
        timeframe,
        from: new Date(start),
        to: new Date(end),
      });
      await this.record(instrument, timeframe, candles);
      kept += candles.length;
    }
    return kept;
  }
}
