import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { Instrument } from '@/kernel/instrument';
import { isMarketVenueId, type MarketVenueId } from '@/kernel/venue-id';
import { shippedInstruments } from '@/modules/exchanges/adapters/paper/shipped-instruments';
import { MARKET_VENUES } from '@/modules/exchanges/market-venues';
import { MarketReach, withinMs } from '@/modules/exchanges/market-reach';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { AFTER_START_MS } from '@/platform/worker/polling-worker';

/** The instruments of one market, and whether the exchange said so or the list that ships with the project. */
export interface InstrumentList {
  readonly rules: readonly InstrumentRules[];
  readonly source: 'exchange' | 'shipped';
}

const LIMIT_MS = 1_500;
const KEPT_MS = 600_000;

interface Known {
  readonly readAt: number;
  readonly rules: readonly InstrumentRules[];
  readonly byPair: ReadonlyMap<string, InstrumentRules>;
}

const pairOf = (instrument: Pick<Instrument, 'base' | 'quote'>): string =>
  `${instrument.base}-${instrument.quote}`;

/**
 * What the markets ask of an order, kept for ten minutes. An exchange that can not be reached leaves what it said
 * last, and before it ever answered, the list that ships with the project.
 */
@Injectable()
export class InstrumentsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly known = new Map<MarketVenueId, Known>();
  private readonly reading = new Map<MarketVenueId, Promise<void>>();
  private readAhead: NodeJS.Timeout | null = null;

  constructor(
    @Inject(MARKET_VENUES) private readonly venues: readonly Venue[],
    private readonly reach: MarketReach,
    private readonly clock: Clock,
  ) {}

  /**
   * Reads ahead in the background, a moment after the start, so that an alarm finds the answer there. One that comes
   * earlier reads for itself: nothing is decided without the instrument.
   */
  onApplicationBootstrap(): void {
    this.readAhead = setTimeout(() => {
      for (const venue of this.venues) if (isMarketVenueId(venue.id)) void this.refreshed(venue.id);
    }, AFTER_START_MS);
  }

  beforeApplicationShutdown(): void {
    if (this.readAhead !== null) clearTimeout(this.readAhead);
  }

  async list(market: MarketVenueId): Promise<InstrumentList> {
    const known = await this.refreshed(market);
    return known === null
      ? { rules: shippedInstruments(market), source: 'shipped' }
      : { rules: known.rules, source: 'exchange' };
  }

  /** Null when the market does not know the instrument. */
  async find(instrument: Instrument): Promise<InstrumentRules | null> {
    const known = await this.refreshed(instrument.market);
    if (known !== null) return known.byPair.get(pairOf(instrument)) ?? null;
    const pair = pairOf(instrument);
    return (
      shippedInstruments(instrument.market).find((rules) => pairOf(rules.instrument) === pair) ??
      null
    );
  }

  private async refreshed(market: MarketVenueId): Promise<Known | null> {
    const known = this.known.get(market) ?? null;
    const isFresh = known !== null && this.clock.monotonicMs() - known.readAt < KEPT_MS;
    if (isFresh || this.reach.isUnreachable(market)) return known;
    let reading = this.reading.get(market);
    if (reading === undefined) {
      reading = this.read(market).finally(() => this.reading.delete(market));
      this.reading.set(market, reading);
    }
    // What is only old serves this time, while the new answer is on its way.
    if (known !== null) return known;
    await reading;
    return this.known.get(market) ?? null;
  }

  /** Never rejects. An answer that comes after the time limit is used the next time. */
  private async read(market: MarketVenueId): Promise<void> {
    const venue = this.venues.find(({ id }) => id === market);
    if (venue === undefined) return;
    const answer = venue.instruments.list().then((rules) => {
      this.reach.reached(market);
      if (rules.length > 0) this.keep(market, rules);
    });
    try {
      await withinMs(answer, LIMIT_MS);
    } catch (error) {
      this.reach.failed(market, error);
    }
  }

  private keep(market: MarketVenueId, rules: readonly InstrumentRules[]): void {
    const byPair = new Map(rules.map((one) => [pairOf(one.instrument), one]));
    this.known.set(market, { readAt: this.clock.monotonicMs(), rules, byPair });
  }
}
