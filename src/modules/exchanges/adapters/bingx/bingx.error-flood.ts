import type { Clock } from '@/kernel/clock';
import type { RateLedger } from '@/modules/exchanges/rate-windows/rate-ledger';
import { ERRORS_PREFIX } from '@/modules/exchanges/rate-windows/shared-rate-windows.port';

/** BingX blocks an API after more than 20 errors of one code within this window. */
const WINDOW_MS = 480_000;
/**
 * So many errors we make at most. Entries stop well before. Reads go on for longer: they say what became of orders, and
 * the circuit breaker spaces those that fail in a row. The rest is for what closes and protects.
 */
const MOST_ERRORS = { entry: 10, read: 18 } as const;

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

  /** When requests of a rank may go to the endpoint again; null when they may go now. */
  heldUntil(endpoint: string, rank: keyof typeof MOST_ERRORS): Date | null {
    const now = this.clock.monotonicMs();
    const ends = this.ledger
      .countedKeys(`${ERRORS_PREFIX}${endpoint}|`)
      .map((key) => this.ledger.countedAtMost(key, MOST_ERRORS[rank] - 1) ?? now);
    const end = Math.max(now, ...ends);
    return end <= now ? null : new Date(this.clock.now().getTime() + Math.ceil(end - now));
  }
}
