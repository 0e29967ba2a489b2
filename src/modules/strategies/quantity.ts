import { Decimal, decimal, decimalText, floorToStep, readDecimal, ZERO } from '@/kernel/decimal';
import { readInstrument } from '@/kernel/instrument';
import { isInverse, notionalOf } from '@/kernel/inverse';
import type {
  DecisionFacts,
  DecisionReason,
  InstrumentFacts,
  OpenEntry,
} from '@/modules/strategies/decision';
import type { SideRules } from '@/modules/strategies/strategy';

/** A refusal with its reason, or an amount that is not yet rounded to the step. */
export type Sizing =
  | { readonly ok: true; readonly amount: Decimal; readonly origin: string }
  | { readonly ok: false; readonly reason: DecisionReason; readonly detail: string };

/** The places that a size column holds; also keeps quotients inside the arithmetic's 64 digits. */
const PLACES = 18;
const TOO_LARGE = decimal('1e18');

/** What the rules ask an entry to be, in the venue's unit, before rounding. */
export function entryAmount(facts: DecisionFacts, rules: SideRules): Sizing {
  switch (rules.quantityMode) {
    case 'fixed':
      return positive(
        rules.quantity,
        'the strategy',
        `the strategy's quantity ${String(rules.quantity)}`,
      );
    case 'alarm':
      return positive(
        facts.alarm.quantity,
        'the alarm',
        `the alarm's quantity ${String(facts.alarm.quantity)}`,
      );
    case 'quote': {
      const amount = positive(
        rules.quantity,
        'the strategy',
        `${String(rules.quantity)} in quote currency`,
      );
      return amount.ok ? fromNotional(facts, amount.amount, amount.origin) : amount;
    }
    case 'equity-percent':
      return fromEquity(facts, rules);
  }
}

/** Percent of equity is notional: leverage changes the margin that the entry takes, not its size. */
function fromEquity(facts: DecisionFacts, rules: SideRules): Sizing {
  const percent = positive(rules.quantity, 'the strategy', '');
  if (!percent.ok) return percent;
  if (facts.equity === null) {
    return missing(
      `${decimalText(percent.amount)} % of equity is asked for, but the account's equity is not known`,
    );
  }
  const equity = positive(facts.equity, 'the account', '');
  if (!equity.ok)
    return missing(`the account's equity is ${facts.equity}: there is nothing to take a part of`);
  const share = equity.amount.times(percent.amount).div(100);
  const instrument = readInstrument(facts.strategy.instrument);
  if (instrument === null || !isInverse(instrument)) {
    const origin = `${decimalText(percent.amount)} % of ${decimalText(equity.amount)} equity`;
    return fromNotional(facts, share, origin);
  }
  const origin = `${decimalText(percent.amount)} % of ${decimalText(equity.amount)} ${instrument.base} equity`;
  const price = knownPrice(facts.price);
  if (price === null) return withoutPrice(origin);
  return fromNotional(facts, share.times(price), `${origin} at ${decimalText(price)}`);
}

function fromNotional(facts: DecisionFacts, notional: Decimal, origin: string): Sizing {
  const instrument = readInstrument(facts.strategy.instrument);
  if (instrument !== null && isInverse(instrument)) {
    const value = facts.instrument?.contractValue ?? null;
    const worth = value === null ? null : readDecimal(value);
    if (worth?.gt(ZERO) !== true)
      return missing(`${origin} needs the worth of a contract to become contracts`);
    return bounded(notional.div(worth), `${origin} in contracts of ${decimalText(worth)}`);
  }
  const price = knownPrice(facts.price);
  if (price === null) return withoutPrice(origin);
  return bounded(notional.div(price), `${origin} at ${decimalText(price)}`);
}

function knownPrice(text: string | null): Decimal | null {
  const price = text === null ? null : readDecimal(text);
  return price?.gt(ZERO) === true ? price : null;
}

const withoutPrice = (origin: string): Sizing =>
  missing(`${origin} needs a price to become a quantity, and none is known`);

/** Reads a size that must be there and above zero. */
export function positive(text: string | null, owner: string, origin: string): Sizing {
  if (text === null) return missing(`${owner} carries no quantity`);
  const value = readDecimal(text);
  if (value === null) return missing(`${owner} carries a quantity that is not a number`);
  if (value.isZero()) return tooSmall(`${owner} carries a quantity of 0`);
  if (value.isNegative())
    return missing(`${owner} carries a negative quantity, ${decimalText(value)}`);
  return bounded(value, origin);
}

function bounded(value: Decimal, origin: string): Sizing {
  if (value.gte(TOO_LARGE)) return missing(`${origin} is more than any venue takes`);
  return { ok: true, amount: value.toDecimalPlaces(PLACES, Decimal.ROUND_DOWN), origin };
}

/** Rounds down to the step and refuses what the venue would: under its quantity or, with a price, its notional minimum. */
export function sizeToStep(
  amount: Decimal,
  origin: string,
  instrument: InstrumentFacts,
  price: string | null,
):
  | { readonly ok: true; readonly quantity: Decimal }
  | { readonly ok: false; readonly detail: string } {
  const step = decimal(instrument.quantityStep);
  const quantity = floorToStep(amount, step);
  const shown = `${origin} is ${decimalText(quantity)} in whole steps of ${decimalText(step)}`;
  const minimum = decimal(instrument.minQuantity);
  if (quantity.lte(ZERO) || quantity.lt(minimum)) {
    return { ok: false, detail: `${shown}; the venue's minimum is ${decimalText(minimum)}` };
  }
  const notional = worthOf(quantity, instrument, price);
  if (instrument.minNotional !== null && notional !== null) {
    const least = decimal(instrument.minNotional);
    if (notional.worth.lt(least)) {
      return {
        ok: false,
        detail:
          `${shown}, worth ${decimalText(notional.worth)}${notional.at}; ` +
          `the venue's minimum is ${decimalText(least)} in quote currency`,
      };
    }
  }
  return { ok: true, quantity };
}

/** What a quantity is worth in quote currency; null when that takes a price and none is known. */
function worthOf(
  quantity: Decimal,
  { contractValue }: InstrumentFacts,
  price: string | null,
): { readonly worth: Decimal; readonly at: string } | null {
  if (contractValue !== null) return { worth: notionalOf(quantity, ZERO, contractValue), at: '' };
  const known = price === null ? null : readDecimal(price);
  if (known === null) return null;
  return { worth: notionalOf(quantity, known, null), at: ` at ${decimalText(known)}` };
}

/** What this strategy opened on a side and has not closed, summed exactly. */
export function openQuantity(entries: readonly OpenEntry[]): Decimal {
  return entries.reduce((sum, entry) => sum.plus(decimal(entry.quantity)), ZERO);
}

const missing = (detail: string): Sizing => ({ ok: false, reason: 'quantity-missing', detail });
const tooSmall = (detail: string): Sizing => ({ ok: false, reason: 'quantity-too-small', detail });
