import type { Clock } from '@/kernel/clock';
import { allot, type Allotment, type Ask } from './allotment';
import { LocalCounts } from './local-counts';
import { OwnCounts } from './own-counts';
import { RateMembership, type Counting, type MembershipMode } from './rate-membership';
import { spanOf, type WindowRule } from './rate-window';
import { SharedCounts } from './shared-counts';
import { ERRORS_PREFIX, type SharedRateWindows } from './shared-rate-windows.port';
import { missingFrom, type RateMember } from './standing';
import type { WindowEntry } from './window-entry';

/** A granted request is sent at once; one that was held up longer than this is not sent. */
const USABLE_MS = 1_000;
/**
 * What the others are told without a request of ours that tells it along. An answered request holds its place for a whole
 * window anyway, and none is shorter than twice this: nobody waits for it.
 */
const FLUSH_MS = 400;
const ASK_AGAIN_MS = 200;

export interface LedgerDeps {
  readonly clock: Clock;
  /** Null: nobody shares the limits. */
  readonly shared: SharedRateWindows | null;
  /** The longest that a request may be under way. */
  readonly requestMs: number;
  readonly newName: () => string;
  readonly place?: string;
  readonly hasEnded?: (member: RateMember) => boolean;
}

/** The answer to asks, and until when what was granted may be sent, on the monotonic clock. */
export interface Taken {
  readonly allotments: readonly Allotment[];
  readonly usableUntil: number;
}

export interface LedgerView {
  readonly mode: MembershipMode;
  /** Other instances that live. */
  readonly others: number;
  /** Why the shared counts cannot be had. */
  readonly reason: string | null;
}

/**
 * The counts of all rate windows of this process: in memory while no other instance lives, in the database otherwise.
 * All times that it takes and gives are of the monotonic clock.
 */
export class RateLedger {
  private readonly local: LocalCounts;
  private readonly own: OwnCounts;
  private readonly counts: SharedCounts | null;
  private readonly listeners: (() => void)[] = [];
  private readonly membership: RateMembership | null;
  private turn: Promise<unknown> = Promise.resolve();
  private flushTimer: NodeJS.Timeout | null = null;

  constructor(private readonly deps: LedgerDeps) {
    const { clock, shared, newName, place = '', hasEnded = () => false } = deps;
    this.local = new LocalCounts(clock);
    this.own = new OwnCounts(
      this.underWayMs,
      (key, now) => this.local.find(key)?.pauseAt(now) ?? null,
    );
    this.counts = shared === null ? null : new SharedCounts(clock, shared);
    this.membership =
      shared === null
        ? null
        : new RateMembership(
            { clock, shared, newName, place, hasEnded },
            this.counting(),
            (work) => this.inTurn(work),
            () => this.tell(),
          );
  }

  /** Joins the others, if it has not yet. */
  start(): void {
    this.membership?.start();
  }

  async stop(): Promise<void> {
    await this.flush();
    await this.membership?.stop();
    if (this.flushTimer !== null) clearTimeout(this.flushTimer);
  }

  /** Hears whenever places may have become free for another reason than time. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  view(): LedgerView {
    const { membership } = this;
    return {
      mode: membership?.mode() ?? 'alone',
      others: membership?.others ?? 0,
      reason: membership?.why ?? null,
    };
  }

  /** Gives places, best rank first; a promise only when the database has to be asked. */
  take(asks: readonly Ask[]): Taken | Promise<Taken> {
    this.membership?.start();
    const mode = this.membership?.mode() ?? 'alone';
    if (mode === 'alone') return this.takeAlone(asks);
    if (mode === 'shared') return this.inTurn(() => this.takeShared(asks));
    return mode === 'cut-off' ? this.takeCarefully(asks) : this.notNow(asks, null);
  }

  /** A granted request was answered, or will not be waited for. */
  settle(id: string, rules: readonly WindowRule[]): void {
    this.end('settle', id, rules);
  }

  /** A granted request was not sent. */
  release(id: string, rules: readonly WindowRule[]): void {
    this.end('release', id, rules);
  }

  /** Counts something that happened, such as an error. */
  count(key: string, lengthMs: number): void {
    this.enter({
      kind: 'settle',
      key,
      lengthMs,
      id: '',
      at: this.deps.clock.monotonicMs(),
      reason: '',
    });
  }

  /** When at most so many count in a window that {@link count} fills; null when they do already. */
  countedAtMost(key: string, most: number): number | null {
    const now = this.deps.clock.monotonicMs();
    const at = this.local.find(key)?.atMost(most, now) ?? now;
    return at <= now ? null : at;
  }

  /** The windows known here whose keys begin so. */
  countedKeys(start: string): readonly string[] {
    return this.local.keysFrom(start);
  }

  /** Nothing in this window before then, on any instance. */
  pause(key: string, lengthMs: number, until: number, reason: string): void {
    this.enter({ kind: 'pause', key, lengthMs, id: '', at: until, reason });
    this.local.windowOf(key, lengthMs).pause(until, reason);
    if (this.membership?.mode() === 'alone') this.membership.hurry();
    else void this.flush();
  }

  /** The pause of a window that holds now, as far as is known here. */
  pauseOf(key: string): { readonly until: number; readonly reason: string } | null {
    return this.local.find(key)?.pauseAt(this.deps.clock.monotonicMs()) ?? null;
  }

  /** Requests that counted when a window was last looked at. */
  occupied(key: string): number {
    if (this.membership !== null && this.membership.mode() !== 'alone')
      return this.counts?.occupied(key) ?? 0;
    return this.local.find(key)?.occupied(this.deps.clock.monotonicMs()) ?? 0;
  }

