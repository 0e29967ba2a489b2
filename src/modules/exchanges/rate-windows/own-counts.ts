import { allot, type Allotment, type Ask } from './allotment';
import { carefulShare } from './careful-share';
import { RateWindow, spanOf, type WindowRule } from './rate-window';
import { enterInto, type WindowEntry } from './window-entry';

type Pause = { readonly until: number; readonly reason: string } | null;

/** What this process sent itself, whoever counts: all that is known while the other instances cannot be asked. */
export class OwnCounts {
  private readonly windows = new Map<string, RateWindow>();
  /** The same over longer stretches than the windows have, where an equal share is less than one request. */
  private readonly stretched = new Map<string, RateWindow>();

  constructor(
    private readonly underWayMs: number,
    private readonly pauseOf: (key: string, now: number) => Pause,
  ) {}

  /** Notes what was granted, by whomever. */
  note(asks: readonly Ask[], allotments: readonly Allotment[], now: number): void {
    asks.forEach(({ id, windows }, index) => {
      if (allotments[index]?.granted !== true) return;
      for (const { key, lengthMs, capacity } of windows) {
        if (capacity === Number.POSITIVE_INFINITY) continue;
        let window = this.windows.get(key);
        if (window === undefined) this.windows.set(key, (window = new RateWindow(lengthMs)));
        window.take(id, now + this.underWayMs + spanOf(lengthMs));
      }
    });
  }

  end(entry: WindowEntry): void {
    for (const window of [this.windows.get(entry.key), this.stretched.get(entry.key)])
      if (window !== undefined) enterInto(window, entry);
  }

  /** A small share for what protects money, nothing for the rest. */
  take(
    asks: readonly Ask[],
    others: number,
    now: number,
    refused: Allotment,
  ): readonly Allotment[] {
    const urgent = asks
      .filter(({ rank }) => rank === 'close' || rank === 'protect')
      .map((ask) => ({ ...ask, windows: ask.windows.map((rule) => carefulShare(rule, others)) }));
    const given = allot(urgent, {
      now,
      underWayMs: this.underWayMs,
      windowOf: (rule) => this.windowOf(rule, now),
    });
    const byId = new Map(urgent.map(({ id }, index) => [id, given[index]]));
    const allotments = asks.map(({ id }) => byId.get(id) ?? refused);
    this.note(asks, allotments, now);
    return allotments;
  }

  private windowOf(rule: WindowRule, now: number): RateWindow {
    const own = this.windows.get(rule.key);
    let window = own?.lengthMs === rule.lengthMs ? own : this.stretched.get(rule.key);
    if (window?.lengthMs !== rule.lengthMs) {
      window = new RateWindow(rule.lengthMs);
      if (own !== undefined) window.add(own.toState(now));
      this.stretched.set(rule.key, window);
    }
    const pause = this.pauseOf(rule.key, now);
    if (pause !== null) window.pause(pause.until, pause.reason);
    return window;
  }
}
