import { decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { termsOf } from '@/modules/exchanges/order-terms';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';

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
