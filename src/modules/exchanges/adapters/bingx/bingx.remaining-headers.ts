import type { Clock } from '@/kernel/clock';

export type AnswerHeaders = Readonly<Record<string, string>>;

const LONGEST_WINDOW_MS = 5 * 60_000;

interface Cap {
  left: number;
  readonly until: number;
}

/**
 * What BingX's headers say of its own counters. They only ever lower what we allow ourselves: somebody else may use the
 * same account, but an answer that was overtaken by others knows less than we do.
 */
export class RemainingHeaders {
  private readonly caps = new Map<string, Cap>();
  private readonly underWay = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  sent(key: string): void {
    this.underWay.set(key, (this.underWay.get(key) ?? 0) + 1);
    const cap = this.current(key);
    if (cap !== null) cap.left = Math.max(0, cap.left - 1);
  }

  ended(key: string): void {
    const count = (this.underWay.get(key) ?? 1) - 1;
    if (count <= 0) this.underWay.delete(key);
    else this.underWay.set(key, count);
  }

  /** To be called after {@link ended} of the request that was answered. */
  learn(key: string, headers: AnswerHeaders): void {
    const remain = wholeNumber(headers['x-ratelimit-requests-remain']);
    const expiry = this.expiryMs(headers);
    if (remain === null || expiry === null) return;
    // Those under way may not have been counted yet.
    const left = Math.max(0, remain - (this.underWay.get(key) ?? 0));
    const known = this.current(key);
    const until = this.clock.monotonicMs() + expiry;
    if (known === null) this.caps.set(key, { left, until });
    else
      this.caps.set(key, { left: Math.min(left, known.left), until: Math.max(until, known.until) });
  }

  /** Requests that BingX has left; null when its headers say nothing of the present. */
  left(key: string): number | null {
    return this.current(key)?.left ?? null;
  }

  /** When BingX begins to count anew; null when not known. */
  until(key: string): number | null {
    return this.current(key)?.until ?? null;
  }

  /** `X-RateLimit-Requests-Expire` as a duration. */
  expiryMs(headers: AnswerHeaders): number | null {
    const expire = wholeNumber(headers['x-ratelimit-requests-expire']);
    if (expire === null) return null;
    // Seen as a duration; a value this large can only be an epoch time.
    const ms = expire > 1e12 ? expire - this.clock.now().getTime() : expire;
    return Math.min(LONGEST_WINDOW_MS, Math.max(0, ms));
  }

  private current(key: string): Cap | null {
    const cap = this.caps.get(key);
    if (cap === undefined) return null;
    if (cap.until > this.clock.monotonicMs()) return cap;
    this.caps.delete(key);
    return null;
  }
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number.parseInt(text, 10) : null;
}
