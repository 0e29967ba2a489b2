import type { Order } from '@/modules/orders/order';

/** Refusals that say nothing about the order itself: the same order may well be taken a little later. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'venue-unreachable',
  'rate-limited',
  'error-flood',
  'funding-settlement',
  'exchange-halt',
  'clock-drift',
  'busy',
  'no-price',
]);

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/** Whether an order was refused for a reason that passes by itself. */
export const isTransientRefusal = (order: Pick<Order, 'state' | 'refusalCategory'>): boolean =>
  order.state === 'REJECTED' &&
  order.refusalCategory !== null &&
  TRANSIENT.has(order.refusalCategory);

/** How many of the newest attempts in a row were refused like that. */
export function transientAttempts(attempts: readonly Order[]): number {
  let count = 0;
  for (const order of [...attempts].reverse()) {
    if (!isTransientRefusal(order)) return count;
    count += 1;
  }
  return count;
}

/** Whether it is time for the next attempt: the pause doubles from 2 s up to 30 s. */
export function mayTryAgain(attempts: readonly Order[], now: Date): boolean {
  const newest = attempts.at(-1);
  const count = transientAttempts(attempts);
  if (newest === undefined || count === 0) return true;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(count - 1, 10), LONGEST_WAIT_MS);
  return now.getTime() - newest.updatedAt.getTime() >= waitMs;
}
