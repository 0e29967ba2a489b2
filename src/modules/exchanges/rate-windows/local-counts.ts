import type { Clock } from '@/kernel/clock';
import { RateWindow, type WindowRule } from './rate-window';
import type { StoredWindow } from './shared-rate-windows.port';
import { LONG_WINDOW_MS, untoldOf, type MemberMode } from './standing';
import { enterInto, storedWindow, type WindowEntry } from './window-entry';

/** The counts in memory: all of them while nobody else lives; otherwise only what is known of pauses and errors. */
export class LocalCounts {
  private readonly windows = new Map<string, RateWindow>();
  /** Sent since the others were told, by window. */
  private readonly untold = new Map<string, number>();
  private readonly dirty = new Set<string>();
  private telling: {
    readonly counts: ReadonlyMap<string, number>;
    readonly keys: string[];
  } | null = null;

  constructor(private readonly clock: Clock) {}

  find(key: string): RateWindow | null {
    return this.windows.get(key) ?? null;
  }

  keysFrom(start: string): readonly string[] {
    return [...this.windows.keys()].filter((key) => key.startsWith(start));
  }

  windowOf(key: string, lengthMs: number): RateWindow {
    let window = this.windows.get(key);
    if (window === undefined) this.windows.set(key, (window = new RateWindow(lengthMs)));
    return window;
  }

  /** A place was given that the others have to be told of. */
  taken({ key }: WindowRule): void {
    this.untold.set(key, (this.untold.get(key) ?? 0) + 1);
    this.dirty.add(key);
  }

  /** Whether so much of a window is untold that nothing more may be sent in it. */
  mustTell(rule: WindowRule): boolean {
    return rule.lengthMs > LONG_WINDOW_MS && (this.untold.get(rule.key) ?? 0) >= untoldOf(rule);
  }

  enter(entry: WindowEntry): void {
    const window = this.windowOf(entry.key, entry.lengthMs);
    enterInto(window, entry);
    this.dirty.add(entry.key);
  }

  /** What the others have to be told when the mode becomes `next`. */
  toStore(next: MemberMode, before: MemberMode | null, shiftMs: number): readonly StoredWindow[] {
    if (before !== 'alone') return [];
    const now = this.clock.monotonicMs();
    const keys = [...(next === 'alone' ? this.dirty : this.windows.keys())].filter((key) => {
      const window = this.windows.get(key);
      const isTold = next !== 'alone' || (window?.lengthMs ?? 0) > LONG_WINDOW_MS;
      return isTold || (window !== undefined && window.pauseAt(now) !== null);
    });
    this.dirty.clear();
    this.telling = { counts: new Map(this.untold), keys };
    return keys.flatMap((key) => {
      const window = this.windows.get(key);
      return window === undefined ? [] : [storedWindow(key, window, now, shiftMs)];
    });
  }

  /** The others were told; `loaded` is what they told. */
  told(
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
  }

  /** The others were not told. */
  notTold(): void {
    for (const key of this.telling?.keys ?? []) this.dirty.add(key);
    this.telling = null;
  }

  /** Forgets everything, and gives back the requests that are still under way. */
  drop(): readonly WindowEntry[] {
    const now = this.clock.monotonicMs();
    const underWay = [...this.windows].flatMap(([key, window]) =>
      window.toState(now).held.map(([id, until]): WindowEntry => {
        const { lengthMs } = window;
        return { kind: 'take', key, lengthMs, id, at: until, reason: '' };
      }),
    );
    this.windows.clear();
    this.untold.clear();
    this.dirty.clear();
    this.telling = null;
    return underWay;
  }
}
