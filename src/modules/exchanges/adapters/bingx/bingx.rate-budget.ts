import type { Clock } from '@/kernel/clock';
import {
  keptFrom,
  RANKS,
  type Allotment,
  type Rank,
} from '@/modules/exchanges/rate-windows/allotment';
import type { RateLedger, Taken } from '@/modules/exchanges/rate-windows/rate-ledger';
import type { WindowRule } from '@/modules/exchanges/rate-windows/rate-window';
import { WHOLE_ADDRESS } from './bingx.limit-groups';
import { RemainingHeaders, type AnswerHeaders } from './bingx.remaining-headers';

export type { RateLimit } from './bingx.limit-groups';
export { RANKS as PRIORITIES };
export type Priority = Rank;

/** What a request needs before it may be sent: the whole address first, then the window that headers speak of. */
export type Windows = readonly [WindowRule, WindowRule, ...WindowRule[]];

/** Leave to send one request. Exactly one of `settle` and `release` has to be called, once. */
export interface Permit {
  readonly granted: true;
  /** It was held up for so long that it must not be sent. */
  isStale(): boolean;
  /** It was answered, or its answer will not be waited for. */
  settle(): void;
  /** It was not sent. */
  release(): void;
}

export interface Refusal {
  readonly granted: false;
  readonly retryAt: Date;
  readonly why: string;
}

interface Waiter {
  readonly id: string;
  readonly rank: Rank;
  readonly windows: Windows;
  readonly deadline: number;
  readonly settle: (permit: Permit | Refusal) => void;
  /** Not asked for before then, and for what. */
  blocked: { readonly key: string; readonly until: number; readonly why: string } | null;
}

/** Consecutive 429 answers without a stated end wait this long, doubling, up to BingX's five minutes. */
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A waiter this far beyond its time belongs to a caller who gave up while the process was paused. */
const GIVEN_UP_MS = 250;
/** When only answers that are still to come can free a place. */
const LOOK_AGAIN_MS = 100;
const MOST_AT_ONCE = 50;
const FULL = 'the request limit of the endpoint is used up';

/**
 * Lets requests go in order of rank as the windows of BingX's limits have places for them. A request that would have to
 * wait longer than it is worth is refused here, unsent, with the time at which it may be tried.
 */
export class BingxRateBudget {
  private waiters: Waiter[] = [];
  private readonly headers: RemainingHeaders;
  private readonly strikes = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private isAsking = false;
  private isClosed = false;
  private made = 0;

  constructor(
    private readonly clock: Clock,
    private readonly ledger: RateLedger,
    /** Begins the ids of this process's requests. */
    private readonly idStart: string,
  ) {
    this.headers = new RemainingHeaders(clock);
    ledger.onChange(() => {
      this.lookAgain();
    });
  }

  /** Resolves when the request may go, or with a refusal once it is clear that it would wait more than `maxWaitMs`. */
  acquire(windows: Windows, rank: Rank, maxWaitMs: number): Promise<Permit | Refusal> {
    const deadline = this.clock.monotonicMs() + maxWaitMs;
    this.made += 1;
    const id = `${this.idStart}${this.made.toString(36)}`;
    return new Promise((settle) => {
      if (this.isClosed) {
        settle(this.refusal(0, 'the service is stopping'));
        return;
      }
      this.waiters.push({ id, rank, windows, deadline, settle, blocked: null });
      this.serve();
    });
  }

  /** Learns from the headers of an answer; `isOk` says that BingX did not complain of too many requests. */
  learn([, headed]: Windows, headers: AnswerHeaders, isOk: boolean): void {
    if (isOk) this.strikes.delete(headed.key);
    this.headers.learn(headed.key, headers);
  }

