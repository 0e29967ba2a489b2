import type { OrderReport } from '@/modules/exchanges/venue.types';
import type { OrderEventType, OrderState } from '@/modules/orders/order-transitions';

const ENDS: Partial<Record<OrderReport['state'], OrderEventType>> = {
  filled: 'filled',
  cancelled: 'canceled',
  rejected: 'rejected',
  expired: 'expired',
};

/**
 * What the venue's report ends the order with; undefined while it is open there. An order that has traded was not
 * rejected: the venue gave up the rest of it (a close whose position a stop took away meanwhile).
 */
export function endOf(
  reported: OrderReport['state'],
  state: OrderState,
): OrderEventType | undefined {
  return reported === 'rejected' && state === 'PARTIALLY_FILLED' ? 'canceled' : ENDS[reported];
}
