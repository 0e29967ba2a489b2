/** A limit: so many requests in any stretch of this length. */
export interface WindowRule {
  /** What is counted together, across all instances. */
  readonly key: string;
  /** `Infinity`: nothing is counted, only pauses matter. */
  readonly capacity: number;
  readonly lengthMs: number;
  /** So many are left to what protects money. */
  readonly reserve: number;
}

/** A window as it is stored: requests under way, requests that were answered, and a pause. Times are epoch milliseconds. */
export interface WindowState {
  readonly lengthMs: number;
  readonly held: readonly (readonly [id: string, until: number])[];
  readonly aging: readonly (readonly [freeAt: number, count: number])[];
  readonly pause: { readonly until: number; readonly reason: string } | null;
}

/** Answered requests are counted in so many steps of a window's length, which bounds what is kept of them. */
const STEPS = 100;

/**
 * How long an answered request goes on counting: a little longer than the window, because the exchange's clock may run
 * slower than ours.
 */
export const spanOf = (lengthMs: number): number => lengthMs + Math.max(10, lengthMs / 200);

/**
 * The requests of one window. A request counts from before it is sent until a whole window after its answer came:
 * the exchange counted it somewhere between the two, so that however it cuts its windows, fixed or sliding, it never
 * counts more than the capacity in one. Knows no clock: all times are given, on one scale of the caller's choice.
 */
export class RateWindow {
  private readonly held = new Map<string, number>();
  private readonly aging = new Map<number, number>();
  private paused: { until: number; reason: string } | null = null;

  constructor(readonly lengthMs: number) {}

  /** From another scale of time: `shiftMs` is added to every time. */
  static of(state: WindowState, shiftMs = 0): RateWindow {
    const window = new RateWindow(state.lengthMs);
    window.add(state, shiftMs);
    return window;
  }

  /** Adds what another count of the same window holds. */
  add(state: WindowState, shiftMs = 0): void {
    for (const [id, until] of state.held) this.take(id, until + shiftMs);
    for (const [freeAt, count] of state.aging) this.age(freeAt + shiftMs, count);
    if (state.pause !== null) this.pause(state.pause.until + shiftMs, state.pause.reason);
  }

  toState(now: number, shiftMs = 0): WindowState {
    this.forget(now);
    return {
      lengthMs: this.lengthMs,
      held: [...this.held].map(([id, until]) => [id, Math.ceil(until + shiftMs)] as const),
      aging: [...this.aging].map(([at, count]) => [Math.ceil(at + shiftMs), count] as const),
      pause:
        this.paused === null
          ? null
          : { until: Math.ceil(this.paused.until + shiftMs), reason: this.paused.reason },
    };
  }

  /** How many requests count now. */
  occupied(now: number): number {
    this.forget(now);
    let count = this.held.size;
    for (const aging of this.aging.values()) count += aging;
    return count;
  }

  /** When nothing counts any more. */
  emptyAt(now: number): number {
    this.forget(now);
    const pausedUntil = this.paused?.until ?? now;
    return Math.max(now, pausedUntil, ...this.held.values(), ...this.aging.keys());
  }

  /** The pause that holds now. */
  pauseAt(now: number): { readonly until: number; readonly reason: string } | null {
    this.forget(now);
    return this.paused;
  }

  /** A request is about to be sent; without {@link settle} it counts until then. Taking an id again changes nothing. */
  take(id: string, until: number): void {
    this.held.set(id, Math.max(until, this.held.get(id) ?? until));
  }

  /** The answer came, or will not be waited for. */
  settle(id: string, now: number): void {
    this.held.delete(id);
    this.age(now + spanOf(this.lengthMs), 1);
  }

  /** It was not sent after all. */
  release(id: string): void {
    this.held.delete(id);
  }

  /** When at most so many count; null when that depends on answers that are still to come. */
  atMost(most: number, now: number): number | null {
    let count = this.occupied(now);
    if (count <= most) return now;
    for (const [freeAt, aging] of [...this.aging].sort(([a], [b]) => a - b)) {
      count -= aging;
      if (count <= most) return freeAt;
    }
    return null;
  }

  /** Nothing before then. A longer pause that holds already stays. */
  pause(until: number, reason: string): void {
    if (this.paused === null || this.paused.until < until) this.paused = { until, reason };
  }

  private age(freeAt: number, count: number): void {
    const step = Math.max(1, this.lengthMs / STEPS);
    const at = Math.ceil(freeAt / step) * step;
    this.aging.set(at, (this.aging.get(at) ?? 0) + count);
  }

  private forget(now: number): void {
    for (const [id, until] of this.held) if (until <= now) this.held.delete(id);
    for (const freeAt of this.aging.keys()) if (freeAt <= now) this.aging.delete(freeAt);
    if (this.paused !== null && this.paused.until <= now) this.paused = null;
  }
}
