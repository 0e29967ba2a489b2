import type { Clock } from '@/kernel/clock';

/** BingX blocks an API after more than 20 errors of one code within this window. We stop well before. */
const WINDOW_MS = 480_000;
const MOST_ERRORS = 10;

/**
 * Counts refusals of one code on one trading endpoint. When they pile up, new entries are held back here, because a
 * block by BingX would hit the closes on the same endpoint as well.
 */
export class BingxErrorFlood {
  private readonly seen = new Map<string, { code: string; at: number }[]>();

  constructor(private readonly clock: Clock) {}

  record(endpoint: string, code: string): void {
    const recent = [...this.recent(endpoint), { code, at: this.clock.monotonicMs() }];
    this.seen.set(endpoint, recent.slice(-50));
  }

  /** When entries may go to the endpoint again; null when they may go now. */
  heldUntil(endpoint: string): Date | null {
    const recent = this.recent(endpoint);
    const newest = recent.at(-1);
    if (newest === undefined) return null;
    const same = recent.filter((error) => error.code === newest.code);
    const oldest = same[same.length - MOST_ERRORS];
    if (oldest === undefined) return null;
    const waitMs = oldest.at + WINDOW_MS - this.clock.monotonicMs();
    return new Date(this.clock.now().getTime() + waitMs);
  }

  private recent(endpoint: string): { code: string; at: number }[] {
    const since = this.clock.monotonicMs() - WINDOW_MS;
    return (this.seen.get(endpoint) ?? []).filter((error) => error.at > since);
  }
}
