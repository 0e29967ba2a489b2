/** The places that an alarm, its orders and their protection pass. */
export const TRADE_CRASH_POINTS = [
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
] as const;
/** The places that a halt passes. */
export const HALT_CRASH_POINTS = ['after-halt-closes-placed', 'after-halt-pass-commit'] as const;

/**
 * Named places at which a test may kill the process. In production nothing listens and the call is a no-op:
 * only the test harness, loaded before main.js, installs a listener that honours CRASH_AT.
 */
export const CRASH_POINTS = [...TRADE_CRASH_POINTS, ...HALT_CRASH_POINTS] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

let listener: ((point: CrashPoint) => void) | null = null;

/** For the test harness only. */
export function onCrashPoint(listen: (point: CrashPoint) => void): void {
  listener = listen;
}

export function crashPoint(point: CrashPoint): void {
  listener?.(point);
}
