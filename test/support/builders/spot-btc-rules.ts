import type { InstrumentRules } from '@/modules/exchanges/venue.types';

/** BTC/USDT on Spot, as its exchange rules it. */
export const SPOT_BTC_RULES: InstrumentRules = {
  instrument: { market: 'bingx-spot', base: 'BTC', quote: 'USDT' },
  venueSymbol: 'BTC-USDT',
  quantityStep: '0.00001',
  minQuantity: '0.00001',
  minNotional: '5',
  contractValue: null,
  maxNotional: '500000',
  quoteStep: '0.01',
  priceTick: '0.01',
  status: 'trading',
};
