import fc from 'fast-check';
import { decimal, ZERO } from '@/kernel/decimal';
import type { StrategyId } from '@/kernel/ids';
import { shareOut, type Holding } from '@/modules/trading/halting/flatten-plan';

const A = '01KEZ00000000000000000000A' as StrategyId;
const B = '01KEZ00000000000000000000B' as StrategyId;
const holding = (strategyId: StrategyId, quantity: string): Holding => ({
  strategyId,
  quantity: decimal(quantity),
});

describe(shareOut.name, () => {
  it('gives each strategy what it holds, and the rest to nobody', () => {
    expect(shareOut(decimal('1.5'), [holding(A, '0.5'), holding(B, '0.7')])).toEqual([
      { strategyId: A, quantity: '0.5' },
      { strategyId: B, quantity: '0.7' },
      { strategyId: null, quantity: '0.3' },
    ]);
  });

  it('closes what no strategy holds', () => {
    expect(shareOut(decimal('2'), [])).toEqual([{ strategyId: null, quantity: '2' }]);
    expect(shareOut(decimal('2'), [holding(A, '0')])).toEqual([
      { strategyId: null, quantity: '2' },
    ]);
  });

  it('believes the venue when our ledger holds more', () => {
    expect(shareOut(decimal('1'), [holding(A, '0.6'), holding(B, '0.7')])).toEqual([
      { strategyId: A, quantity: '0.6' },
      { strategyId: B, quantity: '0.4' },
    ]);
  });

  it('closes the whole position, exactly, whatever the holdings', () => {
    const amount = fc
      .integer({ min: 0, max: 1_000_000 })
      .map((n) => decimal(String(n)).div('1000'));
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 5 }), (position, quantities) => {
        const parts = shareOut(
          position,
          quantities.map((quantity) => ({ strategyId: A, quantity })),
        );
        const sum = parts.reduce((total, { quantity }) => total.plus(decimal(quantity)), ZERO);
        expect(sum.eq(position)).toBe(true);
        expect(parts.every(({ quantity }) => decimal(quantity).gt(ZERO))).toBe(true);
      }),
    );
  });
});
