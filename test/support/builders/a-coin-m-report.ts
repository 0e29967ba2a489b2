import { instrumentOf } from '@/kernel/instrument';
import type { OrderReport } from '@/modules/exchanges/venue.types';

/** A market entry of one BTC contract on Coin-M that rests, as the exchange lists it; every field can be set. */
export const aCoinMReport = (
  venueOrderId: string,
  change: Partial<OrderReport> = {},
): OrderReport => ({
  venueOrderId,
  clientOrderId: null,
  instrument: instrumentOf('bingx-coin-m/BTC-USD'),
  state: 'open',
  side: 'buy',
  positionSide: 'long',
  type: 'market',
  quantity: '1',
  filledQuantity: '0',
  averagePrice: null,
  stopPrice: null,
  updatedAt: null,
  ...change,
});
