import type { Clock } from '@/kernel/clock';
import { messageOf } from '@/kernel/thrown';
import type { Unknown } from '@/modules/exchanges/venue.types';
import { RecordNotAllowedError } from '@/modules/orders/orders.errors';
import { crashPoint } from '@/platform/crash/crash-point';
import type { SendObjection } from '@/modules/trading/sending/send-check';

/** What was held up for this long after it was written down as sent is not sent any more. */
const SEND_WITHIN_MS = 3_000;

/**
 * The process stood still (paused, or its database did) between the commit and the send. Others may be looking for
 * the order by now, so it must not appear on the venue late; the looks prove that it is not there.
 */
const HELD_UP: Unknown = {
  outcome: 'unknown',
  message: 'not sent: held up too long after it was written down',
};

/** One request to a venue: an order, or the two of a pair. */
export interface WriteAhead<Written, Outcome> {
  /** The last look at what may speak against it. It goes on beside the write, which it can take back. */
  readonly look: () => Promise<SendObjection | null>;
  /** Writes it as SUBMITTED and commits; throws RecordNotAllowedError, with nothing written, when it is not allowed. */
  readonly write: (isAllowed: Promise<boolean>) => Promise<Written>;
  readonly submit: () => Promise<Outcome>;
  /** Writes down what the venue answered, and how long that took. */
  readonly conclude: (written: Written, outcome: Outcome | Unknown, ms: number) => Promise<void>;
}

/** The one way to a venue: written down and committed, then sent, once. Null when it left; else why it did not. */
export async function sendWrittenAhead<Written, Outcome>(
  clock: Clock,
  { look, write, submit, conclude }: WriteAhead<Written, Outcome>,
): Promise<SendObjection | null> {
  const beganMs = clock.monotonicMs();
  const looking = look();
  const written = await unlessForbidden(write(looking.then((objection) => objection === null)));
  if (written === null) return looking;
  crashPoint('after-order-submitted-commit');
  const started = clock.monotonicMs();
  const outcome = started - beganMs > SEND_WITHIN_MS ? HELD_UP : await answerOf(submit());
  crashPoint('after-venue-answer');
  const ms = Math.round(clock.monotonicMs() - started);
  await conclude(written, outcome, ms);
  crashPoint('after-order-outcome-commit');
  return null;
}

/** Null when the look found an objection: then nothing is written. */
async function unlessForbidden<Written>(writing: Promise<Written>): Promise<Written | null> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof RecordNotAllowedError) return null;
    throw error;
  }
}

const answerOf = <Outcome>(sending: Promise<Outcome>): Promise<Outcome | Unknown> =>
  sending.catch((error: unknown): Unknown => ({ outcome: 'unknown', message: messageOf(error) }));
