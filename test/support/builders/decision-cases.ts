import { decideTrade } from '@/modules/strategies/decide-trade';
import type {
  AlarmFacts,
  DecisionFacts,
  DecisionReason,
  DecisionResult,
} from '@/modules/strategies/decision';
import type { SideRules, Strategy } from '@/modules/strategies/strategy';
import {
  aStrategy,
  anAlarm,
  anEntry,
  facts,
  orderSignal,
  sideRules,
  step,
} from '@test/support/builders/decision-facts';

/** One line of a table of decisions. */
export type Case = [what: string, given: DecisionFacts, reason: DecisionReason, detail: RegExp];

/** Each case is decided as said, and what is placed is one leg. */
export function itDecides(cases: readonly Case[]): void {
  it.each(cases)('%s', (_what, given, reason, detail) => {
    const result = decideTrade(given);
    expect({ reason: result.reason, detail: result.detail }).toEqual({
      reason,
      detail: expect.stringMatching(detail) as unknown,
    });
    expect(result.legs).toHaveLength(reason === 'placed' ? 1 : 0);
    expect(result.steps).toHaveLength(1);
  });
}

export const firstLeg = (result: DecisionResult) => result.legs[0];

export const longRules = (change: Partial<SideRules>): Strategy =>
  aStrategy({ long: sideRules(change) });
export const byRules = (change: Partial<SideRules>): DecisionFacts =>
  facts({ strategy: longRules(change) });
export const byStrategy = (change: Partial<Strategy>): DecisionFacts =>
  facts({ strategy: aStrategy(change) });
export const onAlarm = (change: Partial<AlarmFacts>): DecisionFacts =>
  facts({ alarm: anAlarm(change) });

/** The instrument of the facts, with something changed. */
export const instrument = (change: Partial<NonNullable<DecisionFacts['instrument']>>) => {
  const known = facts().instrument;
  return known === null ? null : { ...known, ...change };
};

export const closeLong = anAlarm({ signal: orderSignal(step('close', 'long')) });
export const oneLong = { long: [anEntry('0.01')], short: [] };
/** A close of the one long entry that is open. */
export const closing = (change: Partial<DecisionFacts> = {}): DecisionFacts =>
  facts({ alarm: closeLong, openEntries: oneLong, ...change });

export const halted = { reason: 'risk-halted' as const, detail: 'trading is halted since noon' };
/** A venue of contracts that takes market orders. */
export const CONTRACTS: NonNullable<DecisionFacts['canTrade']> = {
  shorts: true,
  orderTypes: ['market'],
  marketBuysBy: 'base',
  exitsBy: 'position',
};
