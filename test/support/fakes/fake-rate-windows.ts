import type { WindowState } from '@/modules/exchanges/rate-windows/rate-window';
import type {
  Beat,
  BeatPlan,
  SharedRateWindows,
  StoredWindow,
} from '@/modules/exchanges/rate-windows/shared-rate-windows.port';
import type { RateMember } from '@/modules/exchanges/rate-windows/standing';

/** The shared counts as the database keeps them, in memory; one call after the other, each taking its time. */
export class FakeRateWindows {
  readonly members = new Map<string, RateMember>();
  readonly windows = new Map<string, StoredWindow>();
  calls = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    /** The database's clock. */
    readonly nowMs: () => number,
    private readonly latencyMs: () => number,
  ) {}

  /** What one instance sees of it; `isDown` cuts it off, `hang` never answers again. */
  connect(): FakeConnection {
    return new FakeConnection(this);
  }

  run<T>(work: () => T): Promise<T> {
    this.calls += 1;
    const mine = this.turn.then(async () => {
      await pause(this.latencyMs());
      const value = work();
      await pause(this.latencyMs());
      return value;
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

export class FakeConnection implements SharedRateWindows {
  isDown = false;
  hangs = false;

  constructor(private readonly store: FakeRateWindows) {}

  beat(
    me: { readonly instance: string; readonly place: string },
    lifeMs: number,
    plan: (members: readonly RateMember[], nowMs: number) => BeatPlan,
  ): Promise<Beat> {
    return this.run(() => {
      const { members, windows } = this.store;
      const nowMs = Math.floor(this.store.nowMs());
      const made = plan([...members.values()], nowMs);
      for (const name of made.ended) {
        const member = members.get(name);
        if (member !== undefined) members.set(name, { ...member, untilMs: nowMs });
      }
      for (const name of made.forgotten) members.delete(name);
      members.set(me.instance, { ...me, mode: made.mode, untilMs: nowMs + lifeMs });
      this.put(made.windows);
      const loaded = [...windows.values()].filter(
        ({ key, state, emptyAt }) =>
          emptyAt > nowMs &&
          (made.load === 'all' ||
            (made.load === 'notices' && (key.startsWith('errors|') || state.pause !== null))),
      );
      return { nowMs, loaded };
    });
  }

  change(
    keys: readonly string[],
    work: (windows: ReadonlyMap<string, WindowState>, nowMs: number) => readonly StoredWindow[],
  ): Promise<void> {
    return this.run(() => {
      const states = new Map(
        keys.flatMap((key) => {
          const stored = this.store.windows.get(key);
          return stored === undefined ? [] : [[key, stored.state] as const];
        }),
      );
      this.put(work(states, Math.floor(this.store.nowMs())));
    });
  }

  leave(instance: string, windows: (nowMs: number) => readonly StoredWindow[]): Promise<void> {
    return this.run(() => {
      this.put(windows(Math.floor(this.store.nowMs())));
      this.store.members.delete(instance);
    });
  }

  private put(windows: readonly StoredWindow[]): void {
    // Through JSON, as in the database.
    for (const window of windows)
      this.store.windows.set(window.key, JSON.parse(JSON.stringify(window)) as StoredWindow);
  }

  private run<T>(work: () => T): Promise<T> {
    if (this.hangs) return new Promise(() => undefined);
    if (this.isDown)
      return Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    return this.store.run(() => {
      if (this.hangs) throw new Error('gone');
      return work();
    });
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
