import { Clock } from '@/kernel/clock';

/** More than this at once is no clock that is being corrected, but one that was set, or a machine that slept. */
const STEP_MS = 500;
/** Two clocks that are this close count as equal. */
const CLOSE_MS = 500;

/** A reading of the clock that all instances share. Sent and heard are monotonic milliseconds of ours. */
export interface SharedTime {
  readonly theirMs: number;
  readonly sentMs: number;
  readonly heardMs: number;
}

/**
 * The time of day: the machine's, except that it does not jump with it. When the machine's clock is set, or the machine
 * slept, the monotonic clock goes on alone and the clock is unsure, until it has been compared with the clock
 * that all instances share. Small corrections of the machine's clock are followed.
 */
export class SystemClock extends Clock {
  /** The time of day is this much more than the monotonic clock. */
  private offset: number;
  /** The same for the machine's own clock, when it was last looked at. */
  private machine: number;
  /** Monotonic time of the last jump; null when it has been looked into. */
  private jumpedAtMs: number | null = null;

  constructor(
    private readonly wallMs: () => number = () => Date.now(),
    private readonly uptimeMs: () => number = () => performance.now(),
  ) {
    super();
    this.machine = this.offset = wallMs() - uptimeMs();
  }

  override now(): Date {
    this.lookAtMachine();
    return new Date(this.uptimeMs() + this.offset);
  }

  override monotonicMs(): number {
    return this.uptimeMs();
  }

  override get isUnsure(): boolean {
    this.lookAtMachine();
    return this.jumpedAtMs !== null;
  }

  /** Takes the shared clock's time over when ours is certainly another; says by how much ours was wrong, else 0. */
  compare({ theirMs, sentMs, heardMs }: SharedTime): number {
    this.lookAtMachine();
    if (this.jumpedAtMs !== null && this.jumpedAtMs <= sentMs) this.jumpedAtMs = null;
    const difference = theirMs - ((sentMs + heardMs) / 2 + this.offset);
    if (Math.abs(difference) <= CLOSE_MS + (heardMs - sentMs) / 2) return 0;
    this.offset += difference;
    return difference;
  }

  private lookAtMachine(): void {
    const machine = this.wallMs() - this.uptimeMs();
    const step = machine - this.machine;
    this.machine = machine;
    if (Math.abs(step) <= STEP_MS) this.offset += step;
    else this.jumpedAtMs = this.uptimeMs();
  }
}
