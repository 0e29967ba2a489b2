import type { Clock } from '@/kernel/clock';
import { allot, type Allotment, type Ask } from './allotment';
import { carefulShare } from './careful-share';
import { RateMembership, type Counting, type MembershipMode } from './rate-membership';
import { RateWindow, spanOf, type WindowRule, type WindowState } from './rate-window';
import {
  ERRORS_PREFIX,
  type SharedRateWindows,
  type StoredWindow,
} from './shared-rate-windows.port';
import {
  LONG_WINDOW_MS,
  missingFrom,
  untoldOf,
  type MemberMode,
  type RateMember,
} from './standing';
import { within } from './within';

/** A granted request is sent at once; one that was held up longer than this is not sent. */
const USABLE_MS = 1_000;
const CHANGE_LIMIT_MS = 2_000;
const FLUSH_MS = 25;
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

interface Entry {
  readonly kind: 'take' | 'settle' | 'release' | 'pause';
  readonly key: string;
  readonly lengthMs: number;
  readonly id: string;
  readonly until: number;
  readonly reason: string;
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
  private readonly windows = new Map<string, RateWindow>();
  /** Sent since the others were told, by window. */
  private readonly untold = new Map<string, number>();
  private readonly dirty = new Set<string>();
  /** What this process sent itself, whoever counts; all that is known while the others cannot be asked. */
  private readonly own = new Map<string, RateWindow>();
  /** The same over longer stretches than the windows have, where an equal share is less than one request. */
  private readonly stretched = new Map<string, RateWindow>();
  private readonly seen = new Map<string, number>();
  private readonly listeners: (() => void)[] = [];
  private readonly membership: RateMembership | null;
  private entries: Entry[] = [];
  private telling: {
    readonly counts: ReadonlyMap<string, number>;
    readonly keys: string[];
  } | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private flushTimer: NodeJS.Timeout | null = null;

  constructor(private readonly deps: LedgerDeps) {
    const { clock, shared, newName, place = '', hasEnded = () => false } = deps;
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
    this.enter({ kind: 'settle', key, lengthMs, id: '', until: 0, reason: '' });
  }

  /** When at most so many count in a window that {@link count} fills; null when they do already. */
  countedAtMost(key: string, most: number): number | null {
    const now = this.deps.clock.monotonicMs();
    const at = this.windows.get(key)?.atMost(most, now) ?? now;
    return at <= now ? null : at;
  }

  /** The windows known here whose keys begin so. */
  countedKeys(start: string): readonly string[] {
    return [...this.windows.keys()].filter((key) => key.startsWith(start));
  }

  /** Nothing in this window before then, on any instance. */
  pause(key: string, lengthMs: number, until: number, reason: string): void {
    this.enter({ kind: 'pause', key, lengthMs, id: '', until, reason });
    this.windowOf(key, lengthMs).pause(until, reason);
    if (this.membership?.mode() === 'alone') this.membership.hurry();
    else void this.flush();
  }

  /** The pause of a window that holds now, as far as is known here. */
  pauseOf(key: string): { readonly until: number; readonly reason: string } | null {
    return this.windows.get(key)?.pauseAt(this.deps.clock.monotonicMs()) ?? null;
  }

  /** Requests that counted when a window was last looked at. */
  occupied(key: string): number {
    if (this.membership !== null && this.membership.mode() !== 'alone')
      return this.seen.get(key) ?? 0;
    return this.windows.get(key)?.occupied(this.deps.clock.monotonicMs()) ?? 0;
  }

  private takeAlone(asks: readonly Ask[]): Taken {
    const now = this.deps.clock.monotonicMs();
    const { membership } = this;
    const allotments = allot(asks, {
      now,
      underWayMs: this.underWayMs,
      windowOf: (rule) => this.windowOf(rule.key, rule.lengthMs),
      missing: (rule) => this.missingAlone(rule, now),
      onTaken: (rule) => {
        if (membership === null) return;
        this.untold.set(rule.key, (this.untold.get(rule.key) ?? 0) + 1);
        this.dirty.add(rule.key);
      },
    });
    const until = membership?.until ?? Number.POSITIVE_INFINITY;
    this.noteOwn(asks, allotments, now);
    return { allotments, usableUntil: Math.min(until, now + USABLE_MS) };
  }

  private missingAlone(rule: WindowRule, now: number): { count: number; until: number } {
    if (this.membership === null) return { count: 0, until: now };
    const missing = missingFrom(rule, this.membership.lost.local, now);
    const isTold =
      rule.lengthMs <= LONG_WINDOW_MS || (this.untold.get(rule.key) ?? 0) < untoldOf(rule);
    if (isTold) return missing;
    this.membership.hurry();
    return { count: rule.capacity, until: now + ASK_AGAIN_MS };
  }

