import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { isSameOco, ocoObjection, ocoObjectionAt } from '@/modules/trading/manual/oco-order';
import { OCO_BUY as BUY, OCO_SELL as SELL } from '@test/support/builders/an-oco';
import { anOrder } from '@test/support/builders/an-order';
import { SPOT_BTC_RULES } from '@test/support/builders/spot-btc-rules';

const RULES: InstrumentRules = { ...SPOT_BTC_RULES, minQuantity: '0.00002' };

const told = (error: ReturnType<typeof ocoObjection>): string | null =>
  error === null ? null : `${error.code} ${error.fields?.[0]?.pointer ?? ''}`;

describe(ocoObjection.name, () => {
  it.each([
    [SELL, {}, null],
    [BUY, {}, null],
    [SELL, { quantity: '0' }, 'quantity-missing /quantity'],
    [SELL, { quantity: '0.000001' }, 'quantity-off-step /quantity'],
    [SELL, { quantity: '0.00001' }, 'quantity-too-small /quantity'],
    // Worth enough at the limit, and not at the price behind the trigger.
    [SELL, { quantity: '0.00008' }, 'quantity-too-small /quantity'],
    [BUY, { quantity: '8' }, 'quantity-too-large /quantity'],
    [SELL, { limitPrice: '66000.001' }, 'price-off-tick /limitPrice'],
    [SELL, { triggerPrice: '0' }, 'price-off-tick /triggerPrice'],
    [SELL, { orderPrice: '57900.005' }, 'price-off-tick /orderPrice'],
    [SELL, { limitPrice: '58000' }, 'order-fields /limitPrice'],
    [BUY, { limitPrice: '66000' }, 'order-fields /limitPrice'],
    // The price behind the trigger may lie on either side of it.
    [SELL, { orderPrice: '58100' }, null],
  ] as const)('%#: %j changed by %j: %s', (oco, change, expected) => {
    expect(told(ocoObjection({ ...oco, ...change }, RULES))).toBe(expected);
  });

  it('goes by what the instrument takes', () => {
    const closing = { ...RULES, status: 'close-only' } as const;
    expect(ocoObjection(SELL, closing)).toBeNull();
    expect(told(ocoObjection(BUY, closing))).toBe('instrument-not-trading /symbol');
    expect(told(ocoObjection(SELL, { ...RULES, status: 'off' }))).toBe(
      'instrument-not-trading /symbol',
    );
  });
});

describe(ocoObjectionAt.name, () => {
  it.each([
    [SELL, '60000', null],
    [SELL, '66000', 'limit-price-wrong-side /limitPrice'],
    [SELL, '58000', 'stop-price-wrong-side /triggerPrice'],
    [BUY, '60000', null],
    [BUY, '58000', 'limit-price-wrong-side /limitPrice'],
    [BUY, '66000', 'stop-price-wrong-side /triggerPrice'],
  ] as const)('%#: %j at %s: %s', (oco, price, expected) => {
    expect(told(ocoObjectionAt(oco, price))).toBe(expected);
  });
});

describe(isSameOco.name, () => {
  const of = {
    account: 'bingx',
    instrument: SELL.instrument,
    side: 'sell',
    quantity: '0.001',
  } as const;
  const limit = anOrder({ ...of, type: 'limit', price: '66000' });
  const stop = anOrder({ ...of, type: 'stop-limit', price: '57900', stopPrice: '58000' });

  it('compares what is asked for by its worth', () => {
    expect(isSameOco({ limit, stop }, { ...SELL, quantity: '0.0010', note: 'other' })).toBe(true);
  });

  it.each([
    { account: 'other' },
    { instrument: 'bingx-spot/ETH-USDT' },
    { side: 'buy' },
    { quantity: '0.002' },
    { limitPrice: '66001' },
    { triggerPrice: '58001' },
    { orderPrice: '57901' },
  ] as const)('tells apart %j', (change) => {
    expect(isSameOco({ limit, stop }, { ...SELL, ...change })).toBe(false);
  });
});
