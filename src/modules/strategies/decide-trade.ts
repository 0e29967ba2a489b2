import type { SignalStep } from '@/kernel/signal';
import { decideClose } from '@/modules/strategies/decide-close';
import { decideOpen } from '@/modules/strategies/decide-open';
import type {
  DecisionFacts,
  DecisionLeg,
  DecisionReason,
  DecisionResult,
  StepOutcome,
} from '@/modules/strategies/decision';
import type { StepDecision } from '@/modules/strategies/step-decision';
import { onTimeframe } from '@/modules/strategies/wording';

/**
 * Decides one alarm for one strategy. Pure: the same facts give the same result, and the facts stay untouched.
 * The steps of a reversal are decided apart, the close first, so that neither waits for the other.
 */
export function decideTrade(facts: DecisionFacts): DecisionResult {
  const { signal, timeframe } = facts.alarm;
  if (signal.kind === 'indicator') {
    const steps = signal.steps.map((step) =>
      outcome(step, 'indicator', indicatorDetail(facts, step)),
    );
    return {
      reason: 'indicator',
      detail: sentence(steps, 'indicator signals trade nothing'),
      legs: [],
      steps,
    };
  }
  if (signal.steps.length === 0) {
    const detail = `the order signal ${onTimeframe(timeframe)} asks for nothing`;
    return { reason: 'not-understood', detail, legs: [], steps: [] };
  }
  const decided = closesFirst(signal.steps).map((step) => decideStep(facts, step));
  const steps = decided.map((one) => one.outcome);
  return {
    reason: overallReason(steps),
    detail: sentence(steps, ''),
    legs: withOwnNames(decided.flatMap((one) => (one.leg === null ? [] : [one.leg]))),
    steps,
  };
}

function decideStep(facts: DecisionFacts, step: SignalStep): StepDecision {
  return step.action === 'open' ? decideOpen(facts, step) : decideClose(facts, step);
}

const closesFirst = (steps: readonly SignalStep[]): readonly SignalStep[] => [
  ...steps.filter((step) => step.action !== 'open'),
  ...steps.filter((step) => step.action === 'open'),
];

/** `placed` when any step places; else the last step's reason, which for a reversal is the new side's. */
function overallReason(steps: readonly StepOutcome[]): DecisionReason {
  if (steps.some((step) => step.reason === 'placed')) return 'placed';
  return steps.at(-1)?.reason ?? 'not-understood';
}

function sentence(steps: readonly StepOutcome[], otherwise: string): string {
  const [only, ...more] = steps;
  if (only === undefined) return otherwise;
  if (more.length === 0) return only.detail;
  return steps.map(({ step, detail }) => `${step.action} ${step.side}: ${detail}`).join('; ');
}

/** The client order id derives from the leg's name: two legs of one decision never share one. */
function withOwnNames(legs: readonly DecisionLeg[]): readonly DecisionLeg[] {
  const seen = new Map<string, number>();
  return legs.map((leg) => {
    const count = (seen.get(leg.leg) ?? 0) + 1;
    seen.set(leg.leg, count);
    return count === 1 ? leg : { ...leg, leg: `${leg.leg}-${String(count)}` };
  });
}

const indicatorDetail = (facts: DecisionFacts, step: SignalStep): string =>
  `indicator ${step.action} ${step.side} ${onTimeframe(facts.alarm.timeframe)} is kept for the regime and trades nothing`;

const outcome = (step: SignalStep, reason: DecisionReason, detail: string): StepOutcome => ({
  step,
  reason,
  detail,
});
