import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { decimal, Decimal } from '@/kernel/decimal';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import { PaperMatcher } from '@/modules/exchanges/adapters/paper/paper-matcher';
import type { Observation } from '@/modules/exchanges/adapters/paper/paper-matching';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import { HttpSettings } from '@/platform/settings/http.settings';

/** Resting orders are matched at most this often; the ticks in between count with their highest and lowest. */
const EVERY_MS = 250;

interface Pending {
  readonly instrument: Instrument;
  seen: Observation | null;
  isBusy: boolean;
}

/**
 * Shows streamed prices to resting paper orders. Only instruments that the ticker loop watches are matched, because a
 * look at the book costs the database something and most ticks are of instruments where nothing rests.
 */
@Injectable()
export class PaperTicks implements OnApplicationBootstrap {
  private readonly pending = new Map<string, Pending>();
  private isStopped = false;

  constructor(
    private readonly matcher: PaperMatcher,
    private readonly streamed: StreamedPrices,
    private readonly http: HttpSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(PaperTicks.name);
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE === 'api') return;
    this.streamed.onTick((instrument, price, at) => {
      this.take(instrument, price, at);
    });
  }

  /** The instruments with resting orders or positions, as of now. */
  follow(instruments: readonly Instrument[]): void {
    const keys = new Set(instruments.map(instrumentText));
    for (const key of this.pending.keys()) if (!keys.has(key)) this.pending.delete(key);
    for (const instrument of instruments) {
      const key = instrumentText(instrument);
      if (!this.pending.has(key)) this.pending.set(key, { instrument, seen: null, isBusy: false });
    }
  }

  stop(): void {
    this.isStopped = true;
  }

  private take(instrument: Instrument, price: string, at: Date): void {
    const pending = this.pending.get(instrumentText(instrument));
    if (pending === undefined || this.isStopped) return;
    pending.seen = widened(pending.seen, decimal(price), at);
    if (!pending.isBusy) void this.match(pending);
  }

  /** One at a time per instrument; what comes meanwhile is matched next. */
  private async match(pending: Pending): Promise<void> {
    pending.isBusy = true;
    while (pending.seen !== null && !this.isStopped) {
      const { seen } = pending;
      pending.seen = null;
      try {
        await this.matcher.advanceTicks(pending.instrument, seen);
      } catch (err) {
        // The next tick and the ticker loop come anyway.
        this.logger.warn(
          { instrument: instrumentText(pending.instrument), err },
          'a tick was lost',
        );
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS).unref());
    }
    pending.isBusy = false;
  }
}

/** What was seen, with one more price. `at` stays the earliest: an order placed since owes nothing to it. */
export function widened(seen: Observation | null, price: Decimal, at: Date): Observation {
  if (seen === null) return { open: price, high: price, low: price, last: price, at };
  return {
    open: seen.open,
    high: Decimal.max(seen.high, price),
    low: Decimal.min(seen.low, price),
    last: price,
    at: seen.at,
  };
}
