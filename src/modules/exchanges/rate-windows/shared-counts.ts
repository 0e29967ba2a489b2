import type { Clock } from '@/kernel/clock';
import type { Allotment } from './allotment';
import type { RateWindow } from './rate-window';
import type { SharedRateWindows } from './shared-rate-windows.port';
import { enterInto, storedWindow, windowFrom, type WindowEntry } from './window-entry';
import { within } from './within';

const CHANGE_LIMIT_MS = 2_000;

export interface SharedChange {
  readonly allotments: readonly Allotment[];
  /** The database's time. */
  readonly nowMs: number;
}

type Work = (
  windowOf: (key: string, lengthMs: number) => RateWindow,
  nowMs: number,
) => readonly Allotment[];

/** The counts in the database, and what still has to be entered there. */
export class SharedCounts {
  private entries: WindowEntry[] = [];
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly shared: SharedRateWindows,
  ) {}

  get hasEntries(): boolean {
    return this.entries.length > 0;
  }

  add(...entries: readonly WindowEntry[]): void {
    this.entries.push(...entries);
  }

  /** What waits to be entered, for somebody else to enter. */
  drain(): readonly WindowEntry[] {
    return this.entries.splice(0);
  }

  /** Requests that counted when the window was last read. */
  occupied(key: string): number {
    return this.seen.get(key) ?? 0;
  }

  /** Changes windows in one transaction, and enters what waits along with them; throws when it could not. */
  async change(keys: readonly string[], work: Work): Promise<SharedChange> {
    const startedAt = this.clock.monotonicMs();
    const entries = this.drain();
    const run = { isAbandoned: false, result: { allotments: [], nowMs: 0 } as SharedChange };
    const changing = this.shared.change(
      [...keys, ...entries.map(({ key }) => key)],
      (states, nowMs) => {
        if (run.isAbandoned) throw new Error('nobody waits for this any more');
        const touched = new Map<string, RateWindow>();
        const windowOf = (key: string, lengthMs: number): RateWindow => {
          const window = touched.get(key) ?? windowFrom(states.get(key), lengthMs);
          touched.set(key, window);
          return window;
        };
        for (const entry of entries)
          enterInto(windowOf(entry.key, entry.lengthMs), entry, nowMs - startedAt);
        run.result = { allotments: work(windowOf, nowMs), nowMs };
        for (const [key, window] of touched) this.seen.set(key, window.occupied(nowMs));
        return [...touched].map(([key, window]) => storedWindow(key, window, nowMs));
      },
    );
    try {
      await within(changing, CHANGE_LIMIT_MS, () => {
        run.isAbandoned = true;
      });
    } catch (error) {
      this.entries = [...entries, ...this.entries];
      throw error;
    }
    return run.result;
  }
}
