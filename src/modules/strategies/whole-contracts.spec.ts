import { decideTrade } from '@/modules/strategies/decide-trade';
import type { DecisionFacts } from '@/modules/strategies/decision';
import type { SideRules } from '@/modules/strategies/strategy';
import { aStrategy, facts, sideRules } from '@test/support/builders/decision-facts';

/** Contracts of 100 USD each, whole ones only, as Coin-M has them. */
const coinM = (rules: Partial<SideRules>, change: Partial<DecisionFacts> = {}): DecisionFacts =>
  facts({
    strategy: aStrategy({
      instrument: 'bingx-coin-m/BTC-USD',
      long: sideRules({ entryOrderTimeframe: facts().alarm.timeframe, ...rules }),
    }),
    instrument: {
      quantityStep: '1',
      minQuantity: '1',
      minNotional: '100',
      contractValue: '100',
      priceTick: '0.1',
      status: 'trading',
    },
    equity: '0.5',
    price: '60000',
    ...change,
  });

describe('entries in whole contracts', () => {
  it.each([
    ['a fixed quantity is contracts', { quantity: '3' }, '3'],
    ['part of a contract is rounded away', { quantity: '3.9' }, '3'],
    [
      'a quote amount is divided by their worth',
      { quantityMode: 'quote', quantity: '1099.99' },
      '10',
    ],
    // 10 % of 0.5 BTC at 60000 is 3000 USD.
    [
      'equity is coin, valued at the price',
      { quantityMode: 'equity-percent', quantity: '10' },
      '30',
    ],
  ] as const)('%s', (_what, rules, quantity) => {
    const result = decideTrade(coinM(rules));
    expect([result.reason, result.legs.map((leg) => leg.quantity)]).toEqual(['placed', [quantity]]);
  });

  it('a quote amount needs no price', () => {
    const given = coinM({ quantityMode: 'quote', quantity: '250' }, { price: null });
    expect(decideTrade(given).legs[0]?.quantity).toBe('2');
  });

  it.each([
    ['less than one contract', { quantity: '0.9' }, {}, 'quantity-too-small', /minimum is 1/],
    [
      'less than the worth of one',
      { quantityMode: 'quote', quantity: '99.99' },
      {},
      'quantity-too-small',
      /contracts of 100 is 0 in whole steps/,
    ],
    [
      'equity without a price',
      { quantityMode: 'equity-percent', quantity: '10' },
      { price: null },
      'quantity-missing',
      /0\.5 BTC equity needs a price/,
    ],
  ] as const)('%s is refused', (_what, rules, change, reason, detail) => {
    const result = decideTrade(coinM(rules, change));
    expect(result.reason).toBe(reason);
    expect(result.detail).toMatch(detail);
  });

  it('holds the worth of the order, not quantity times price, against the minimum', () => {
    const given = coinM({ quantity: '1' });
    const instrument = given.instrument;
    if (instrument === null) throw new Error('no instrument');
    const result = decideTrade({ ...given, instrument: { ...instrument, minNotional: '200' } });
    expect(result).toMatchObject({ reason: 'quantity-too-small' });
    expect(result.detail).toMatch(/worth 100; the venue's minimum is 200/);
  });
});

describe('a market that can only be looked at', () => {
  it('is skipped with a sentence that says so, whatever else could trade', () => {
    const strategy = aStrategy({ instrument: 'bingx-standard/BTC-USDT' });
    const result = decideTrade(facts({ strategy }));
    expect(result.reason).toBe('venue-cannot');
    expect(result.detail).toMatch(/can only be looked at: BingX takes no orders for it by API/);
  });
});
