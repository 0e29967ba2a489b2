import type { Rank } from '@/modules/exchanges/rate-windows/allotment';
import type { OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';

/**
 * How urgent an order is when requests have to wait. Protection rests until its trigger, so that it is known by its
 * type; every other order that may only shrink a position ends risk now.
 */
export function rankOfOrder({ reduceOnly, type }: Pick<VenueOrder, 'reduceOnly' | 'type'>): Rank {
  if (!reduceOnly) return 'entry';
  return type === 'stop-market' || type === 'take-profit-market' ? 'protect' : 'close';
}

/** A look at an order waits like protection where protection waits for what it finds. */
export const lookRank = ({ isUrgent }: OrderRef): Rank => (isUrgent === true ? 'protect' : 'read');

/** Fills of one order are asked for once it has some: its stop has to be sized by them. */
export const fillsRank = (venueOrderId: string | undefined): Rank =>
  venueOrderId === undefined ? 'read' : 'protect';