  /**
   * After a 429 or a limit text: nothing more for this endpoint until then, on any instance. Without a stated time the
   * header counts, else a growing pause. Gives back the end of the pause.
   */
  pause([, headed]: Windows, until: Date | null, headers: AnswerHeaders, reason: string): Date {
    const strikes = (this.strikes.get(headed.key) ?? 0) + 1;
    this.strikes.set(headed.key, strikes);
    const backOff = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (strikes - 1));
    const statedMs =
      until === null
        ? this.headers.expiryMs(headers)
        : until.getTime() - this.clock.now().getTime();
    const waitMs = statedMs ?? backOff;
    this.ledger.pause(headed.key, headed.lengthMs, this.clock.monotonicMs() + waitMs, reason);
    return this.dateIn(waitMs);
  }

  /** After a 403 or 418: nothing at all from this address for a while. */
  pauseAll(ms: number, reason: string): void {
    const { key, lengthMs } = WHOLE_ADDRESS;
    this.ledger.pause(key, lengthMs, this.clock.monotonicMs() + ms, reason);
  }

  /** The pause of a window, if it has one. */
  pauseOf(key: string): { readonly until: Date; readonly reason: string } | null {
    const pause = this.ledger.pauseOf(key);
    if (pause === null) return null;
    return { until: this.dateIn(pause.until - this.clock.monotonicMs()), reason: pause.reason };
  }

  /** How many requests a window has left, as far as is known here. */
  remaining({ key, capacity }: WindowRule): number {
    const counted = Math.max(0, capacity - this.ledger.occupied(key));
    return Math.min(counted, this.headers.left(key) ?? counted);
  }

  /** Refuses whoever still waits; for shutdown. */
  close(): void {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    for (const waiter of this.waiters.splice(0))
      waiter.settle(this.refusal(0, 'the service is stopping'));
  }

  private lookAgain(): void {
    for (const waiter of this.waiters) waiter.blocked = null;
    if (this.waiters.length > 0) this.serve();
  }

  /** Asks for places for those who wait, best rank first, drops those whose time is up and sets the next look. */
  private serve(): void {
    if (this.isAsking || this.isClosed) return;
    this.dropLate();
    const ready = this.ready();
    if (ready.length === 0) {
      this.sleep();
      return;
    }
    this.isAsking = true;
    const taken = this.ledger.take(ready);
    if (!(taken instanceof Promise)) {
      this.give(ready, taken);
      return;
    }
    void taken.then((value) => {
      this.give(ready, value);
    });
  }

  private give(asked: readonly Waiter[], taken: Taken): void {
    this.isAsking = false;
    const now = this.clock.monotonicMs();
    const gone = new Set<Waiter>();
    asked.forEach((waiter, index) => {
      const allotment = taken.allotments[index];
      if (allotment === undefined) return;
      if (allotment.granted) {
        gone.add(waiter);
        this.grant(waiter, taken.usableUntil);
      } else this.block(waiter, allotment, now);
    });
    if (gone.size > 0) this.waiters = this.waiters.filter((waiter) => !gone.has(waiter));
    this.dropLate();
    // What arrived meanwhile is asked for now.
    if (this.ready().length > 0) this.serve();
    else this.sleep();
  }

  private block(waiter: Waiter, denied: Extract<Allotment, { granted: false }>, now: number): void {
    const until = denied.at ?? now + LOOK_AGAIN_MS;
    // At least a moment, so that a place that seems free and is not cannot make this spin.
    waiter.blocked = { key: denied.key, until: Math.max(until, now + 1), why: denied.why ?? FULL };
  }

  private grant(waiter: Waiter, usableUntil: number): void {
    const { id, windows, settle } = waiter;
    const [, headed] = windows;
    this.headers.sent(headed.key);
    const isStale = (): boolean => this.clock.monotonicMs() > usableUntil;
    const end = (how: 'settle' | 'release') => (): void => {
      this.headers.ended(headed.key);
      this.ledger[how](id, windows);
    };
    const permit: Permit = {
      granted: true,
      isStale,
      settle: end('settle'),
      release: end('release'),
    };
    if (waiter.deadline + GIVEN_UP_MS >= this.clock.monotonicMs()) {
      settle(permit);
      return;
    }
    permit.release();
    settle(this.refusal(0, FULL));
  }

  /** Who may be asked for, best rank first; nobody passes another who waits for the same window. */
  private ready(): readonly Waiter[] {
    const now = this.clock.monotonicMs();
    this.waiters.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
    const full = new Set<string>();
    const promised = new Map<string, number>();
    const ready: Waiter[] = [];
    for (const waiter of this.waiters) {
      if (ready.length >= MOST_AT_ONCE) break;
      const [, headed] = waiter.windows;
      if (waiter.blocked !== null && waiter.blocked.until <= now) waiter.blocked = null;
      const left = this.headers.left(headed.key);
      const wanted = (promised.get(headed.key) ?? 0) + 1 + keptFrom(waiter.rank, headed);
      if (waiter.blocked === null && left !== null && left < wanted) {
        const until = this.headers.until(headed.key) ?? now + LOOK_AGAIN_MS;
        waiter.blocked = { key: headed.key, until, why: FULL };
      }
      if (waiter.blocked !== null) full.add(waiter.blocked.key);
      else if (!waiter.windows.some(({ key }) => full.has(key))) {
        ready.push(waiter);
        promised.set(headed.key, (promised.get(headed.key) ?? 0) + 1);
      }
    }
    return ready;
  }

  private dropLate(): void {
    const now = this.clock.monotonicMs();
    const late = this.waiters.filter(
      ({ deadline, blocked }) =>
        deadline + GIVEN_UP_MS < now ||
        (blocked !== null && deadline < blocked.until) ||
        (blocked !== null && deadline <= now),
    );
    if (late.length === 0) return;
    this.waiters = this.waiters.filter((waiter) => !late.includes(waiter));
    for (const { blocked, settle } of late)
      settle(this.refusal(Math.max(0, (blocked?.until ?? now) - now), blocked?.why ?? FULL));
  }

  private sleep(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiters.length === 0) return;
    const now = this.clock.monotonicMs();
    const next = Math.min(
      ...this.waiters.map(({ blocked, deadline }) =>
        Math.min(blocked?.until ?? deadline, deadline),
      ),
    );
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.serve();
      },
      Math.max(1, Math.ceil(next - now)),
    );
  }

  private refusal(waitMs: number, why: string): Refusal {
    return { granted: false, retryAt: this.dateIn(waitMs), why };
  }

  private dateIn(ms: number): Date {
    return new Date(this.clock.now().getTime() + Math.ceil(ms));
  }
}
