import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { MarketEvent, Watch } from '@/modules/exchanges/venue-streams.port';

/** A streamed price older than this is asked for by REST. */
const FRESH_MS = 5_000;
/** Nobody asked for this long: the topic is left. */
const UNWANTED_MS = 15 * 60_000;

/** The newest price that came by itself. */
export interface StreamedPrice {
  readonly price: string;
  /** When it came, by our clock. */
  readonly at: Date;
  readonly atMs: number;
}

/** Told of every price that comes by itself. It must be quick and must not throw. */
export type TickListener = (instrument: Instrument, price: string, at: Date) => void;

interface Wanted {
  readonly watch: Watch;
  newest: StreamedPrice | null;
  askedAtMs: number;
}

/**
 * Prices as the exchange pushes them, of the instruments that somebody asks about: the first question subscribes the
 * topic and is answered by REST, those after it from here.
 */
@Injectable()
export class StreamedPrices implements BeforeApplicationShutdown {
  private readonly wanted = new Map<string, Wanted>();
  private readonly listeners: TickListener[] = [];
  private sweptAtMs = 0;

  constructor(private readonly clock: Clock) {}

  onTick(listener: TickListener): void {
    this.listeners.push(listener);
  }

  /** A price at most 5 s old from a stream that runs; null when it has to be asked for. */
  fresh(instrument: Instrument, venue: Venue): StreamedPrice | null {
    const now = this.clock.monotonicMs();
    const wanted = this.want(instrument, venue, now);
    if (wanted === null || !wanted.watch.isUp) return null;
    const { newest } = wanted;
    return newest !== null && now - newest.atMs <= FRESH_MS ? newest : null;
  }

  beforeApplicationShutdown(): void {
    for (const { watch } of this.wanted.values()) watch.end();
    this.wanted.clear();
  }

  private want(instrument: Instrument, venue: Venue, now: number): Wanted | null {
    const market = venue.streams?.market;
    if (market === undefined) return null;
    const key = instrumentText(instrument);
    let wanted = this.wanted.get(key);
    if (wanted === undefined) {
      const watch = market.watch(
        { kind: 'price', instrument },
        {
          onEvent: (event) => {
            this.take(key, event);
          },
        },
      );
      wanted = { watch, newest: null, askedAtMs: now };
      this.wanted.set(key, wanted);
    }
    wanted.askedAtMs = now;
    this.sweep(now);
    return wanted;
  }

  private take(key: string, event: MarketEvent): void {
    const wanted = this.wanted.get(key);
    if (wanted === undefined || event.kind !== 'price') return;
    const at = this.clock.now();
    wanted.newest = { price: event.price, at, atMs: this.clock.monotonicMs() };
    for (const listener of this.listeners) listener(event.instrument, event.price, at);
  }

  private sweep(now: number): void {
    if (now - this.sweptAtMs < 60_000) return;
    this.sweptAtMs = now;
    for (const [key, { watch, askedAtMs }] of this.wanted) {
      if (now - askedAtMs < UNWANTED_MS) continue;
      watch.end();
      this.wanted.delete(key);
    }
  }
}
