import type { ClientOrderId } from '@/kernel/ids';
import type { VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import { SPOT_BTC_RULES } from '@test/support/builders/spot-btc-rules';
import { objectionToPair, objectionToPairAt, pairParams } from './spot.pair-request';

const leg = (change: Partial<VenueOrder>): VenueOrder =>
  aVenueOrder({ instrument: SPOT_BTC_RULES.instrument, quantity: '0.001', ...change });

/** Limit 66000, trigger 58000 and 57900 behind it on a sell; the other way round on a buy. */
function pair(
  side: 'buy' | 'sell',
  ofLimit: Partial<VenueOrder> = {},
  ofStop: Partial<VenueOrder> = {},
): VenueOrderPair {
  const shared = { side, reduceOnly: side === 'sell' };
  const [limit, trigger, behind] =
    side === 'sell' ? ['66000', '58000', '57900'] : ['58000', '66000', '66100'];
  return {
    pairId: '1',
    limit: leg({
      ...{ ...shared, type: 'limit', price: limit ?? null, clientOrderId: '2' as ClientOrderId },
      ...ofLimit,
    }),
    stop: leg({
      ...{ ...shared, type: 'stop-limit', price: behind ?? null, stopPrice: trigger ?? null },
      clientOrderId: '3' as ClientOrderId,
      ...ofStop,
    }),
  };
}

describe(objectionToPair.name, () => {
  it.each(['buy', 'sell'] as const)('has none to a %s', (side) => {
    expect(objectionToPair(pair(side), SPOT_BTC_RULES)).toBeNull();
  });

  it.each<[string, VenueOrderPair, string]>([
    [
      'an id that is no number',
      pair('sell', { clientOrderId: 's1' as ClientOrderId }),
      'invalid-parameter',
    ],
    ['an id beyond 64 bits', { ...pair('sell'), pairId: '9'.repeat(19) }, 'invalid-parameter'],
    ['two sizes', pair('sell', { quantity: '0.002' }), 'invalid-parameter'],
    ['two sides', pair('sell', {}, { side: 'buy', reduceOnly: false }), 'invalid-parameter'],
    ['no trigger', pair('sell', {}, { stopPrice: null }), 'invalid-parameter'],
    ['a short', pair('sell', { positionSide: 'short' }), 'venue-cannot'],
    ['a buy that closes', pair('buy', { reduceOnly: true }), 'direction-mismatch'],
    ['a limit worth too little', pair('buy', { price: '4000' }), 'quantity-too-small'],
    ['a stop worth too much', pair('buy', {}, { price: '600000000' }), 'position-limit'],
  ])('refuses %s', (_name, wrong, category) => {
    expect(objectionToPair(wrong, SPOT_BTC_RULES)).toMatchObject({ outcome: 'refused', category });
  });

  it('sells what is about to go, and buys it no more', () => {
    const rules = { ...SPOT_BTC_RULES, status: 'close-only' } as const;
    expect(objectionToPair(pair('sell'), rules)).toBeNull();
    expect(objectionToPair(pair('buy'), rules)).toMatchObject({ category: 'instrument-off' });
  });
});

describe(objectionToPairAt.name, () => {
  it.each([
    ['sell', '60000', null],
    ['sell', '66000', 'limit-price-wrong-side'],
    ['sell', '65999.99', null],
    ['sell', '58000', 'stop-price-wrong-side'],
    ['sell', '58000.01', null],
    ['buy', '60000', null],
    ['buy', '58000', 'limit-price-wrong-side'],
    ['buy', '66000', 'stop-price-wrong-side'],
  ] as const)('a %s at %s: %s', (side, price, category) => {
    const objection = objectionToPairAt(pair(side), price);
    expect(objection?.category ?? null).toBe(category);
  });
});

describe(pairParams.name, () => {
  it('names the orders by where they lie, and makes no price worse by rounding', () => {
    const off = { price: '66000.019' };
    expect(pairParams(pair('sell', off), SPOT_BTC_RULES)).toMatchObject({
      ...{ limitPrice: '66000.02', aboveClientOrderId: '2', belowClientOrderId: '3' },
    });
    expect(pairParams(pair('buy', { price: '58000.019' }), SPOT_BTC_RULES)).toMatchObject({
      ...{ limitPrice: '58000.01', aboveClientOrderId: '3', belowClientOrderId: '2' },
    });
    expect(pairParams(pair('sell'), SPOT_BTC_RULES)).toMatchObject({
      ...{ quantity: '0.00100', orderPrice: '57900.00', triggerPrice: '58000.00' },
      listClientOrderId: '1',
    });
  });
});
