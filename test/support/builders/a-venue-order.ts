import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';

/** A market entry of 0.001 BTC long on USDT-M, as a venue gets it; every field can be set. */
export function aVenueOrder(fields: Partial<VenueOrder> = {}): VenueOrder {
  return {
    account: 'bingx',
    instrument: instrumentOf('bingx-usdt-m/BTC-USDT'),
    clientOrderId: 's0000000000000000000000000000001' as ClientOrderId,
    side: 'buy',
    positionSide: 'long',
    type: 'market',
    quantity: '0.001',
    quoteQuantity: null,
    price: null,
    stopPrice: null,
    reduceOnly: false,
    referencePrice: null,
    ...fields,
  };
}

/** How a venue is asked for an order: by our id alone, unless the venue's is given. */
export function refTo(order: VenueOrder, venueOrderId: string | null = null): OrderRef {
  const { account, instrument, clientOrderId } = order;
  return { account, instrument, clientOrderId, venueOrderId };
}
