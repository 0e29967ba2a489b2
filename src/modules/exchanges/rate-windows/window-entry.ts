import { RateWindow, type WindowState } from './rate-window';
import type { StoredWindow } from './shared-rate-windows.port';

/** Something to be entered into a window, now or as soon as there is somebody to tell. Times are the monotonic clock's. */
export interface WindowEntry {
  readonly kind: 'take' | 'settle' | 'release' | 'pause';
  readonly key: string;
  readonly lengthMs: number;
  /** Of the request. */
  readonly id: string;
  /** Until when a place taken or a pause holds; when an answer came. */
  readonly at: number;
  readonly reason: string;
}

/** Enters it; `shiftMs` brings its time to the window's clock. */
export function enterInto(window: RateWindow, entry: WindowEntry, shiftMs = 0): void {
  switch (entry.kind) {
    case 'take':
      window.take(entry.id, entry.at + shiftMs);
      return;
    case 'settle':
      window.settle(entry.id, entry.at + shiftMs);
      return;
    case 'release':
      window.release(entry.id);
      return;
    case 'pause':
      window.pause(entry.at + shiftMs, entry.reason);
  }
}

export const windowFrom = (state: WindowState | undefined, lengthMs: number): RateWindow =>
  state === undefined ? new RateWindow(lengthMs) : RateWindow.of(state);

/** The window as it is stored, with times moved by `shiftMs`. */
export function storedWindow(
  key: string,
  window: RateWindow,
  now: number,
  shiftMs = 0,
): StoredWindow {
  return {
    key,
    state: window.toState(now, shiftMs),
    emptyAt: Math.ceil(window.emptyAt(now) + shiftMs),
  };
}
