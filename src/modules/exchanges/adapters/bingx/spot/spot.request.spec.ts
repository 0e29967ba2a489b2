import type { ClientOrderId } from '@/kernel/ids';
import type { InstrumentRules, VenueOrder } from '@/modules/exchanges/venue.types';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { SPOT_BTC_RULES } from '@test/support/builders/spot-btc-rules';
import { objectionTo, objectionToTrigger, submitParams } from './spot.request';

const buy = (change: Partial<VenueOrder> = {}): VenueOrder =>
  aVenueOrder({
    instrument: SPOT_BTC_RULES.instrument,
    clientOrderId: 's1' as ClientOrderId,
    quoteQuantity: '65.12',
    ...change,
  });
const sell = (change: Partial<VenueOrder> = {}): VenueOrder =>
  buy({ side: 'sell', reduceOnly: true, quoteQuantity: null, ...change });
const stop = (stopPrice: string, change: Partial<VenueOrder> = {}): VenueOrder =>
  sell({ type: 'stop-market', stopPrice, ...change });

describe(submitParams.name, () => {
  const params = (order: VenueOrder) =>
    JSON.parse(JSON.stringify(submitParams(order, SPOT_BTC_RULES))) as Record<string, string>;

  it('buys at market for an amount', () => {
    expect(params(buy())).toEqual({
      symbol: 'BTC-USDT',
      side: 'BUY',
      type: 'MARKET',
      quoteOrderQty: '65.12',
      newClientOrderId: 's1',
    });
  });

  it('sells at market by quantity, with all its decimals', () => {
    expect(params(sell({ quantity: '0.1' }))).toMatchObject({
      side: 'SELL',
      type: 'MARKET',
      quantity: '0.10000',
    });
  });

  it('never makes a limit price worse, and takes a trigger to the nearest tick', () => {
    const limit = { type: 'limit', price: '60000.019', quoteQuantity: null } as const;
    expect(params(buy(limit))).toMatchObject({ price: '60000.01', timeInForce: 'GTC' });
    expect(params(sell({ ...limit, price: '60000.011' }))).toMatchObject({ price: '60000.02' });
    expect(params(stop('60000.019'))).toMatchObject({
      type: 'TAKE_STOP_MARKET',
      stopPrice: '60000.02',
      quantity: '0.00100',
    });
  });

  it('knows no reduceOnly and no position side', () => {
    for (const order of [buy(), sell(), stop('1')]) {
      expect(params(order)).not.toHaveProperty('reduceOnly');
      expect(params(order)).not.toHaveProperty('positionSide');
    }
  });
});

describe(objectionTo.name, () => {
  it.each<[string, VenueOrder]>([
    ['a market buy', buy()],
    ['a market sell', sell()],
    ['a small rest', sell({ quantity: '0.00001' })],
    ['a stop', stop('60000')],
  ])('has none to %s', (_name, order) => {
    expect(objectionTo(order, SPOT_BTC_RULES)).toBeNull();
  });

  it.each<[string, VenueOrder, Partial<InstrumentRules>]>([
    ['invalid-parameter', buy({ clientOrderId: 'a-b' as ClientOrderId }), {}],
    ['venue-cannot', buy({ positionSide: 'short' }), {}],
    ['direction-mismatch', sell({ reduceOnly: false }), {}],
    ['direction-mismatch', buy({ reduceOnly: true }), {}],
    ['venue-cannot', buy({ type: 'stop-market', stopPrice: '1', quoteQuantity: null }), {}],
    ['invalid-parameter', sell({ price: '1' }), {}],
    ['invalid-parameter', stop('60000', { stopPrice: null }), {}],
    ['invalid-parameter', sell({ quantity: '0.0010001' }), {}],
    ['quantity-too-small', sell({ quantity: '0' }), {}],
    ['invalid-parameter', buy({ quoteQuantity: null }), {}],
    ['invalid-parameter', buy({ quoteQuantity: '65.123' }), {}],
    ['invalid-parameter', sell({ quoteQuantity: '65.12' }), {}],
    ['quantity-too-small', buy({ quoteQuantity: '4.99' }), {}],
    ['quantity-too-small', buy({ quoteQuantity: '0' }), { minNotional: null }],
    ['position-limit', buy({ quoteQuantity: '500000.01' }), {}],
    ['quantity-too-small', stop('4000'), {}],
    ['instrument-off', buy(), { status: 'close-only' }],
    ['instrument-off', sell(), { status: 'off' }],
  ])('%s: %j', (category, order, change) => {
    expect(objectionTo(order, { ...SPOT_BTC_RULES, ...change })).toMatchObject({
      outcome: 'refused',
      category,
    });
  });
});

describe(objectionToTrigger.name, () => {
  const target = (stopPrice: string): VenueOrder => stop(stopPrice, { type: 'take-profit-market' });

  it.each<[VenueOrder, boolean]>([
    [stop('59999.99'), true],
    [stop('60000'), false],
    [stop('60000.01'), false],
    [target('60000.01'), true],
    [target('60000'), false],
    [target('59999.99'), false],
    [sell(), true],
  ])('%j at a price of 60000 may rest: %s', (order, mayRest) => {
    const objection = objectionToTrigger(order, '60000');
    if (mayRest) expect(objection).toBeNull();
    else expect(objection).toMatchObject({ category: 'stop-price-wrong-side' });
  });
});
