import { notUnderstood } from './bingx.wire';

/** A stretch of time in epoch milliseconds, both ends included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A window is not cut any smaller than this; BingX rounds times to whole seconds. */
const SMALLEST_MS = 2_000;

/** Cuts a stretch into windows of at most `longestMs`, oldest first. */
export function windowsOf(from: number, to: number, longestMs: number): readonly Window[] {
  const windows: Window[] = [];
  for (let start = from; start <= to; start += longestMs) {
    windows.push({ from: start, to: Math.min(to, start + longestMs - 1) });
  }
  return windows;
}

/** More reads than this for one stretch means that BingX ignores the bounds; it must not be asked for ever. */
const MOST_READS = 200;

/**
 * Reads a window, and in halves when the answer was full: BingX does not say whether a full answer holds the oldest or
 * the newest rows, and halves are right in both cases.
 */
export async function readWhole<Row>(
  window: Window,
  read: (window: Window) => Promise<{ readonly rows: readonly Row[]; readonly isFull: boolean }>,
  count = { reads: 0 },
): Promise<readonly Row[]> {
  count.reads += 1;
  if (count.reads > MOST_READS) throw notUnderstood('a stretch of time never came to an end');
  const page = await read(window);
  if (!page.isFull || window.to - window.from <= SMALLEST_MS) return page.rows;
  const middle = Math.floor((window.from + window.to) / 2);
  const older = await readWhole({ from: window.from, to: middle }, read, count);
  const newer = await readWhole({ from: middle + 1, to: window.to }, read, count);
  return [...older, ...newer];
}
