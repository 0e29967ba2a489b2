/**
 * Named places at which a test may kill the process. In production nothing listens and the call is a no-op:
 * only the test harness, loaded before main.js, installs a listener that honours CRASH_AT.
 */
export const CRASH_POINTS = [
  'before-alarm-commit',
  'after-alarm-commit',
  'after-alarm-claim',
  'after-decision-commit',
  'after-alarm-decided',
  'after-order-submitted-commit',
  'after-venue-answer',
  'after-order-outcome-commit',
  'after-fill-commit',
  'between-protection-legs',
  'after-cancel-requested-commit',
  'after-halt-closes-placed',
  'after-halt-pass-commit',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

let listener: ((point: CrashPoint) => void) | null = null;

/** For the test harness only. */
export function onCrashPoint(listen: (point: CrashPoint) => void): void {
  listener = listen;
}

export function crashPoint(point: CrashPoint): void {
  listener?.(point);
}
