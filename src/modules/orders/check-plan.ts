import type { Order } from '@/modules/orders/order';
import { TERMINAL } from '@/modules/orders/order-transitions';

/** When the reconciler looks next at an order, and how often it did so far in this state. */
export interface CheckPlan {
  readonly nextCheckAt?: Date | null;
  readonly checks?: number;
}

/**
 * A send that nobody answered is left to its sender for this long: longer than a request takes. An earlier look would
 * do no harm, it only finds and books what the sender would have booked.
 */
const SUBMITTED_MS = 8_000;
/** Every other step is looked at soon: an acknowledgement says nothing of fills. */
const SOON_MS = 1_000;
/** The verdict "not placed" is doubted once more after this long. */
const NOT_PLACED_MS = 30_000;

/**
 * The next look that follows from an event, for callers who plan none: written with the event, so that a process
 * that dies right after still leaves an order that somebody will look at. Empty fields keep what is planned.
 */
export function checkPlanAfter(before: Order, after: Order): CheckPlan {
  if (after.state === before.state && after.filledQuantity === before.filledQuantity) return {};
  const ms = pauseMs(after);
  return { nextCheckAt: ms === null ? null : new Date(after.updatedAt.getTime() + ms), checks: 0 };
}

function pauseMs({ state }: Order): number | null {
  if (state === 'SUBMITTED') return SUBMITTED_MS;
  if (state === 'NOT_PLACED') return NOT_PLACED_MS;
  return TERMINAL.includes(state) ? null : SOON_MS;
}
