import type { Clock } from '@/kernel/clock';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import type { InstrumentSource } from '@/modules/exchanges/venue.port';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { BingxClient } from './bingx.client';
import type { BingxSessions } from './bingx.sessions';
import { notUnderstood } from './bingx.wire';

const FRESH_MS = 5 * 60_000;
/** Rules that could not be renewed are better than no close, for this long. */
const USABLE_MS = 24 * 3_600_000;

interface Loaded {
  readonly rules: ReadonlyMap<string, InstrumentRules>;
  readonly at: number;
}

/** What one host lists, and the question that is under way. */
interface Shelf {
  loaded: Loaded | null;
  isStale: boolean;
  loading: Promise<Loaded> | null;
}

/** The instruments of one product, kept for five minutes per host: the demo host has other steps than the live one. */
export class BingxInstruments implements InstrumentSource {
  private readonly shelves = new Map<BingxClient, Shelf>();

  constructor(
    private readonly sessions: BingxSessions,
    private readonly clock: Clock,
    /** Asks the host for all of them; never an empty list. */
    private readonly ask: (client: BingxClient) => Promise<readonly InstrumentRules[]>,
  ) {}

  async list(): Promise<readonly InstrumentRules[]> {
    return [...(await this.current(this.sessions.market)).values()];
  }

  /** As the account's own host lists it; as the host of the settings does when no account is named. */
  async find(instrument: Instrument, account?: string): Promise<InstrumentRules | null> {
    const client =
      account === undefined ? this.sessions.market : (await this.sessions.open(account)).client;
    return (await this.current(client)).get(instrumentText(instrument)) ?? null;
  }

  /** BingX contradicted what we hold: ask again at the next look. */
  expire(): void {
    for (const shelf of this.shelves.values()) shelf.isStale = true;
  }

  private async current(client: BingxClient): Promise<ReadonlyMap<string, InstrumentRules>> {
    const shelf = this.shelfOf(client);
    const held = shelf.loaded;
    const age = held === null ? Number.POSITIVE_INFINITY : this.clock.monotonicMs() - held.at;
    if (held !== null && age < FRESH_MS && !shelf.isStale) return held.rules;
    try {
      shelf.loading ??= this.load(client, shelf).finally(() => {
        shelf.loading = null;
      });
      return (await shelf.loading).rules;
    } catch (error) {
      if (held === null || age > USABLE_MS) throw error;
      return held.rules;
    }
  }

  private async load(client: BingxClient, shelf: Shelf): Promise<Loaded> {
    const listed = await this.ask(client);
    if (listed.length === 0) throw notUnderstood('no instrument is listed');
    const rules = new Map(listed.map((rule) => [instrumentText(rule.instrument), rule]));
    shelf.loaded = { rules, at: this.clock.monotonicMs() };
    shelf.isStale = false;
    return shelf.loaded;
  }

  private shelfOf(client: BingxClient): Shelf {
    const known = this.shelves.get(client);
    if (known !== undefined) return known;
    const shelf: Shelf = { loaded: null, isStale: false, loading: null };
    this.shelves.set(client, shelf);
    return shelf;
  }
}
