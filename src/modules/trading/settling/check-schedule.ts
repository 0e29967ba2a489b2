import type { Order } from '@/modules/orders/order';
import { IN_FLIGHT } from '@/modules/orders/order-transitions';

/** How soon an order that should settle by itself is looked at again, by number of looks so far. */
const SOON_MS = [200, 300, 500, 1_000, 2_000, 3_000] as const;
/** An order whose fate is open is looked at this often after the first looks, for a while: others wait for it. */
const IN_FLIGHT_MS = 3_000;
const IN_FLIGHT_LOOKS = 40;
/** A resting order is looked at this often while nothing streams. */
const RESTING_MS = 10_000;
/** "Not found" is believed after this many looks … */
export const NOT_PLACED_LOOKS = 5;
/** … and this long after the send: longer than the venue's consistency lag and its receive window together. */
export const NOT_PLACED_AFTER_MS = 30_000;
/** How long a verdict of "not placed" is still doubted, and how often. */
export const LATE_TRUTH_MS = [30_000, 60_000, 300_000, 1_800_000] as const;

/** Milliseconds until the next look at an order, from its state and the number of looks so far. */
export function nextLookMs(order: Pick<Order, 'state' | 'type'>, looks: number): number | null {
  if (order.state === 'NOT_PLACED') return LATE_TRUTH_MS[looks] ?? null;
  const settlesByItself = order.type === 'market' || IN_FLIGHT.includes(order.state);
  if (!settlesByItself) return RESTING_MS;
  const isPressing = IN_FLIGHT.includes(order.state) && looks < IN_FLIGHT_LOOKS;
  return SOON_MS[looks] ?? (isPressing ? IN_FLIGHT_MS : RESTING_MS);
}

/** Whether repeated "not found" answers now prove that the order never reached the venue. */
export function isProvedAbsent(submittedAt: Date, now: Date, looks: number): boolean {
  return looks >= NOT_PLACED_LOOKS && now.getTime() - submittedAt.getTime() >= NOT_PLACED_AFTER_MS;
}
