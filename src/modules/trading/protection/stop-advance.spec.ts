import fc from 'fast-check';
import { decimal, ZERO } from '@/kernel/decimal';
import {
  advancedStop,
  isFollowing,
  type AdvanceFacts,
  type AdvanceRules,
} from '@/modules/trading/protection/stop-advance';

const NONE: AdvanceRules = {
  breakEvenAtPercent: null,
  breakEvenOffsetPercent: null,
  trailingStopPercent: null,
  trailingActivationPercent: null,
};
const facts = (change: Partial<AdvanceFacts> = {}): AdvanceFacts => ({
  side: 'long',
  averagePrice: '100',
  price: '100',
  stopPrice: null,
  feeShare: ZERO,
  priceTick: '0.1',
  ...change,
});

describe(advancedStop.name, () => {
  it('follows only where it is asked to', () => {
    expect(isFollowing(NONE)).toBe(false);
    expect(advancedStop(NONE, facts({ price: '150' }))).toBeNull();
  });

  it.each([
    ['long', '101.9', null],
    ['long', '102', '100'],
    ['short', '98.1', null],
    ['short', '98', '100'],
  ] as const)('break-even of a %s at %s: %s', (side, price, stop) => {
    const rules = { ...NONE, breakEvenAtPercent: '2' };
    expect(advancedStop(rules, facts({ side, price }))).toBe(stop);
  });

  it('adds the fees of both ways and the offset to break-even', () => {
    const rules = { ...NONE, breakEvenAtPercent: '2', breakEvenOffsetPercent: '0.5' };
    const feeShare = decimal('0.001');
    expect(advancedStop(rules, facts({ price: '103', feeShare }))).toBe('100.6');
    expect(advancedStop(rules, facts({ side: 'short', price: '97', feeShare }))).toBe('99.4');
    const short = { ...rules, breakEvenOffsetPercent: '-0.5' };
    expect(advancedStop(short, facts({ price: '103' }))).toBe('99.5');
  });

  it.each([
    ['long', '110', '107.8'],
    ['short', '90', '91.8'],
  ] as const)('trails a %s behind %s at %s', (side, price, stop) => {
    const rules = { ...NONE, trailingStopPercent: '2' };
    expect(advancedStop(rules, facts({ side, price }))).toBe(stop);
  });

  it('trails only from the activation on', () => {
    const rules = { ...NONE, trailingStopPercent: '2', trailingActivationPercent: '5' };
    expect(advancedStop(rules, facts({ price: '104.9' }))).toBeNull();
    expect(advancedStop(rules, facts({ price: '105' }))).toBe('102.9');
  });

  it('moves in steps of a tenth of its distance', () => {
    const rules = { ...NONE, trailingStopPercent: '2' };
    expect(advancedStop(rules, facts({ price: '110.1', stopPrice: '107.8' }))).toBeNull();
    expect(advancedStop(rules, facts({ price: '110.3', stopPrice: '107.8' }))).toBe('108');
  });

  it('only ever gets better, stays on ticks and never crosses the price', () => {
    const percent = fc.option(fc.integer({ min: 1, max: 2_000 }).map((n) => String(n / 100)));
    fc.assert(
      fc.property(
        fc.constantFrom('long' as const, 'short' as const),
        fc.record({
          breakEvenAtPercent: percent,
          breakEvenOffsetPercent: percent,
          trailingStopPercent: percent,
          trailingActivationPercent: percent,
        }),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 40 }),
        (side, rules, prices) => {
          let stopPrice: string | null = null;
          for (const tenths of prices) {
            const price = decimal(String(tenths)).div(10).toFixed();
            const next: string | null = advancedStop(rules, facts({ side, price, stopPrice }));
            if (next === null) continue;
            const [stop, now] = [decimal(next), decimal(price)];
            expect(side === 'long' ? stop.lt(now) : stop.gt(now)).toBe(true);
            expect(stop.mod('0.1').isZero()).toBe(true);
            if (stopPrice !== null)
              expect(side === 'long' ? stop.gt(stopPrice) : stop.lt(stopPrice)).toBe(true);
            stopPrice = next;
          }
        },
      ),
    );
  });
});
