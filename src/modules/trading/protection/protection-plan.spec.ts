import fc from 'fast-check';
import { decimal, ZERO } from '@/kernel/decimal';
import {
  planProtection,
  protectionChange,
  withOneExit,
  type ProtectedEntry,
  type ProtectionRules,
  type RestingLeg,
} from '@/modules/trading/protection/protection-plan';

const NONE: ProtectionRules = {
  takeProfitPerOrder: null,
  stopLossPerOrder: null,
  takeProfitGeneral: null,
  stopLossGeneral: null,
};
const STEPS = { quantityStep: '0.001', priceTick: '0.1', contractValue: null };
const entry = (orderId: string, quantity: string, averagePrice: string): ProtectedEntry => ({
  orderId,
  quantity,
  averagePrice,
});

describe(planProtection.name, () => {
  it('puts nothing on a side without protection, and nothing on a flat side', () => {
    expect(planProtection('long', [entry('a', '1', '100')], NONE, STEPS)).toEqual([]);
    expect(planProtection('long', [], { ...NONE, stopLossGeneral: '2' }, STEPS)).toEqual([]);
  });

  it.each([
    ['long', '98', '104'],
    ['short', '102', '96'],
  ] as const)('protects a %s entry from its own fill price', (side, stop, target) => {
    const rules = { ...NONE, stopLossPerOrder: '2', takeProfitPerOrder: '4' };
    expect(planProtection(side, [entry('a', '0.5', '100')], rules, STEPS)).toEqual([
      { purpose: 'stop-loss', protects: 'a', quantity: '0.5', stopPrice: stop },
      { purpose: 'take-profit', protects: 'a', quantity: '0.5', stopPrice: target },
    ]);
  });

  it('protects the whole side from its average price', () => {
    const entries = [entry('a', '1', '100'), entry('b', '1', '110')];
    expect(planProtection('long', entries, { ...NONE, stopLossGeneral: '10' }, STEPS)).toEqual([
      { purpose: 'stop-loss', protects: null, quantity: '2', stopPrice: '94.5' },
    ]);
  });

  it('lets the level that triggers first protect each part of the position', () => {
    const entries = [entry('a', '1', '100'), entry('b', '1', '110')];
    const rules = { ...NONE, stopLossPerOrder: '5', stopLossGeneral: '5' };
    // Average 105 → general 99.75; own stops 95 and 104.5: b is stopped by its own, a by the general one.
    expect(planProtection('long', entries, rules, STEPS)).toEqual([
      { purpose: 'stop-loss', protects: 'b', quantity: '1', stopPrice: '104.5' },
      { purpose: 'stop-loss', protects: null, quantity: '1', stopPrice: '99.8' },
    ]);
  });

  it('rounds towards the entry, so that rounding never risks more', () => {
    const rules = { ...NONE, stopLossPerOrder: '1.234' };
    expect(planProtection('long', [entry('a', '1', '100')], rules, STEPS)[0]?.stopPrice).toBe(
      '98.8',
    );
    expect(planProtection('short', [entry('a', '1', '100')], rules, STEPS)[0]?.stopPrice).toBe(
      '101.2',
    );
  });

  it('keeps a stop where it has followed the price to, and no worse', () => {
    const rules = { ...NONE, stopLossPerOrder: '2', stopLossGeneral: '3' };
    const advanced = { side: '101.5', entries: new Map([['a', '97']]) };
    expect(planProtection('long', [entry('a', '1', '100')], rules, STEPS, advanced)).toEqual([
      { purpose: 'stop-loss', protects: null, quantity: '1', stopPrice: '101.5' },
    ]);
    const short = { side: null, entries: new Map([['a', '99']]) };
    expect(planProtection('short', [entry('a', '1', '100')], rules, STEPS, short)).toEqual([
      { purpose: 'stop-loss', protects: 'a', quantity: '1', stopPrice: '99' },
    ]);
  });

  it('rests a stop that only trails from the first fill on', () => {
    const rules = { ...NONE, trailingStopPercent: '4', trailingActivationPercent: null };
    expect(planProtection('long', [entry('a', '1', '100')], rules, STEPS)).toEqual([
      { purpose: 'stop-loss', protects: null, quantity: '1', stopPrice: '96' },
    ]);
  });

  it('never protects more than is open, whatever the entries and rules', () => {
    const amount = fc
      .integer({ min: 1, max: 1_000_000 })
      .map((n) => decimal(String(n)).div(1000).toFixed());
    const percent = fc.option(
      fc.integer({ min: 1, max: 9_000 }).map((n) => decimal(String(n)).div(100).toFixed()),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('long' as const, 'short' as const),
        fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 6 }),
        fc.tuple(percent, percent, percent, percent),
        (side, raw, [tpo, slo, tpg, slg]) => {
          const entries = raw.map(([quantity, price], index) =>
            entry(String(index), quantity, price),
          );
          const rules = {
            takeProfitPerOrder: tpo,
            stopLossPerOrder: slo,
            takeProfitGeneral: tpg,
            stopLossGeneral: slg,
          };
          const open = entries.reduce((sum, one) => sum.plus(decimal(one.quantity)), ZERO);
          for (const purpose of ['stop-loss', 'take-profit'] as const) {
            const legs = planProtection(side, entries, rules, STEPS).filter(
              (leg) => leg.purpose === purpose,
            );
            const covered = legs.reduce((sum, leg) => sum.plus(decimal(leg.quantity)), ZERO);
            expect(covered.lte(open)).toBe(true);
            const identities = legs.map((leg) => leg.protects);
            expect(new Set(identities).size).toBe(identities.length);
          }
        },
      ),
    );
  });
});

