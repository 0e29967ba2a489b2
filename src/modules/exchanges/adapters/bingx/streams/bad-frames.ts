import type { StreamLog, StreamTime } from './stream-time';

const LOG_EVERY_MS = 60_000;

/** Counts the frames of one stream that could not be understood, and says so at most once a minute. */
export class BadFrames {
  count = 0;
  private inARow = 0;
  private unsaid = 0;
  private saidAtMs: number | null = null;

  constructor(
    private readonly names: object,
    private readonly time: StreamTime,
    private readonly log: StreamLog | undefined,
  ) {}

  /** One more; gives how many there were in a row. */
  add(problem: string): number {
    this.count += 1;
    this.inARow += 1;
    this.unsaid += 1;
    const now = this.time.monotonicMs();
    if (this.saidAtMs === null || now - this.saidAtMs >= LOG_EVERY_MS) {
      this.log?.warn(
        { ...this.names, problem, frames: this.unsaid },
        'frames of a stream could not be understood; they are left out',
      );
      this.saidAtMs = now;
      this.unsaid = 0;
    }
    return this.inARow;
  }

  /** A frame was understood. */
  reset(): void {
    this.inARow = 0;
  }
}
