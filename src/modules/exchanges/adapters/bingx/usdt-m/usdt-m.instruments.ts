import { instrumentText, type Instrument } from '@/kernel/instrument';
import type { InstrumentSource } from '@/modules/exchanges/venue.port';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import { toInstrumentRules } from './usdt-m.mapper';
import { notUnderstood, rowsOf } from './usdt-m.wire';

const FRESH_MS = 5 * 60_000;
/** Rules that could not be renewed are better than no close, for this long. */
const USABLE_MS = 24 * 3_600_000;

interface Loaded {
  readonly rules: ReadonlyMap<string, InstrumentRules>;
  readonly at: number;
}

/** The contracts of the host, kept for five minutes: the demo host has other steps than the live one. */
export class UsdtMInstruments implements InstrumentSource {
  private loaded: Loaded | null = null;
  private isStale = false;
  private loading: Promise<Loaded> | null = null;

  constructor(private readonly context: UsdtMContext) {}

  async list(): Promise<readonly InstrumentRules[]> {
    return [...(await this.current()).values()];
  }

  async find(instrument: Instrument): Promise<InstrumentRules | null> {
    return (await this.current()).get(instrumentText(instrument)) ?? null;
  }

  /** BingX contradicted what we hold: ask again at the next look. */
  expire(): void {
    this.isStale = true;
  }

  private async current(): Promise<ReadonlyMap<string, InstrumentRules>> {
    const held = this.loaded;
    const age =
      held === null ? Number.POSITIVE_INFINITY : this.context.clock.monotonicMs() - held.at;
    if (held !== null && age < FRESH_MS && !this.isStale) return held.rules;
    try {
      this.loading ??= this.load().finally(() => {
        this.loading = null;
      });
      return (await this.loading).rules;
    } catch (error) {
      if (held === null || age > USABLE_MS) throw error;
      return held.rules;
    }
  }

  private async load(): Promise<Loaded> {
    const { client, clock } = this.context;
    const data = await client.read({
      endpoint: USDT_M.contracts,
      params: {},
      credentials: null,
      priority: 'read',
    });
    const rules = new Map<string, InstrumentRules>();
    for (const row of rowsOf(data, 'contracts')) {
      const rule = toInstrumentRules(row);
      if (rule !== null) rules.set(instrumentText(rule.instrument), rule);
    }
    if (rules.size === 0) throw notUnderstood('no contract is listed');
    this.loaded = { rules, at: clock.monotonicMs() };
    this.isStale = false;
    return this.loaded;
  }
}
