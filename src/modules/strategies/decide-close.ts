import { decimal, decimalText, type Decimal } from '@/kernel/decimal';
import { closingSide } from '@/kernel/side';
import type { SignalStep } from '@/kernel/signal';
import { leastToSell } from '@/modules/strategies/coins';
import type { DecisionFacts, DecisionLeg } from '@/modules/strategies/decision';
import { stalenessOf } from '@/modules/strategies/freshness';
import { openQuantity, positive, sizeToStep } from '@/modules/strategies/quantity';
import { rulesOf } from '@/modules/strategies/strategy';
import {
  placed,
  refused,
  type Refusal,
  type StepDecision,
} from '@/modules/strategies/step-decision';
import { unknownInstrument, usableRules, venueRefusal } from '@/modules/strategies/venue-checks';
import { onTimeframe } from '@/modules/strategies/wording';

/**
 * Decides a `close` or `reduce` step. It shrinks what this strategy opened on this side and nothing else.
 * Neither the switch, the dates, the regime nor any limit stands in the way of an exit; only `halted` does.
 */
export function decideClose(facts: DecisionFacts, step: SignalStep): StepDecision {
  const stale = stalenessOf(facts, step);
  const refusal =
    wrongTimeframe(facts, step) ??
    (stale === null ? null : { reason: 'stale' as const, detail: stale });
  if (refusal !== null) return refused(step, refusal);
  const open = openQuantity(facts.openEntries[step.side]);
  if (!open.isPositive() || open.isZero())
    return refused(step, { reason: 'nothing-to-close', detail: nothingDetail(facts, step) });
  if (step.action === 'close')
    return sizeExit(facts, step, open, open, `what this strategy has open`);
  const asked = positive(
    facts.alarm.quantity,
    'the alarm',
    `the alarm's quantity ${String(facts.alarm.quantity)}`,
  );
  if (!asked.ok) return refused(step, asked);
  return asked.amount.gt(open)
    ? sizeExit(facts, step, open, open, `${asked.origin}, held to what is open`)
    : sizeExit(facts, step, asked.amount, open, asked.origin);
}

function wrongTimeframe(facts: DecisionFacts, step: SignalStep): Refusal | null {
  const wanted = rulesOf(facts.strategy, step.side).closeOrderTimeframe;
  if (wanted !== null && facts.alarm.timeframe === wanted) return null;
  const listens =
    wanted === null
      ? `this strategy has no close timeframe for its ${step.side} side, so no signal closes it`
      : `this strategy's ${step.side} closes listen on ${wanted}`;
  return {
    reason: 'timeframe-mismatch',
    detail: `order ${step.action} ${step.side} ${onTimeframe(facts.alarm.timeframe)}, but ${listens}`,
  };
}

function nothingDetail(facts: DecisionFacts, { side }: SignalStep): string {
  const waiting = facts.openEntries[side].filter((entry) => entry.isUnsettled).length;
  return waiting === 0
    ? `this strategy has nothing open on its ${side} side`
    : `${String(waiting)} ${side} ${waiting === 1 ? 'entry is' : 'entries are'} sent, but nothing that could be closed is filled`;
}

/**
 * Where positions are closed, a closing order needs no least notional: venues ask that of entries, and a refusal here
 * would strand the rest. Where coins are sold, it is an order like any other, and no more than the account has.
 */
function sizeExit(
  facts: DecisionFacts,
  step: SignalStep,
  asked: Decimal,
  open: Decimal,
  askedFor: string,
): StepDecision {
  const instrument = usableRules(facts);
  const isCoins = facts.canTrade?.exitsBy === 'coins';
  const { amount, origin } = withinAccount(facts, asked, askedFor);
  const price = isCoins ? facts.price : null;
  const sized =
    instrument === null
      ? null
      : sizeToStep(amount, `${decimalText(amount)}, ${origin},`, instrument, price);
  if (sized?.ok === false)
    return refused(step, { reason: 'quantity-too-small', detail: sized.detail });
  const refusal = facts.risk.close ?? venueRefusal(facts, step);
  if (refusal !== null) return refused(step, refusal);
  if (sized === null || instrument === null) {
    return refused(step, unknownInstrument(facts));
  }
  const quantity = decimalText(sized.quantity);
  const left = open.minus(sized.quantity);
  const isDust = isCoins && left.lt(leastToSell(instrument, price));
  return placed(
    step,
    exitLeg(step, quantity),
    `${closingSide(step.side)} ${quantity} to ${step.action} ${step.side}: ${origin}${restText(left, isDust)}`,
  );
}

function exitLeg(step: SignalStep, quantity: string): DecisionLeg {
  return {
    leg: 'close',
    purpose: 'close',
    side: closingSide(step.side),
    positionSide: step.side,
    quantity,
    quoteQuantity: null,
    dustBelow: null,
    reduceOnly: true,
    leverage: null,
    sendBefore: null,
  };
}

function restText(left: Decimal, isDust: boolean): string {
  if (left.isZero()) return '';
  return isDust
    ? `; ${decimalText(left)} stays as dust, too small to be sold by itself`
    : `; ${decimalText(left)} stays open`;
}

/** No more than the account has of the coin: some of it may have been moved away by hand. */
function withinAccount(
  { sellable }: DecisionFacts,
  amount: Decimal,
  origin: string,
): { readonly amount: Decimal; readonly origin: string } {
  const most = sellable === null ? amount : decimal(sellable);
  return amount.lte(most)
    ? { amount, origin }
    : { amount: most, origin: `${origin}, held to the ${decimalText(most)} that the account has` };
}
