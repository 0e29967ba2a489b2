/** The time of day, UTC. Also the dependency-injection token: production has SystemClock, tests FixedClock. */
export abstract class Clock {
  abstract now(): Date;
  /** Milliseconds that never go back; for durations and lease deadlines inside one process. */
  abstract monotonicMs(): number;
  /** True while the time of day may be wrong, after a jump: nothing whose age matters is decided or sent meanwhile. */
  get isUnsure(): boolean {
    return false;
  }
}
