import type { Clock } from '@/kernel/clock';

/** Who goes first when requests wait for the same endpoint: what protects money, then entries, then reads. */
export const PRIORITIES = ['protect', 'entry', 'read'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A request limit: so many per window. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

export type Permit =
  { readonly granted: true } | { readonly granted: false; readonly retryAt: Date };

interface Waiter {
  readonly priority: Priority;
  readonly deadline: number;
  readonly settle: (permit: Permit) => void;
}

interface Bucket {
  readonly limit: RateLimit;
  tokens: number;
  refilledAt: number;
  pausedUntil: number;
  waiters: Waiter[];
  timer: NodeJS.Timeout | null;
  strikes: number;
}

/** Consecutive 429 answers without a stated end wait this long, doubling, up to BingX's five minutes. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A waiter this far beyond its time belongs to a caller who gave up while the process was paused. */
const GIVEN_UP_MS = 250;

/**
 * One token bucket per endpoint and account, fed by what BingX says about its own counters. A request that would have
 * to wait longer than it is worth is refused here, unsent, with the time at which it may be tried.
 */
export class BingxRateBudget {
  private readonly buckets = new Map<string, Bucket>();
  private allPausedUntil = 0;

  constructor(private readonly clock: Clock) {}

  /** Resolves when the request may go, or at once with a refusal when it would wait more than `maxWaitMs`. */
  async acquire(
    key: string,
    limit: RateLimit,
    priority: Priority,
    maxWaitMs: number,
  ): Promise<Permit> {
    const bucket = this.bucketOf(key, limit);
    const now = this.clock.monotonicMs();
    const pausedFor = Math.max(bucket.pausedUntil, this.allPausedUntil) - now;
    if (pausedFor > maxWaitMs) return this.refusal(pausedFor);
    return new Promise<Permit>((settle) => {
      bucket.waiters.push({ priority, deadline: now + maxWaitMs, settle });
      this.serve(bucket);
    });
  }

  /** Learns from `X-RateLimit-Requests-Remain` and `-Expire` (milliseconds until the window ends). */
  learn(key: string, headers: Readonly<Record<string, string>>): void {
    const bucket = this.buckets.get(key);
    const remain = wholeNumber(headers['x-ratelimit-requests-remain']);
    if (bucket === undefined || remain === null) return;
    bucket.strikes = 0;
    this.refill(bucket);
    bucket.tokens = Math.min(bucket.tokens, remain);
    const expire = this.expiryMs(headers);
    if (remain === 0 && expire !== null) this.pauseFor(bucket, expire);
  }

  /**
   * After a 429 or a limit text: nothing more for this endpoint until then. Without a stated time the header counts,
   * else a growing pause. Gives back the end of the pause.
   */
  pause(key: string, until: Date | null, headers: Readonly<Record<string, string>> = {}): Date {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return until ?? this.clock.now();
    bucket.strikes += 1;
    const backOff = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (bucket.strikes - 1));
    const statedMs =
      until === null ? this.expiryMs(headers) : until.getTime() - this.clock.now().getTime();
    this.pauseFor(bucket, statedMs ?? backOff);
    return new Date(this.clock.now().getTime() + (statedMs ?? backOff));
  }

  /** After a 403 or 418: nothing at all from this address for a while. */
  pauseAll(ms: number): void {
    this.allPausedUntil = Math.max(this.allPausedUntil, this.clock.monotonicMs() + ms);
  }

  /** Refuses whoever still waits; for shutdown. */
  close(): void {
    for (const bucket of this.buckets.values()) {
      if (bucket.timer !== null) clearTimeout(bucket.timer);
      bucket.timer = null;
      for (const waiter of bucket.waiters.splice(0)) waiter.settle(this.refusal(0));
    }
  }

  private bucketOf(key: string, limit: RateLimit): Bucket {
    const known = this.buckets.get(key);
    if (known !== undefined) return known;
    const bucket: Bucket = {
      limit,
      tokens: limit.requests,
      refilledAt: this.clock.monotonicMs(),
      pausedUntil: 0,
      waiters: [],
      timer: null,
      strikes: 0,
    };
    this.buckets.set(key, bucket);
    return bucket;
  }

  private refill(bucket: Bucket): void {
    const now = this.clock.monotonicMs();
    const gained = ((now - bucket.refilledAt) * bucket.limit.requests) / bucket.limit.perMs;
    bucket.tokens = Math.min(bucket.limit.requests, bucket.tokens + gained);
    bucket.refilledAt = now;
  }

  /** Gives tokens to the waiters in order of priority, drops those whose time is up and sets the next look. */
  private serve(bucket: Bucket): void {
    this.refill(bucket);
    const now = this.clock.monotonicMs();
    const blockedFor = Math.max(bucket.pausedUntil, this.allPausedUntil) - now;
    // A process that was paused wakes with waiters whose callers gave up: theirs must not be sent now.
    this.dropLate(bucket, now - GIVEN_UP_MS, blockedFor);
    bucket.waiters.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
    while (blockedFor <= 0 && bucket.tokens >= 1 && bucket.waiters.length > 0) {
      bucket.tokens -= 1;
      bucket.waiters.shift()?.settle({ granted: true });
    }
    const perToken = bucket.limit.perMs / bucket.limit.requests;
    const nextIn = Math.max(blockedFor, (1 - bucket.tokens) * perToken, 1);
    this.dropLate(bucket, now + nextIn, nextIn);
    if (bucket.waiters.length > 0 && bucket.timer === null) {
      bucket.timer = setTimeout(() => {
        bucket.timer = null;
        this.serve(bucket);
      }, Math.ceil(nextIn));
    }
  }

  private dropLate(bucket: Bucket, atMs: number, waitMs: number): void {
    const late = bucket.waiters.filter((waiter) => waiter.deadline < atMs);
    if (late.length === 0) return;
    bucket.waiters = bucket.waiters.filter((waiter) => !late.includes(waiter));
    for (const waiter of late) waiter.settle(this.refusal(Math.max(waitMs, 0)));
  }

  private pauseFor(bucket: Bucket, ms: number): void {
    bucket.pausedUntil = Math.max(bucket.pausedUntil, this.clock.monotonicMs() + ms);
  }

  private expiryMs(headers: Readonly<Record<string, string>>): number | null {
    const expire = wholeNumber(headers['x-ratelimit-requests-expire']);
    if (expire === null) return null;
    // Seen as a duration; a value this large can only be an epoch time.
    const ms = expire > 1e12 ? expire - this.clock.now().getTime() : expire;
    return Math.min(LONGEST_PAUSE_MS, Math.max(0, ms));
  }

  private refusal(waitMs: number): Permit {
    return { granted: false, retryAt: new Date(this.clock.now().getTime() + Math.ceil(waitMs)) };
  }
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number.parseInt(text, 10) : null;
}
