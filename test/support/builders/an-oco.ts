import type { OcoOrder } from '@/modules/trading/manual/oco-order';

/** Sells 0.001 BTC at 66000, or at 57900 once the price falls to 58000. */
export const OCO_SELL: OcoOrder = {
  account: 'bingx',
  instrument: 'bingx-spot/BTC-USDT',
  side: 'sell',
  quantity: '0.001',
  limitPrice: '66000',
  triggerPrice: '58000',
  orderPrice: '57900',
};

/** Buys as much at 58000, or at 66100 once the price rises to 66000. */
export const OCO_BUY: OcoOrder = {
  ...OCO_SELL,
  ...{ side: 'buy', limitPrice: '58000', triggerPrice: '66000', orderPrice: '66100' },
};
