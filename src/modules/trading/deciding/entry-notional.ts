import type { DecisionFacts, DecisionResult } from '@/modules/strategies/decision';
import { notionalVerdict, type RiskLimits } from '@/modules/trading/risk/risk-gate';

/**
 * Holds a decision's entries against the notional limit, which needs the quantity that was decided.
 * A refused entry leaves the decision; a close of the same decision stays.
 */
export function entryNotionalObjection(
  decided: DecisionResult,
  facts: DecisionFacts,
  limits: RiskLimits,
): DecisionResult {
  const entry = decided.legs.find((leg) => leg.purpose === 'entry');
  if (entry === undefined) return decided;
  const verdict = notionalVerdict(
    entry.quantity,
    facts.price ?? facts.alarm.price,
    facts.instrument?.contractValue ?? null,
    limits,
  );
  if (verdict === null) return decided;
  const legs = decided.legs.filter((leg) => leg !== entry);
  const steps = decided.steps.map((outcome) =>
    outcome.step.action === 'open'
      ? { ...outcome, reason: verdict.reason, detail: verdict.detail }
      : outcome,
  );
  if (legs.length > 0) return { ...decided, legs, steps };
  return { reason: verdict.reason, detail: verdict.detail, legs, steps };
}
