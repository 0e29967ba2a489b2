import fc from 'fast-check';
import { decimal } from '@/kernel/decimal';
import { averagePriceOf, isInverse, notionalOf, settlementAssetOf } from '@/kernel/inverse';
import { instrumentOf } from '@/kernel/instrument';

const COIN = instrumentOf('bingx-coin-m/BTC-USD');
const USDT = instrumentOf('bingx-usdt-m/BTC-USDT');
const part = (quantity: string, price: string) => ({
  quantity: decimal(quantity),
  price: decimal(price),
});

describe('contracts of a fixed worth', () => {
  it('are settled in the base coin', () => {
    expect([isInverse(COIN), settlementAssetOf(COIN)]).toEqual([true, 'BTC']);
    expect([isInverse(USDT), settlementAssetOf(USDT)]).toEqual([false, 'USDT']);
  });

  it('are worth the same at any price', () => {
    expect(notionalOf(decimal('3'), decimal('60000'), '100').toFixed()).toBe('300');
    expect(notionalOf(decimal('3'), decimal('60000'), null).toFixed()).toBe('180000');
  });

  it('are averaged by the coins that they stand for', () => {
    const parts = [part('1', '50000'), part('2', '40000')];
    expect(averagePriceOf(parts, true)?.toFixed(4)).toBe('42857.1429');
    expect(averagePriceOf(parts, false)?.toFixed(4)).toBe('43333.3333');
    expect(averagePriceOf([], true)).toBeNull();
  });

  it('an average lies between its prices, and the inverse one is never the higher', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000 }).map((value) => decimal(String(value)));
    const parts = fc.array(fc.record({ quantity: amounts, price: amounts }), { minLength: 1 });
    fc.assert(
      fc.property(parts, (list) => {
        const prices = list.map(({ price }) => price.toNumber());
        const inverse = averagePriceOf(list, true);
        const linear = averagePriceOf(list, false);
        const tolerance = decimal('1e-40');
        return (
          inverse !== null &&
          linear !== null &&
          inverse.gte(decimal(String(Math.min(...prices))).minus(tolerance)) &&
          linear.lte(decimal(String(Math.max(...prices))).plus(tolerance)) &&
          inverse.lte(linear.plus(tolerance))
        );
      }),
    );
  });
});
