import type { Order } from '@/modules/orders/order';

/** What ends a time in which a position has no stop. */
const ENDS_UNPROTECTED: ReadonlySet<Order['purpose']> = new Set([
  'stop-loss',
  'stop-bridge',
  'emergency-close',
]);

/**
 * The orders of a lane in the order in which they leave: as they were made, but what protects a position does not wait
 * behind entries. An entry may wait seconds for its turn at the venue, and is worth nothing to a position without a stop.
 */
export function inSendingOrder(waiting: readonly Order[]): readonly Order[] {
  const firstEntry = waiting.findIndex(({ reduceOnly }) => !reduceOnly);
  if (firstEntry < 0) return waiting;
  const later = waiting.slice(firstEntry);
  return [
    ...waiting.slice(0, firstEntry),
    ...later.filter(isUrgent),
    ...later.filter((order) => !isUrgent(order)),
  ];
}

const isUrgent = ({ purpose }: Order): boolean => ENDS_UNPROTECTED.has(purpose);
