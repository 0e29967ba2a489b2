import { decimal, must, shape, time } from './fields';

/** One price of an order book. */
export const PRICE_LEVEL = shape('BingxPriceLevel', 'One price of an order book.', {
  price: must(decimal('The price.', '65000.1', '0', 'p')),
  quantity: must(decimal('How much is offered there.', '1.25', '1', 'a')),
});

/** A candle as the contracts have it. */
export const KLINE = shape('BingxKline', 'One candle. The newest one may still be forming.', {
  openAt: must(time('When it began.', 'time', 'openTime')),
  open: must(decimal('First price.', '65000.1')),
  high: must(decimal('Highest price.', '65210.4')),
  low: must(decimal('Lowest price.', '64880')),
  close: must(decimal('Last price.', '65101.7')),
  volume: decimal('Traded volume in the unit of the product; 0 for mark prices.', '1204.55'),
  closeAt: time('When it ends; null where BingX does not say.', 'closeTime'),
});

/** The candle lengths that BingX has; case matters. */
export const INTERVALS = '1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' ');
export const DEPTHS = '5 10 20 50 100 500 1000'.split(' ');
export const SIDES = ['BUY', 'SELL'];
export const POSITION_SIDES = ['LONG', 'SHORT', 'BOTH'];

export const SERVER_TIME = shape('BingxServerTime', 'The clock of BingX.', {
  serverTime: must(time('Now, as BingX has it.')),
});
