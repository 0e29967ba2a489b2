import { instrumentOf } from '@/kernel/instrument';
import { tickerMeans } from '@/modules/trading/deciding/strategy-match';

const ticker = (base: string, quote: string, isPerpetual: boolean) => ({
  base,
  quote,
  isPerpetual,
});

describe(tickerMeans.name, () => {
  it.each([
    ['bingx-usdt-m/BTC-USDT', ticker('BTC', 'USDT', true), true],
    ['bingx-usdt-m/BTC-USDT', ticker('BTC', 'USDT', false), true],
    ['bingx-usdt-m/BTC-USDT', ticker('BTC', 'USDC', true), false],
    ['bingx-usdt-m/BTC-USDT', ticker('ETH', 'USDT', true), false],
    ['bingx-usdt-m/PEPE-USDT', ticker('1000PEPE', 'USDT', true), false],
    ['bingx-spot/BTC-USDT', ticker('BTC', 'USDT', false), true],
    ['bingx-spot/BTC-USDT', ticker('BTC', 'USDT', true), false],
    ['bingx-coin-m/BTC-USD', ticker('BTC', 'USD', true), true],
    ['bingx-coin-m/BTC-USD', ticker('BTC', 'USDT', true), true],
    ['bingx-coin-m/BTC-USD', ticker('BTC', 'USDC', true), false],
  ])('%s and %j: %s', (instrument, reading, expected) => {
    expect(tickerMeans(reading, instrumentOf(instrument))).toBe(expected);
  });
});
