import { settledWithin } from '@/platform/worker/settled-within';

/** Longest that a person waits for the venue: a request may have to wait for its turn there for twenty seconds. */
export const ANSWER_WITHIN_MS = 10_000;

/**
 * The outcome of work that goes on even when nobody waits for it any more; null when it takes too long. What it does
 * then shows in the orders. A failure in time is thrown, a later one goes to `tooLate`.
 */
export async function inTime<T>(
  work: Promise<T>,
  tooLate: (error: unknown) => void,
): Promise<T | null> {
  if (await settledWithin(work, ANSWER_WITHIN_MS)) return work;
  work.catch(tooLate);
  return null;
}
