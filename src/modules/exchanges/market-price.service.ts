import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { readDecimal, ZERO } from '@/kernel/decimal';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import type { VenueId } from '@/kernel/venue-id';
import { MARKET_VENUES, marketVenueOf } from '@/modules/exchanges/market-venues';
import { MarketReach, withinMs } from '@/modules/exchanges/market-reach';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import type { PriceSource, Venue } from '@/modules/exchanges/venue.port';
import type { Kline } from '@/modules/exchanges/venue.types';

/** A price and where it came from: pushed by the exchange, the exchange's ticker, a stored candle, or the alarm itself. */
export interface MarketPrice {
  readonly price: string;
  readonly at: Date;
  readonly source: 'stream' | 'ticker' | 'candle' | 'reference';
}

/** Whoever keeps candles; registered by the klines module, so that exchanges need not know it. */
export interface CandleSource {
  /** Close of the newest candle and the time it speaks of; null when none is kept. */
  lastClose(instrument: Instrument): Promise<{ readonly price: string; readonly at: Date } | null>;
}

/** Told of prices as they are seen; the paper venue matches its resting orders against them. */
export interface PriceListener {
  onPrice(instrument: Instrument, price: string, at: Date): Promise<void>;
  onCandles(instrument: Instrument, candles: readonly Kline[]): Promise<void>;
}

const TICKER_LIMIT_MS = 1_000;
/** Askers within this time share one answer, so that a burst of alarms does not use up the exchange's rate limit. */
const TICKER_REUSE_MS = 200;
/** A candle older than this says nothing about the market of today. */
const CANDLE_MAX_AGE_MS = 86_400_000;

interface AskedTicker {
  readonly askedAt: number;
  readonly answer: Promise<MarketPrice | null>;
}

/** The newest price of an instrument that can be had, and the place where seen prices are passed on. */
@Injectable()
export class MarketPriceService {
  private readonly candleSources: CandleSource[] = [];
  private readonly listeners: PriceListener[] = [];
  private readonly tickers = new Map<string, AskedTicker>();

  constructor(
    @Inject(MARKET_VENUES) private readonly venues: readonly Venue[],
    private readonly reach: MarketReach,
    private readonly clock: Clock,
    private readonly streamed: StreamedPrices,
  ) {}

  registerCandleSource(source: CandleSource): void {
    this.candleSources.push(source);
  }

  registerListener(listener: PriceListener): void {
    this.listeners.push(listener);
  }

  /** Live ticker, else the newest stored candle of the last day, else the given price, else null. */
  async priceOf(
    instrument: Instrument,
    referencePrice: string | null,
  ): Promise<MarketPrice | null> {
    return (
      (await this.live(instrument)) ??
      (await this.lastCandle(instrument)) ??
      this.reference(referencePrice)
    );
  }

  /** What the exchange pushed within five seconds, else its ticker within a second; null when the exchange can not be reached or does not know the instrument. */
  async live(instrument: Instrument): Promise<MarketPrice | null> {
    const venue = marketVenueOf(this.venues, instrument);
    if (venue?.prices === undefined) return null;
    const pushed = this.streamed.fresh(instrument, venue);
    if (pushed !== null) return { price: pushed.price, at: pushed.at, source: 'stream' };
    if (this.reach.isUnreachable(venue.id)) return null;
    const key = instrumentText(instrument);
    const now = this.clock.monotonicMs();
    const asked = this.tickers.get(key);
    if (asked !== undefined && now - asked.askedAt < TICKER_REUSE_MS) return asked.answer;
    const answer = this.ask(venue.id, venue.prices, instrument);
    this.tickers.set(key, { askedAt: now, answer });
    return answer;
  }

  /**
   * A price seen elsewhere, such as in an alarm. It moves paper orders only while the exchange itself can not be
   * asked: a chart of another exchange must not trigger a stop that the real market never reached.
   */
  async observe(instrument: Instrument, price: string, at: Date): Promise<void> {
    const value = readDecimal(price);
    if (value === null || !value.gt(ZERO) || (await this.live(instrument)) !== null) return;
    await this.publish(instrument, price, at);
  }

  /** A price that the exchange itself gave. */
  async publish(instrument: Instrument, price: string, at: Date): Promise<void> {
    for (const listener of this.listeners) await listener.onPrice(instrument, price, at);
  }

  /** Candles of one instrument, ascending by open time. */
  async publishCandles(instrument: Instrument, candles: readonly Kline[]): Promise<void> {
    for (const listener of this.listeners) await listener.onCandles(instrument, candles);
  }

  private async ask(
    venue: VenueId,
    prices: PriceSource,
    instrument: Instrument,
  ): Promise<MarketPrice | null> {
    try {
      const ticker = await withinMs(prices.ticker(instrument), TICKER_LIMIT_MS);
      this.reach.reached(venue);
      const price = readDecimal(ticker.price);
      return price === null || !price.gt(ZERO)
        ? null
        : { price: ticker.price, at: ticker.at, source: 'ticker' };
    } catch (error) {
      this.reach.failed(venue, error);
      return null;
    }
  }

  private async lastCandle(instrument: Instrument): Promise<MarketPrice | null> {
    const oldest = this.clock.now().getTime() - CANDLE_MAX_AGE_MS;
    for (const source of this.candleSources) {
      // A broken candle store must not stop a close; the next source is asked.
      const close = await source.lastClose(instrument).catch(() => null);
      if (close !== null && close.at.getTime() >= oldest) return { ...close, source: 'candle' };
    }
    return null;
  }

  private reference(price: string | null): MarketPrice | null {
    const value = price === null ? null : readDecimal(price);
    if (price === null || value === null || !value.gt(ZERO)) return null;
    return { price, at: this.clock.now(), source: 'reference' };
  }
}
