import { readDecimal, ZERO } from '@/kernel/decimal';
import { readInstrument } from '@/kernel/instrument';
import type { SignalStep } from '@/kernel/signal';
import { READ_ONLY_MARKETS } from '@/kernel/venue-id';
import type { DecisionFacts, InstrumentFacts } from '@/modules/strategies/decision';
import type { Refusal } from '@/modules/strategies/step-decision';
import { rulesOf, wantsStopAndTarget } from '@/modules/strategies/strategy';

/** The instrument's rules when sizes can be made from them; null when the venue does not know it or states no step. */
export function usableRules(facts: DecisionFacts): InstrumentFacts | null {
  const rules = facts.instrument;
  if (rules === null) return null;
  const step = readDecimal(rules.quantityStep);
  const minimum = readDecimal(rules.minQuantity);
  const hasNotional = rules.minNotional === null || readDecimal(rules.minNotional) !== null;
  const hasValue = rules.contractValue === null || readDecimal(rules.contractValue) !== null;
  return step?.gt(ZERO) === true && minimum !== null && hasNotional && hasValue ? rules : null;
}

/** Why the venue can not take this step's order; null when it can, as far as is known. */
export function venueRefusal(
  { canTrade, instrument, strategy }: DecisionFacts,
  step: SignalStep,
): Refusal | null {
  if (isReadOnlyMarket(strategy.instrument))
    return cannot(
      `${strategy.instrument} can only be looked at: BingX takes no orders for it by API`,
    );
  if (canTrade === null)
    return cannot(`nothing can trade ${strategy.instrument} for account ${strategy.account}`);
  if (!canTrade.orderTypes.includes('market')) return cannot('the venue takes no market orders');
  if (instrument?.status === 'off')
    return cannot(`the venue has ${strategy.instrument} switched off`);
  if (step.action !== 'open') return null;
  if (step.side === 'short' && !canTrade.shorts) return cannot('the venue has no short positions');
  if (canTrade.exitsBy === 'coins' && wantsStopAndTarget(rulesOf(strategy, step.side))) {
    return cannot(
      'a stop and a target can not both rest on spot, because each locks the coins; keep one of them',
    );
  }
  if (instrument?.status === 'close-only')
    return cannot(`the venue takes only closes on ${strategy.instrument}`);
  return null;
}

function isReadOnlyMarket(instrument: string): boolean {
  const market = readInstrument(instrument)?.market;
  return market !== undefined && READ_ONLY_MARKETS.includes(market);
}

const cannot = (detail: string): Refusal => ({ reason: 'venue-cannot', detail });

/** The last refusal: everything else agreed, but there is nothing to round sizes with. */
export const unknownInstrument = ({ strategy }: DecisionFacts): Refusal => ({
  reason: 'instrument-unknown',
  detail: `the venue lists no usable ${strategy.instrument}`,
});
