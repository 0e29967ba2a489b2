import type { SignalStep } from '@/kernel/signal';
import type { DecisionLeg, DecisionReason, StepOutcome } from '@/modules/strategies/decision';

/** What one step of a signal comes to: an outcome and, when it places, its order. */
export interface StepDecision {
  readonly outcome: StepOutcome;
  readonly leg: DecisionLeg | null;
}

/** Why a step places nothing. */
export interface Refusal {
  readonly reason: DecisionReason;
  readonly detail: string;
}

/** A step that places nothing, with its reason. */
export const refused = (step: SignalStep, refusal: Refusal): StepDecision => ({
  outcome: { step, reason: refusal.reason, detail: refusal.detail },
  leg: null,
});

/** A step that places an order. */
export const placed = (step: SignalStep, leg: DecisionLeg, detail: string): StepDecision => ({
  outcome: { step, reason: 'placed', detail },
  leg,
});
