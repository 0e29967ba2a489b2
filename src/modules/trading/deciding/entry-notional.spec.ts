import type { DecisionFacts, DecisionLeg, DecisionResult } from '@/modules/strategies/decision';
import { entryNotionalObjection } from '@/modules/trading/deciding/entry-notional';
import type { RiskLimits } from '@/modules/trading/risk/risk-gate';

const leg = (purpose: 'entry' | 'close', quantity: string): DecisionLeg =>
  ({ leg: purpose, purpose, quantity }) as DecisionLeg;
const decided = (...legs: DecisionLeg[]): DecisionResult => ({
  reason: 'placed',
  detail: 'as asked',
  legs,
  steps: legs.map(({ purpose }) => ({
    step: {
      action: purpose === 'entry' ? ('open' as const) : ('close' as const),
      side: 'long' as const,
    },
    reason: 'placed' as const,
    detail: 'as asked',
  })),
});
const facts = (price: string | null): DecisionFacts =>
  ({ price, alarm: { price: null } }) as unknown as DecisionFacts;
const limits = (maxOrderNotional: string | null): RiskLimits => ({
  maxOrdersPerMinute: 0,
  maxOrdersPerDay: 0,
  maxOpenPositions: 0,
  maxOrderNotional,
});

describe(entryNotionalObjection.name, () => {
  it('leaves decisions without an entry, without a limit or within it alone', () => {
    const close = decided(leg('close', '5'));
    expect(entryNotionalObjection(close, facts('100'), limits('1'))).toBe(close);
    const entry = decided(leg('entry', '1'));
    expect(entryNotionalObjection(entry, facts('100'), limits(null))).toBe(entry);
    expect(entryNotionalObjection(entry, facts('100'), limits('100'))).toBe(entry);
  });

  it('takes an entry above the limit out and says why', () => {
    const result = entryNotionalObjection(
      decided(leg('entry', '1.01')),
      facts('100'),
      limits('100'),
    );
    expect(result).toMatchObject({ reason: 'risk-order-notional', legs: [] });
    expect(result.detail).toContain('101');
  });

  it('keeps the close of a reversal whose open is too large', () => {
    const both = decided(leg('close', '1'), leg('entry', '2'));
    const result = entryNotionalObjection(both, facts('100'), limits('100'));
    expect(result.reason).toBe('placed');
    expect(result.legs.map(({ purpose }) => purpose)).toEqual(['close']);
    expect(result.steps.map(({ reason }) => reason)).toEqual(['placed', 'risk-order-notional']);
  });

  it('refuses when the notional can not be computed', () => {
    const result = entryNotionalObjection(decided(leg('entry', '1')), facts(null), limits('100'));
    expect(result.reason).toBe('risk-unknown');
  });
});