describe(protectionChange.name, () => {
  const leg = { purpose: 'stop-loss', protects: 'a', quantity: '1', stopPrice: '98' } as const;
  const resting = (change: Partial<RestingLeg> = {}): RestingLeg => ({
    ...leg,
    orderId: 'o1',
    ...change,
  });

  it('leaves what is right alone', () => {
    expect(protectionChange([leg], [resting({ quantity: '1.000' })])).toEqual({
      cancel: [],
      place: [],
    });
  });

  it('places what is missing', () => {
    expect(protectionChange([leg], [])).toEqual({ cancel: [], place: [leg] });
  });

  it('first cancels what is wrong and only then places', () => {
    expect(protectionChange([leg], [resting({ stopPrice: '97' })])).toEqual({
      cancel: ['o1'],
      place: [],
    });
  });

  it('removes what protects nothing any more, and a second leg of the same identity', () => {
    expect(protectionChange([], [resting()])).toEqual({ cancel: ['o1'], place: [] });
    expect(protectionChange([leg], [resting(), resting({ orderId: 'o2' })])).toEqual({
      cancel: ['o2'],
      place: [],
    });
  });

  it('places nothing where coins are sold while any leg still locks some', () => {
    const target = resting({ purpose: 'take-profit', orderId: 't1' });
    expect(protectionChange([leg], [target], 'coins')).toEqual({ cancel: ['t1'], place: [] });
    const other = { ...leg, protects: 'b' };
    expect(protectionChange([leg, other], [resting()], 'coins')).toEqual({
      cancel: [],
      place: [other],
    });
  });

  it('does not hold a stop back because a target must move', () => {
    const target = resting({ purpose: 'take-profit', orderId: 't1' });
    expect(protectionChange([leg], [target])).toEqual({ cancel: ['t1'], place: [leg] });
  });
});

describe(withOneExit.name, () => {
  const none = {
    takeProfitPerOrder: null,
    stopLossPerOrder: null,
    takeProfitGeneral: null,
    stopLossGeneral: null,
  };

  it('keeps the stop of a stop and a target', () => {
    const both = { ...none, stopLossGeneral: '2', takeProfitPerOrder: '4', takeProfitGeneral: '5' };
    expect(withOneExit(both)).toEqual({ ...none, stopLossGeneral: '2' });
  });

  it('keeps a target that is alone', () => {
    expect(withOneExit({ ...none, takeProfitGeneral: '4' })).toEqual({
      ...none,
      takeProfitGeneral: '4',
    });
  });
});
