const MAX_PAUSE_MS = 600_000;
const MINUTE_MS = 60_000;

/**
 * Pause before the next attempt in milliseconds: doubles from `firstMs` up to ten minutes, between half of it and all
 * of it by `chance` (0 to 1), so that many senders do not come back together. `askedMs` is what the other side asked for.
 */
export function retryPauseMs(
  attempts: number,
  firstMs: number,
  chance: number,
  askedMs: number | null,
): number {
  const whole = Math.min(firstMs * 2 ** Math.min(Math.max(attempts, 1) - 1, 20), MAX_PAUSE_MS);
  const pause = Math.round(whole / 2 + (whole / 2) * chance);
  return Math.max(pause, Math.min(askedMs ?? 0, MAX_PAUSE_MS));
}

/** How messages that are due go out now. */
export type FloodPlan = 'each' | 'summary' | 'wait';

/**
 * Keeps a channel to `perMinute` single messages within any minute. What is more becomes one summary, at most one a
 * minute; until the next may go, messages wait for it.
 */
export class FloodGate {
  private sentAtMs: number[] = [];
  private summaryAtMs = -Infinity;

  constructor(private readonly perMinute: number) {}

  plan(due: number, nowMs: number): FloodPlan {
    this.sentAtMs = this.sentAtMs.filter((at) => nowMs - at < MINUTE_MS);
    if (due <= this.perMinute - this.sentAtMs.length) return 'each';
    return nowMs - this.summaryAtMs < MINUTE_MS ? 'wait' : 'summary';
  }

  /** One went out. */
  sent(what: 'message' | 'summary', nowMs: number): void {
    this.sentAtMs.push(nowMs);
    if (what === 'summary') this.summaryAtMs = nowMs;
  }
}