  private takeAlone(asks: readonly Ask[]): Taken {
    const now = this.deps.clock.monotonicMs();
    const { membership } = this;
    const allotments = allot(asks, {
      now,
      underWayMs: this.underWayMs,
      windowOf: (rule) => this.local.windowOf(rule.key, rule.lengthMs),
      missing: (rule) => this.missingAlone(rule, now),
      onTaken: (rule) => {
        if (membership !== null) this.local.taken(rule);
      },
    });
    const until = membership?.until ?? Number.POSITIVE_INFINITY;
    if (membership !== null) this.own.note(asks, allotments, now);
    return { allotments, usableUntil: Math.min(until, now + USABLE_MS) };
  }

  private missingAlone(rule: WindowRule, now: number): { count: number; until: number } {
    if (this.membership === null) return { count: 0, until: now };
    const missing = missingFrom(rule, this.membership.lost.local, now);
    if (!this.local.mustTell(rule)) return missing;
    this.membership.hurry();
    return { count: rule.capacity, until: now + ASK_AGAIN_MS };
  }

  private async takeShared(asks: readonly Ask[]): Promise<Taken> {
    const { membership, counts } = this;
    const startedAt = this.deps.clock.monotonicMs();
    if (counts === null || membership?.mode() !== 'shared') return this.notNow(asks, null);
    const keys = asks.flatMap((ask) => ask.windows.map(({ key }) => key));
    try {
      const { allotments, nowMs } = await counts.change(keys, (windowOf, now) =>
        allot(asks, {
          now,
          underWayMs: this.underWayMs,
          windowOf: (rule) => windowOf(rule.key, rule.lengthMs),
          missing: (rule) => missingFrom(rule, membership.lost.database, now),
        }),
      );
      const shift = this.deps.clock.monotonicMs() - nowMs;
      this.own.note(asks, allotments, startedAt);
      return {
        allotments: allotments.map((one) =>
          one.granted ? one : { ...one, at: one.at === null ? null : one.at + shift },
        ),
        usableUntil: Math.min(membership.until, startedAt + USABLE_MS),
      };
    } catch {
      return this.notNow(asks, 'the shared request limits could not be read');
    }
  }

  /** Without the database nobody knows what the others send: a small share for what protects money, nothing else. */
  private takeCarefully(asks: readonly Ask[]): Taken {
    const now = this.deps.clock.monotonicMs();
    const why = `the shared request limits are out of reach (${this.membership?.why ?? 'unknown'})`;
    const refused: Allotment = { granted: false, key: '*', at: now + ASK_AGAIN_MS, why };
    const allotments = this.own.take(asks, this.membership?.others ?? 0, now, refused);
    asks.forEach((ask, index) => {
      if (allotments[index]?.granted === true) this.enterTaken(ask, now);
    });
    return { allotments, usableUntil: now + USABLE_MS };
  }

  /** Whoever counts next has to know of it. */
  private enterTaken({ id, windows }: Ask, now: number): void {
    for (const { key, lengthMs, capacity } of windows) {
      if (capacity === Number.POSITIVE_INFINITY) continue;
      const at = now + this.underWayMs + spanOf(lengthMs);
      this.enter({ kind: 'take', key, lengthMs, id, at, reason: '' });
    }
  }

  private notNow(asks: readonly Ask[], why: string | null): Taken {
    const at = this.deps.clock.monotonicMs() + ASK_AGAIN_MS;
    const denied: Allotment = { granted: false, key: '*', at, why };
    return { allotments: asks.map(() => denied), usableUntil: at };
  }

  private async flush(): Promise<void> {
    await this.inTurn(async () => {
      const { counts } = this;
      if (counts === null || !counts.hasEntries || this.membership?.mode() !== 'shared') return;
      await counts.change([], () => []).catch(() => undefined);
    });
  }

  private end(kind: 'settle' | 'release', id: string, rules: readonly WindowRule[]): void {
    const now = this.deps.clock.monotonicMs();
    for (const { key, lengthMs, capacity } of rules) {
      if (capacity === Number.POSITIVE_INFINITY) continue;
      const entry: WindowEntry = { kind, key, lengthMs, id, at: now, reason: '' };
      this.enter(entry);
      this.own.end(entry);
    }
    if (kind !== 'release') return;
    // A place that is free at once.
    void this.flush();
    this.tell();
  }

  /** Enters something at once when it counts here, else as soon as there is somebody to tell. */
  private enter(entry: WindowEntry): void {
    const mode = this.membership?.mode() ?? 'alone';
    const isCount = entry.key.startsWith(ERRORS_PREFIX);
    if (mode === 'alone' || isCount) this.local.enter(entry);
    if (this.counts === null || mode === 'alone') return;
    this.counts.add(entry);
    this.flushTimer ??= setTimeout(() => {
      this.flushTimer = null;
      void this.flush();
    }, FLUSH_MS).unref();
  }

  private counting(): Counting {
    const { local } = this;
    return {
      store: (next, before, shiftMs) => local.toStore(next, before, shiftMs),
      load: (mode, before, loaded, shiftMs) => {
        local.told(mode, before, loaded, shiftMs);
        if (mode !== 'alone') return;
        for (const entry of this.counts?.drain() ?? []) local.enter(entry);
      },
      failed: () => {
        local.notTold();
      },
      drop: () => this.counts?.add(...local.drop()),
    };
  }

  private get underWayMs(): number {
    return USABLE_MS + this.deps.requestMs + 500;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
