import { asError } from '@/kernel/thrown';
import { AlarmNotStoredError } from './alarms.errors';
import type { NewAlarm } from './new-alarm';

/** What became of one delivery. `duplicateOf` names the alarm that it repeats. */
export interface StoredOnce {
  readonly id: string;
  readonly duplicateOf: string | null;
}

export interface SharedInsertLimits {
  /** A delivery that waited this long is given up: its sender is about to hang up anyway. */
  readonly waitMs: number;
  /** An insert that took this long is given up, so that one stuck connection does not stop the intake. */
  readonly insertMs: number;
}

/** TradingView cancels after 3 s. */
const LIMITS: SharedInsertLimits = { waitMs: 2_500, insertMs: 10_000 };

/** Largest number of rows, and of bytes, in one insert. */
export const MAX_ROWS = 200;
export const MAX_BYTES = 4 * 1024 * 1024;

interface Waiting {
  readonly alarm: NewAlarm;
  readonly bytes: number;
  readonly resolve: (stored: StoredOnce) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** The outcome of each row of a batch, in its order: stored, or the error of that row. */
export type BatchOutcome = readonly (StoredOnce | Error)[];

/**
 * Lets deliveries that arrive while an insert is under way share the next one. Each waits for the commit that holds
 * its own row; an error of one row is that row's alone.
 */
export class SharedInsert {
  private waiting: Waiting[] = [];
  private isBusy = false;

  constructor(
    private readonly insert: (alarms: readonly NewAlarm[]) => Promise<BatchOutcome>,
    private readonly limits: SharedInsertLimits = LIMITS,
  ) {}

  /** Deliveries that wait for the next insert. */
  get length(): number {
    return this.waiting.length;
  }

  /** Resolves after the commit that holds the alarm; rejects with AlarmNotStoredError when that takes too long. */
  add(alarm: NewAlarm): Promise<StoredOnce> {
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        alarm,
        bytes: alarm.body.length + alarm.readingText.length,
        resolve,
        reject,
        timer: setTimeout(() => {
          this.giveUp(entry);
        }, this.limits.waitMs),
      };
      this.waiting.push(entry);
      if (!this.isBusy) void this.run();
    });
  }

  /** One that is still queued is not stored any more; one in the insert under way may be, and is then a duplicate when it is sent again. */
  private giveUp(entry: Waiting): void {
    this.waiting = this.waiting.filter((other) => other !== entry);
    entry.reject(new AlarmNotStoredError('slow'));
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    // What arrives in this turn of the event loop shares the first insert as well.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) await this.insertNext();
    this.isBusy = false;
  }

  private async insertNext(): Promise<void> {
    const batch = this.nextBatch();
    try {
      const outcomes = await this.withinLimit(this.insert(batch.map(({ alarm }) => alarm)));
      for (const [index, entry] of batch.entries()) settle(entry, outcomes[index]);
    } catch (error) {
      for (const entry of batch) settle(entry, asError(error));
    }
  }

  private async withinLimit<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new AlarmNotStoredError('slow'));
      }, this.limits.insertMs);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The oldest deliveries that fit. A body that counts as a duplicate for a window only never stands twice in a batch:
   * whether the second is new depends on when the first was stored.
   */
  private nextBatch(): readonly Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const windowed = new Set<string>();
    let bytes = 0;
    let taken = 0;
    for (const entry of this.waiting) {
      if (batch.length >= MAX_ROWS || (batch.length > 0 && bytes + entry.bytes > MAX_BYTES)) break;
      taken += 1;
      if (entry.alarm.isWindowed && windowed.has(entry.alarm.fingerprint)) {
        later.push(entry);
        continue;
      }
      if (entry.alarm.isWindowed) windowed.add(entry.alarm.fingerprint);
      batch.push(entry);
      bytes += entry.bytes;
    }
    this.waiting = [...later, ...this.waiting.slice(taken)];
    return batch;
  }
}

function settle(entry: Waiting, outcome: StoredOnce | Error | undefined): void {
  clearTimeout(entry.timer);
  if (outcome === undefined) entry.reject(new Error('the insert gave no outcome for this row'));
  else if (outcome instanceof Error) entry.reject(outcome);
  else entry.resolve(outcome);
}
