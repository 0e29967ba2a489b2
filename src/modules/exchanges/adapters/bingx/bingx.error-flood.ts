import type { Clock } from '@/kernel/clock';
import type { RateLedger } from '@/modules/exchanges/rate-windows/rate-ledger';
import { ERRORS_PREFIX } from '@/modules/exchanges/rate-windows/shared-rate-windows.port';

/** BingX blocks an API after more than 20 errors of one code within this window. We stop well before. */
const WINDOW_MS = 480_000;
const MOST_ERRORS = 10;

/**
 * Counts errors of one code on one endpoint of an account, on all instances together. When they pile up, new entries
 * and reads are held back here, because a block by BingX would hit the closes on the same endpoint as well.
 */
export class BingxErrorFlood {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: RateLedger,
  ) {}

  record(endpoint: string, code: string): void {
    this.ledger.count(`${ERRORS_PREFIX}${endpoint}|${code}`, WINDOW_MS);
  }

  /** When entries may go to the endpoint again; null when they may go now. */
  heldUntil(endpoint: string): Date | null {
    const now = this.clock.monotonicMs();
    const ends = this.ledger
      .countedKeys(`${ERRORS_PREFIX}${endpoint}|`)
      .map((key) => this.ledger.countedAtMost(key, MOST_ERRORS - 1) ?? now);
    const end = Math.max(now, ...ends);
    return end <= now ? null : new Date(this.clock.now().getTime() + Math.ceil(end - now));
  }
}
