import type { Instrument } from '@/kernel/instrument';
import { timeframeMs, type Timeframe } from '@/kernel/timeframe';
import type { Kline } from '@/modules/exchanges/venue.types';

/** How long after its boundary a candle is taken for closed although no frame of the next one came. */
const GRACE_MS = 3_000;

/** One candle as it forms, and up to where its predecessors are kept. No venue says when a candle is over. */
export class FollowedCandle {
  private forming: Kline | null = null;
  private closed: Kline | null = null;
  private until: Date | null = null;

  constructor(
    readonly instrument: Instrument,
    readonly timeframe: Timeframe,
  ) {}

  /** Everything before this is kept; null before the first. */
  get keptUntil(): Date | null {
    return this.until;
  }

  /** Takes a frame. True when it begins another candle, so that the one before is over. Older frames change nothing. */
  see(candle: Kline): boolean {
    const before = this.forming;
    if (before !== null && candle.openAt < before.openAt) return false;
    this.forming = candle;
    if (before === null || candle.openAt.getTime() === before.openAt.getTime()) return false;
    this.closed = { ...before, isFinal: true };
    return true;
  }

  /** Up to where candles can be asked for that are over and not kept; null while there are none. */
  due(now: Date): Date | null {
    const bySilence = boundaryBefore(new Date(now.getTime() - GRACE_MS), this.timeframe);
    const byFrame = this.forming?.openAt ?? bySilence;
    // A frame from the future would ask for candles that do not exist.
    const over = byFrame > bySilence && byFrame <= now ? byFrame : bySilence;
    return this.until === null || over > this.until ? over : null;
  }

  kept(until: Date): void {
    this.until = until;
    this.closed = null;
  }

  /** The last candle that was over, as the stream had it; null once it is kept. */
  lastClosed(): Kline | null {
    return this.closed;
  }
}

/** When the candle that opens at `openAt` is over. */
export function closeOf(openAt: Date, timeframe: Timeframe): Date {
  const length = timeframeMs(timeframe);
  if (length !== null) return new Date(openAt.getTime() + length);
  return new Date(Date.UTC(openAt.getUTCFullYear(), openAt.getUTCMonth() + 1, 1));
}

/** The epoch was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/** The opening time of the candle that a moment falls into. */
export function boundaryBefore(at: Date, timeframe: Timeframe): Date {
  const length = timeframeMs(timeframe);
  if (length === null) return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
  const shift = timeframe.endsWith('w') ? FIRST_MONDAY_MS : 0;
  return new Date(Math.floor((at.getTime() - shift) / length) * length + shift);
}
