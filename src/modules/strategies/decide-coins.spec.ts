import fc from 'fast-check';
import { decimal } from '@/kernel/decimal';
import { leastToSell, spendingFor } from '@/modules/strategies/coins';
import { decideTrade } from '@/modules/strategies/decide-trade';
import type { DecisionFacts } from '@/modules/strategies/decision';
import {
  aStrategy,
  anAlarm,
  anEntry,
  facts,
  orderSignal,
  sideRules,
  step,
} from '@test/support/builders/decision-facts';

const RULES = {
  quantityStep: '0.00001',
  minQuantity: '0.00001',
  minNotional: '5',
  contractValue: null,
  maxNotional: '20000',
  quoteStep: '0.01',
  priceTick: '0.01',
  status: 'trading',
} as const;

const onSpot = (change: Partial<DecisionFacts> = {}): DecisionFacts =>
  facts({
    instrument: RULES,
    price: '65000.07',
    canTrade: {
      shorts: false,
      orderTypes: ['market'],
      marketBuysBy: 'quote',
      exitsBy: 'coins',
    },
    ...change,
  });
const buying = (quantity: string, rules: Parameters<typeof sideRules>[0] = {}) =>
  aStrategy({ instrument: 'bingx-spot/BTC-USDT', long: sideRules({ quantity, ...rules }) });
const close = anAlarm({ signal: orderSignal(step('close', 'long')) });

describe('decisions on coins', () => {
  it('spend quantity × price, rounded down to the quote step, and say from when on a rest is dust', () => {
    const { reason, legs, detail } = decideTrade(onSpot({ strategy: buying('0.00123') }));
    expect(reason).toBe('placed');
    expect(legs).toMatchObject([
      { quantity: '0.00123', quoteQuantity: '79.95', dustBelow: '0.00008' },
    ]);
    expect(detail).toContain('spending 79.95');
  });

  it('borrow nothing, whatever an old strategy says', () => {
    const strategy = buying('0.001', { leverage: '5' });
    expect(decideTrade(onSpot({ strategy })).legs).toMatchObject([{ leverage: null }]);
  });

  it.each<[string, string, Partial<DecisionFacts>, RegExp]>([
    ['quantity-too-small', '0.00007', {}, /minimum is 5/],
    ['quantity-too-large', '0.4', {}, /maximum is 20000/],
    ['quantity-missing', '0.001', { price: null }, /needs a price/],
  ])('are refused as %s', (reason, quantity, change, detail) => {
    const decided = decideTrade(onSpot({ strategy: buying(quantity), ...change }));
    expect(decided).toMatchObject({ reason, legs: [] });
    expect(decided.detail).toMatch(detail);
  });

  it('never go short', () => {
    const signal = orderSignal(step('open', 'short'));
    const strategy = aStrategy({ short: sideRules({ quantity: '0.001' }) });
    expect(decideTrade(onSpot({ strategy, alarm: anAlarm({ signal }) }))).toMatchObject({
      reason: 'venue-cannot',
      detail: expect.stringMatching(/no short/),
    });
  });

  it('buy nothing that could not have both its stop and its target', () => {
    const both = buying('0.001', { stopLossGeneral: '2', takeProfitPerOrder: '4' });
    expect(decideTrade(onSpot({ strategy: both }))).toMatchObject({
      reason: 'venue-cannot',
      detail: expect.stringMatching(/stop and a target/),
    });
    const one = buying('0.001', { stopLossGeneral: '2' });
    expect(decideTrade(onSpot({ strategy: one })).reason).toBe('placed');
  });

  it('sell what is held in whole steps and call the rest dust', () => {
    const openEntries = { long: [anEntry('0.001228775')], short: [] };
    expect(decideTrade(onSpot({ alarm: close, openEntries }))).toMatchObject({
      reason: 'placed',
      legs: [{ quantity: '0.00122', quoteQuantity: null, dustBelow: null }],
      detail: expect.stringMatching(/0\.000008775 stays as dust/),
    });
  });

  it('sell no more than the account has', () => {
    const openEntries = { long: [anEntry('0.005')], short: [] };
    const decided = decideTrade(onSpot({ alarm: close, openEntries, sellable: '0.0040055' }));
    expect(decided).toMatchObject({
      legs: [{ quantity: '0.004' }],
      detail: expect.stringMatching(
        /held to the 0\.0040055 that the account has; 0\.001 stays open/,
      ),
    });
    const none = decideTrade(onSpot({ alarm: close, openEntries, sellable: '0' }));
    expect(none).toMatchObject({ reason: 'quantity-too-small', legs: [] });
  });

  it('do not sell what is worth less than the venue takes', () => {
    const openEntries = { long: [anEntry('0.00007')], short: [] };
    expect(decideTrade(onSpot({ alarm: { ...close, price: '65000' }, openEntries }))).toMatchObject(
      {
        reason: 'quantity-too-small',
        legs: [],
      },
    );
  });
});

describe(spendingFor.name, () => {
  it('never spends more than the quantity is worth, nor less by a whole step', () => {
    const amounts = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(amounts, amounts, (size, cents) => {
        const quantity = decimal('0.00001').times(size);
        const price = decimal('0.01').times(cents);
        const spending = spendingFor(quantity, price.toFixed(), { ...RULES, minNotional: null });
        if (!spending.ok) return;
        const worth = quantity.times(price);
        expect(decimal(spending.amount).lte(worth)).toBe(true);
        expect(worth.minus(decimal(spending.amount)).lt(decimal('0.01'))).toBe(true);
      }),
    );
  });
});

describe(leastToSell.name, () => {
  it.each([
    ['65000', '0.00008'],
    ['500000', '0.00001'],
    [null, '0.00001'],
  ])('at a price of %s is %s', (price, least) => {
    expect(leastToSell(RULES, price).toFixed()).toBe(least);
  });
});
