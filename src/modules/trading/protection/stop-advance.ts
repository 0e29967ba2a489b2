import { Decimal, decimal, roundToStep, ZERO } from '@/kernel/decimal';
import type { PositionSide } from '@/kernel/side';

/** How a stop follows the price, in percent; null means that it does not. */
export interface AdvanceRules {
  readonly breakEvenAtPercent: string | null;
  readonly breakEvenOffsetPercent: string | null;
  readonly trailingStopPercent: string | null;
  readonly trailingActivationPercent: string | null;
}

export interface AdvanceFacts {
  readonly side: PositionSide;
  readonly averagePrice: string;
  /** The price now. */
  readonly price: string;
  /** Where the stop has followed the price to already. */
  readonly stopPrice: string | null;
  /** Fees of getting in and out, as a share of the price: 0.001 is a tenth of a percent. */
  readonly feeShare: Decimal;
  readonly priceTick: string;
}

/** A trailing stop moves once it is this part of its distance behind: each move costs the venue's rate limit. */
const TRAILING_STEP = new Decimal('0.1');

export const isFollowing = (rules: AdvanceRules): boolean =>
  rules.breakEvenAtPercent !== null || rules.trailingStopPercent !== null;

/** Where the stop goes at this price, on a tick; null when it stays. It never goes to the worse side. */
export function advancedStop(rules: AdvanceRules, facts: AdvanceFacts): string | null {
  const { side, stopPrice, priceTick } = facts;
  const tick = decimal(priceTick);
  const stands = stopPrice === null ? null : decimal(stopPrice);
  const reached = [breakEven(rules, facts), trailing(rules, facts, stands, tick)]
    // Rounded towards the worse side: a tick must not carry the stop across the price.
    .map((price) =>
      price === null ? null : roundToStep(price, tick, side === 'long' ? 'down' : 'up'),
    )
    .filter((price) => price !== null)
    .filter((price) => price.gt(ZERO) && isBetter(side, price, stands))
    .filter((price) => isBetter(side, decimal(facts.price), price));
  if (reached.length === 0) return null;
  const best = side === 'long' ? Decimal.max(...reached) : Decimal.min(...reached);
  return best.toFixed();
}

/** Whether a price is on the good side of another one: above it for a long. */
function isBetter(side: PositionSide, price: Decimal, than: Decimal | null): boolean {
  if (than === null) return true;
  return side === 'long' ? price.gt(than) : price.lt(than);
}

/** `share` further in the direction in which the side gains; below 0 the other way. */
function inFavour(side: PositionSide, price: Decimal, share: Decimal): Decimal {
  return price.times(side === 'long' ? share.plus(1) : new Decimal(1).minus(share));
}

const shareOf = (percent: string): Decimal => decimal(percent).div(100);

function hasMoved(facts: AdvanceFacts, percent: string): boolean {
  const { side, averagePrice, price } = facts;
  const goal = inFavour(side, decimal(averagePrice), shareOf(percent));
  return !isBetter(side, goal, decimal(price));
}

function breakEven(rules: AdvanceRules, facts: AdvanceFacts): Decimal | null {
  const { breakEvenAtPercent, breakEvenOffsetPercent } = rules;
  if (breakEvenAtPercent === null || !hasMoved(facts, breakEvenAtPercent)) return null;
  const offset = shareOf(breakEvenOffsetPercent ?? '0').plus(facts.feeShare);
  return inFavour(facts.side, decimal(facts.averagePrice), offset);
}

function trailing(
  rules: AdvanceRules,
  facts: AdvanceFacts,
  stands: Decimal | null,
  tick: Decimal,
): Decimal | null {
  const { trailingStopPercent, trailingActivationPercent } = rules;
  if (trailingStopPercent === null) return null;
  if (trailingActivationPercent !== null && !hasMoved(facts, trailingActivationPercent))
    return null;
  const price = decimal(facts.price);
  const distance = price.times(shareOf(trailingStopPercent));
  const stop = facts.side === 'long' ? price.minus(distance) : price.plus(distance);
  if (stands === null) return stop;
  const step = Decimal.max(tick, distance.times(TRAILING_STEP));
  return stop.minus(stands).abs().gte(step) ? stop : null;
}
