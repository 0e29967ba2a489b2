import { decimalText, type Decimal } from '@/kernel/decimal';
import { openingSide } from '@/kernel/side';
import type { SignalStep } from '@/kernel/signal';
import { leastToSell, spendingFor } from '@/modules/strategies/coins';
import type { DecisionFacts, DecisionLeg } from '@/modules/strategies/decision';
import { alarmTimeOf, stalenessOf } from '@/modules/strategies/freshness';
import { entryAmount, sizeToStep } from '@/modules/strategies/quantity';
import { regimeOf } from '@/modules/strategies/regime';
import { rulesOf, type SideRules } from '@/modules/strategies/strategy';
import {
  placed,
  refused,
  type Refusal,
  type StepDecision,
} from '@/modules/strategies/step-decision';
import { unknownInstrument, usableRules, venueRefusal } from '@/modules/strategies/venue-checks';
import { onTimeframe, timeText } from '@/modules/strategies/wording';

/** Decides an `open` step: every check in the documented order, the first that refuses names the reason. */
export function decideOpen(facts: DecisionFacts, step: SignalStep): StepDecision {
  const rules = rulesOf(facts.strategy, step.side);
  const refusal =
    switchedOff(facts) ??
    outsideDates(facts) ??
    wrongTimeframe(facts, step, rules) ??
    tooOld(facts, step) ??
    regimeClosed(facts, step, rules) ??
    pyramidingFull(facts, step, rules);
  if (refusal !== null) return refused(step, refusal);
  return sizeEntry(facts, step, rules);
}

function switchedOff({ strategy }: DecisionFacts): Refusal | null {
  if (strategy.deletedAt !== null) {
    return {
      reason: 'strategy-off',
      detail: `the strategy was deleted at ${timeText(strategy.deletedAt)}`,
    };
  }
  return strategy.isOn ? null : { reason: 'strategy-off', detail: 'the strategy is switched off' };
}

/** By arrival: a backlog neither lets an early alarm in nor shuts a timely one out. */
function outsideDates({ strategy, alarm }: DecisionFacts): Refusal | null {
  const arrived = alarm.receivedAt.getTime();
  if (strategy.startAt !== null && arrived < strategy.startAt.getTime()) {
    return {
      reason: 'before-start',
      detail: `the alarm arrived ${timeText(alarm.receivedAt)}; the strategy starts ${timeText(strategy.startAt)}`,
    };
  }
  if (strategy.endAt !== null && arrived >= strategy.endAt.getTime()) {
    return {
      reason: 'after-end',
      detail: `the alarm arrived ${timeText(alarm.receivedAt)}; the strategy ended ${timeText(strategy.endAt)}`,
    };
  }
  return null;
}

function wrongTimeframe(
  facts: DecisionFacts,
  { side }: SignalStep,
  rules: SideRules,
): Refusal | null {
  const wanted = rules.entryOrderTimeframe;
  if (wanted === null) {
    return {
      reason: 'side-off',
      detail: `this strategy has no entry timeframe for its ${side} side`,
    };
  }
  if (facts.alarm.timeframe === wanted) return null;
  return {
    reason: 'timeframe-mismatch',
    detail: `order open ${side} ${onTimeframe(facts.alarm.timeframe)}, but this strategy's ${side} entries listen on ${wanted}`,
  };
}

function tooOld(facts: DecisionFacts, step: SignalStep): Refusal | null {
  const detail = stalenessOf(facts, step);
  return detail === null ? null : { reason: 'stale', detail };
}

function regimeClosed(
  facts: DecisionFacts,
  { side }: SignalStep,
  rules: SideRules,
): Refusal | null {
  const regime = regimeOf(side, rules, facts.regime[side], facts.now);
  return regime.isOpen ? null : { reason: 'regime-closed', detail: regime.detail };
}

function pyramidingFull(
  facts: DecisionFacts,
  { side }: SignalStep,
  rules: SideRules,
): Refusal | null {
  const most = rules.pyramiding === null || rules.pyramiding < 1 ? 1 : rules.pyramiding;
  const entries = facts.openEntries[side];
  if (entries.length < most) return null;
  const waiting = entries.filter((entry) => entry.isUnsettled).length;
  const unsettled = waiting === 0 ? '' : ` (${String(waiting)} of them still being settled)`;
  return {
    reason: 'pyramiding-full',
    detail: `${String(entries.length)} ${side} ${entries.length === 1 ? 'entry is' : 'entries are'} open${unsettled}, and at most ${String(most)} may be`,
  };
}

function sizeEntry(facts: DecisionFacts, step: SignalStep, rules: SideRules): StepDecision {
  const asked = entryAmount(facts, rules);
  if (!asked.ok) return refused(step, asked);
  const instrument = usableRules(facts);
  const sized =
    instrument === null ? null : sizeToStep(asked.amount, asked.origin, instrument, facts.price);
  if (sized?.ok === false)
    return refused(step, { reason: 'quantity-too-small', detail: sized.detail });
  const refusal = facts.risk.entry ?? venueRefusal(facts, step);
  if (refusal !== null) return refused(step, refusal);
  if (sized === null) {
    return refused(step, unknownInstrument(facts));
  }
  const quantity = decimalText(sized.quantity);
  const coins = inCoins(facts, sized.quantity);
  if (!coins.ok) return refused(step, coins);
  const { quoteQuantity, dustBelow } = coins;
  const spent = quoteQuantity === null ? '' : `, spending ${quoteQuantity} in quote currency`;
  const detail = `${openingSide(step.side)} ${quantity} to open ${step.side}: ${asked.origin}, rounded down to the step${spent}`;
  return placed(
    step,
    { ...entryLeg(facts, step, rules, quantity), quoteQuantity, dustBelow },
    detail,
  );
}

type InCoins =
  | { readonly ok: true; readonly quoteQuantity: string | null; readonly dustBelow: string | null }
  | (Refusal & { readonly ok: false });

/** What the entry needs beside its quantity where what is bought are coins. */
function inCoins({ canTrade, instrument, price }: DecisionFacts, quantity: Decimal): InCoins {
  if (canTrade === null || instrument === null)
    return { ok: true, quoteQuantity: null, dustBelow: null };
  const dustBelow =
    canTrade.exitsBy === 'coins' ? decimalText(leastToSell(instrument, price)) : null;
  if (canTrade.marketBuysBy === 'base') return { ok: true, quoteQuantity: null, dustBelow };
  const spending = spendingFor(quantity, price, instrument);
  return spending.ok ? { ok: true, quoteQuantity: spending.amount, dustBelow } : spending;
}

function entryLeg(
  facts: DecisionFacts,
  { side }: SignalStep,
  rules: SideRules,
  quantity: string,
): DecisionLeg {
  return {
    leg: 'entry',
    purpose: 'entry',
    side: openingSide(side),
    positionSide: side,
    quantity,
    quoteQuantity: null,
    dustBelow: null,
    reduceOnly: false,
    // Where coins are bought nothing is borrowed, whatever the strategy says.
    leverage: facts.canTrade?.exitsBy === 'coins' ? null : rules.leverage,
    sendBefore: new Date(alarmTimeOf(facts.alarm).getTime() + facts.limits.maxAgeMs),
  };
}
