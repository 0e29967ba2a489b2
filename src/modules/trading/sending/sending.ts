import { decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { termsOf } from '@/modules/exchanges/order-terms';
import type { Unknown, VenueOrder } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';

/** An order that was held up for this long after it was written down as sent is not sent any more. */
export const SEND_WITHIN_MS = 3_000;

/**
 * The process stood still (paused, or its database did) between the commit and the send. Others may be looking for
 * the order by now, so it must not appear on the venue late; the looks prove that it is not there.
 */
export const HELD_UP: Unknown = {
  outcome: 'unknown',
  message: 'not sent: held up too long after it was written down',
};

/** The order in the words of the venues. */
export function venueOrderOf(order: Order): VenueOrder {
  return {
    account: order.account,
    instrument: instrumentOf(order.instrument),
    clientOrderId: order.clientOrderId,
    side: order.side,
    positionSide: order.positionSide,
    type: order.type,
    quantity: decimal(order.quantity).toFixed(),
    quoteQuantity: order.quoteQuantity,
    price: order.price,
    stopPrice: order.stopPrice,
    ...termsOf(order),
    reduceOnly: order.reduceOnly,
    closesPosition: order.purpose === 'stop-bridge',
    referencePrice: order.referencePrice,
  };
}
