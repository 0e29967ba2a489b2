import type { Clock } from '@/kernel/clock';

const REFRESH_MS = 3 * 60_000;
/** After a failed measurement the next one waits this long, so that an unreachable server is not asked at every call. */
const RETRY_MS = 5_000;
/** The same while requests are refused for their timestamps. */
const RETRY_DOUBTED_MS = 500;
/** A time of day that moved against the monotonic clock by this much since the measurement makes it worthless. */
const MOVED_MS = 500;

/** An answer of the server that has just come. */
export interface TimeReading {
  /** The server's time in epoch milliseconds. */
  readonly serverMs: number;
  /** From sending to the answer; the server looked at its clock somewhere between. */
  readonly roundTripMs: number;
}

/**
 * BingX's time, as our clock plus a measured offset. BingX refuses requests whose timestamp is more than 5 s off, and
 * a machine's clock may be.
 */
export class BingxClock {
  private offset = 0;
  private isMeasured = false;
  private nextMeasureAt = Number.NEGATIVE_INFINITY;
  private measuring: Promise<void> | null = null;
  private isWrong = false;
  private read = 0;
  /** Our time of day less the monotonic clock, at the last measurement. */
  private ahead: number | null = null;

  constructor(
    private readonly clock: Clock,
    /** Asks the server for its time; null when it could not be asked. */
    private readonly askServer: () => Promise<TimeReading | null>,
  ) {}

  /** Server minus ours, in milliseconds; null before the first measurement. */
  get offsetMs(): number | null {
    return this.isMeasured ? this.offset : null;
  }

  /** How often the offset was measured. A request that was signed before the last time proves nothing about it. */
  get readings(): number {
    return this.read;
  }

  /** True from a refusal for the timestamp to the next measurement: what is signed meanwhile will be refused as well. */
  get isDoubted(): boolean {
    return this.isWrong;
  }

  /** The server refused a request for its timestamp. */
  doubt(): void {
    this.isWrong = true;
    this.nextMeasureAt = Number.NEGATIVE_INFINITY;
  }

  /** The time of the server, as far as known. */
  now(): Date {
    return new Date(this.clock.now().getTime() + this.offset);
  }

  /**
   * Measures when it is due, and waits for a measurement under way: somebody found the offset wrong. Never fails: without
   * an answer the last offset stays.
   */
  async keepFresh(): Promise<void> {
    this.noteMove();
    if (this.measuring !== null || this.clock.monotonicMs() >= this.nextMeasureAt)
      await this.measure();
  }

  /** Measures at once; callers that arrive meanwhile share the measurement. */
  async measure(): Promise<void> {
    this.measuring ??= this.measureOnce().finally(() => {
      this.measuring = null;
    });
    await this.measuring;
  }

  /** Takes over a measurement made elsewhere, at once. */
  learn({ serverMs, roundTripMs }: TimeReading): void {
    this.offset = Math.round(serverMs + roundTripMs / 2 - this.clock.now().getTime());
    this.isMeasured = true;
    this.isWrong = false;
    this.read += 1;
    this.ahead = this.aheadNow;
    this.nextMeasureAt = this.clock.monotonicMs() + REFRESH_MS;
  }

  private get aheadNow(): number {
    return this.clock.now().getTime() - this.clock.monotonicMs();
  }

  /** Our time of day was set: a measurement is due, once. */
  private noteMove(): void {
    const now = this.aheadNow;
    if (this.ahead === null || Math.abs(now - this.ahead) <= MOVED_MS) return;
    this.ahead = now;
    this.nextMeasureAt = Number.NEGATIVE_INFINITY;
  }

  private async measureOnce(): Promise<void> {
    const reading = await this.askServer();
    const retryMs = this.isWrong ? RETRY_DOUBTED_MS : RETRY_MS;
    if (reading === null) this.nextMeasureAt = this.clock.monotonicMs() + retryMs;
    else this.learn(reading);
  }
}