  private async takeShared(asks: readonly Ask[]): Promise<Taken> {
    const { membership } = this;
    const startedAt = this.deps.clock.monotonicMs();
    if (membership?.mode() !== 'shared') return this.notNow(asks, null);
    const keys = asks.flatMap((ask) => ask.windows.map(({ key }) => key));
    try {
      const { allotments, nowMs } = await this.change(keys, (windowOf, now) =>
        allot(asks, {
          now,
          underWayMs: this.underWayMs,
          windowOf: (rule) => windowOf(rule.key, rule.lengthMs),
          missing: (rule) => missingFrom(rule, membership.lost.database, now),
        }),
      );
      const shift = this.deps.clock.monotonicMs() - nowMs;
      this.noteOwn(asks, allotments, startedAt);
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
    const urgent = asks.filter(({ rank }) => rank === 'close' || rank === 'protect');
    const given = allot(
      urgent.map((ask) => ({
        ...ask,
        windows: ask.windows.map((rule) => carefulShare(rule, this.membership?.others ?? 0)),
      })),
      { now, underWayMs: this.underWayMs, windowOf: (rule) => this.carefulWindow(rule, now) },
    );
    const byId = new Map(urgent.map((ask, index) => [ask.id, given[index]]));
    const refused: Allotment = { granted: false, key: '*', at: now + ASK_AGAIN_MS, why };
    const allotments = asks.map((ask) => byId.get(ask.id) ?? refused);
    this.noteOwn(asks, allotments, now);
    asks.forEach((ask, index) => {
      if (allotments[index]?.granted === true) this.enterTaken(ask, now);
    });
    return { allotments, usableUntil: now + USABLE_MS };
  }

  /** Whoever counts next has to know of it. */
  private enterTaken({ id, windows }: Ask, now: number): void {
    for (const { key, lengthMs, capacity } of windows) {
      if (capacity === Number.POSITIVE_INFINITY) continue;
      const until = now + this.underWayMs + spanOf(lengthMs);
      this.enter({ kind: 'take', key, lengthMs, id, until, reason: '' });
    }
  }

  private noteOwn(asks: readonly Ask[], allotments: readonly Allotment[], now: number): void {
    if (this.membership === null) return;
    asks.forEach(({ id, windows }, index) => {
      if (allotments[index]?.granted !== true) return;
      for (const { key, lengthMs, capacity } of windows) {
        if (capacity === Number.POSITIVE_INFINITY) continue;
        let window = this.own.get(key);
        if (window === undefined) this.own.set(key, (window = new RateWindow(lengthMs)));
        window.take(id, now + this.underWayMs + spanOf(lengthMs));
      }
    });
  }

  private carefulWindow(rule: WindowRule, now: number): RateWindow {
    const own = this.own.get(rule.key);
    if (own?.lengthMs === rule.lengthMs) return this.withPause(own, rule.key, now);
    let window = this.stretched.get(rule.key);
    if (window?.lengthMs !== rule.lengthMs) {
      this.stretched.set(rule.key, (window = new RateWindow(rule.lengthMs)));
      if (own !== undefined) window.add(own.toState(now));
    }
    return this.withPause(window, rule.key, now);
  }

  private withPause(window: RateWindow, key: string, now: number): RateWindow {
    const pause = this.windows.get(key)?.pauseAt(now) ?? null;
    if (pause !== null) window.pause(pause.until, pause.reason);
    return window;
  }

  private notNow(asks: readonly Ask[], why: string | null): Taken {
    const at = this.deps.clock.monotonicMs() + ASK_AGAIN_MS;
    const denied: Allotment = { granted: false, key: '*', at, why };
    return { allotments: asks.map(() => denied), usableUntil: at };
  }

  /** Changes windows in the database, and what waits to be entered along with them. */
  private async change(
    keys: readonly string[],
    work: (
      windowOf: (key: string, lengthMs: number) => RateWindow,
      nowMs: number,
    ) => readonly Allotment[],
  ): Promise<{ allotments: readonly Allotment[]; nowMs: number }> {
    const startedAt = this.deps.clock.monotonicMs();
    const entries = this.entries;
    this.entries = [];
    let isAbandoned = false;
    let result: { allotments: readonly Allotment[]; nowMs: number } | null = null;
    const changing = this.deps.shared?.change(
      [...keys, ...entries.map(({ key }) => key)],
      (states, nowMs) => {
        if (isAbandoned) throw new Error('nobody waits for this any more');
        const touched = new Map<string, RateWindow>();
        const windowOf = (key: string, lengthMs: number): RateWindow => {
          const window = touched.get(key) ?? windowFrom(states.get(key), lengthMs);
          touched.set(key, window);
          return window;
        };
        for (const entry of entries)
          apply(entry, windowOf(entry.key, entry.lengthMs), nowMs, nowMs - startedAt);
        result = { allotments: work(windowOf, nowMs), nowMs };
        for (const [key, window] of touched) this.seen.set(key, window.occupied(nowMs));
        return [...touched].map(([key, window]) => stored(key, window, nowMs));
      },
    );
    try {
      await within(changing ?? Promise.resolve(), CHANGE_LIMIT_MS, () => (isAbandoned = true));
    } catch (error) {
      this.entries = [...entries, ...this.entries];
      throw error;
    }
    return result ?? { allotments: [], nowMs: 0 };
  }

  private async flush(): Promise<void> {
    await this.inTurn(async () => {
      if (this.entries.length === 0 || this.membership?.mode() !== 'shared') return;
      await this.change([], () => []).catch(() => undefined);
    });
  }

  private end(kind: 'settle' | 'release', id: string, rules: readonly WindowRule[]): void {
    const now = this.deps.clock.monotonicMs();
    for (const { key, lengthMs, capacity } of rules) {
      if (capacity === Number.POSITIVE_INFINITY) continue;
      this.enter({ kind, key, lengthMs, id, until: 0, reason: '' });
      for (const window of [this.own.get(key), this.stretched.get(key)])
        if (window !== undefined)
          apply({ kind, key, lengthMs, id, until: 0, reason: '' }, window, now, 0);
    }
    if (kind === 'release') this.tell();
  }

  /** Enters something at once when it counts here, else as soon as there is somebody to tell. */
  private enter(entry: Entry): void {
    const mode = this.membership?.mode() ?? 'alone';
    const isCount = entry.key.startsWith(ERRORS_PREFIX);
    if (mode === 'alone' || isCount)
      apply(entry, this.windowOf(entry.key, entry.lengthMs), this.deps.clock.monotonicMs(), 0);
    if (this.membership === null) return;
    if (mode === 'alone') {
      this.dirty.add(entry.key);
      return;
    }
    this.entries.push(entry);
    this.flushTimer ??= setTimeout(() => {
      this.flushTimer = null;
      void this.flush();
    }, FLUSH_MS).unref();
  }

  private counting(): Counting {
    return {
      store: (next, before, shiftMs) => this.toStore(next, before, shiftMs),
      load: (mode, before, loaded, shiftMs) => {
        this.loaded(mode, before, loaded, shiftMs);
      },
      failed: () => {
        for (const key of this.telling?.keys ?? []) this.dirty.add(key);
        this.telling = null;
      },
      drop: () => {
        const now = this.deps.clock.monotonicMs();
        for (const [key, window] of this.windows)
          for (const [id, until] of window.toState(now).held)
            this.entries.push({
              kind: 'take',
              key,
              lengthMs: window.lengthMs,
              id,
              until,
              reason: '',
            });
        this.windows.clear();
        this.untold.clear();
        this.dirty.clear();
        this.telling = null;
      },
    };
  }

  private toStore(
    next: MemberMode,
    before: MemberMode | null,
    shiftMs: number,
  ): readonly StoredWindow[] {
    if (before !== 'alone') return [];
    const now = this.deps.clock.monotonicMs();
    const keys = [...(next === 'alone' ? this.dirty : this.windows.keys())].filter((key) => {
      const window = this.windows.get(key);
      const isTold = next !== 'alone' || (window?.lengthMs ?? 0) > LONG_WINDOW_MS;
      return isTold || (window !== undefined && window.pauseAt(now) !== null);
    });
    this.dirty.clear();
    this.telling = { counts: new Map(this.untold), keys };
    return keys.flatMap((key) => {
      const window = this.windows.get(key);
      return window === undefined ? [] : [stored(key, window, now, shiftMs)];
    });
  }

  private loaded(
    mode: MemberMode,
    before: MemberMode | null,
    loaded: readonly StoredWindow[],
    shiftMs: number,
  ): void {
    for (const [key, count] of this.telling?.counts ?? [])
      this.untold.set(key, Math.max(0, (this.untold.get(key) ?? 0) - count));
    this.telling = null;
    if (mode === 'alone' && before === 'alone') return;
    this.windows.clear();
    this.untold.clear();
    for (const { key, state } of loaded) this.windows.set(key, RateWindow.of(state, shiftMs));
    if (mode !== 'alone') return;
    const entries = this.entries;
    this.entries = [];
    const now = this.deps.clock.monotonicMs();
    for (const entry of entries) {
      apply(entry, this.windowOf(entry.key, entry.lengthMs), now, 0);
      this.dirty.add(entry.key);
    }
  }

  private get underWayMs(): number {
    return USABLE_MS + this.deps.requestMs + 500;
  }

  private windowOf(key: string, lengthMs: number): RateWindow {
    let window = this.windows.get(key);
    if (window === undefined) this.windows.set(key, (window = new RateWindow(lengthMs)));
    return window;
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

const windowFrom = (state: WindowState | undefined, lengthMs: number): RateWindow =>
  state === undefined ? new RateWindow(lengthMs) : RateWindow.of(state);

function stored(key: string, window: RateWindow, now: number, shiftMs = 0): StoredWindow {
  return {
    key,
    state: window.toState(now, shiftMs),
    emptyAt: Math.ceil(window.emptyAt(now) + shiftMs),
  };
}

function apply(entry: Entry, window: RateWindow, now: number, shiftMs: number): void {
  if (entry.kind === 'settle') window.settle(entry.id, now);
  else if (entry.kind === 'release') window.release(entry.id);
  else if (entry.kind === 'take') window.take(entry.id, entry.until + shiftMs);
  else window.pause(entry.until + shiftMs, entry.reason);
}
