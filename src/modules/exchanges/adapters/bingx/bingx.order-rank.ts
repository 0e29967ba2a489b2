import type { Rank } from '@/modules/exchanges/rate-windows/allotment';
import type { VenueOrder } from '@/modules/exchanges/venue.types';

/**
 * How urgent an order is when requests have to wait. Protection rests until its trigger, so that it is known by its
 * type; every other order that may only shrink a position ends risk now.
 */
export function rankOfOrder({ reduceOnly, type }: Pick<VenueOrder, 'reduceOnly' | 'type'>): Rank {
  if (!reduceOnly) return 'entry';
  return type === 'stop-market' || type === 'take-profit-market' ? 'protect' : 'close';
}
