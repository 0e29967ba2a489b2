import { Decimal, decimal, decimalText, floorToStep, roundToStep, ZERO } from '@/kernel/decimal';
import { averagePriceOf } from '@/kernel/inverse';
import type { PositionSide } from '@/kernel/side';

/** One settled entry that needs protection: what is still open of it, and at what price it filled. */
export interface ProtectedEntry {
  readonly orderId: string;
  readonly quantity: string;
  readonly averagePrice: string;
}

/** The percentages of a side; null means "not wanted". */
export interface ProtectionRules {
  readonly takeProfitPerOrder: string | null;
  readonly stopLossPerOrder: string | null;
  readonly takeProfitGeneral: string | null;
  readonly stopLossGeneral: string | null;
  /** Without any stop loss and activation it is the stop of the whole side from the first fill on. */
  readonly trailingStopPercent?: string | null;
  readonly trailingActivationPercent?: string | null;
}

/** Where stops have followed the price to, by break-even or trailing: a stop is never worse than that. */
export interface AdvancedStops {
  readonly side: string | null;
  /** By the id of the entry. */
  readonly entries: ReadonlyMap<string, string>;
}

const NOT_ADVANCED: AdvancedStops = { side: null, entries: new Map() };

export interface ProtectionSteps {
  readonly quantityStep: string;
  readonly priceTick: string;
  /** Worth of one contract in quote currency; null where a quantity is base coin. */
  readonly contractValue: string | null;
}

export type ProtectionPurpose = 'take-profit' | 'stop-loss';

/** One protective order that should rest on the venue. `protects` is an entry's id, or null for the side's general leg. */
export interface ProtectionLeg {
  readonly purpose: ProtectionPurpose;
  readonly protects: string | null;
  readonly quantity: string;
  readonly stopPrice: string;
}

/**
 * What should rest on the venue for one side of one strategy. Where an entry has both its own and a general level,
 * the one that triggers first protects it: so each part of the position has one stop and one target, and the sum
 * of the stops never exceeds the position (the venue refuses more).
 */
export function planProtection(
  side: PositionSide,
  entries: readonly ProtectedEntry[],
  rules: ProtectionRules,
  steps: ProtectionSteps,
  advanced: AdvancedStops = NOT_ADVANCED,
): readonly ProtectionLeg[] {
  const open = entries.filter((entry) => decimal(entry.quantity).gt(ZERO));
  if (open.length === 0) return [];
  return [
    ...legsOf(
      { purpose: 'stop-loss', side, steps, advanced },
      open,
      rules.stopLossPerOrder,
      generalStopOf(rules),
    ),
    ...legsOf(
      { purpose: 'take-profit', side, steps, advanced: NOT_ADVANCED },
      open,
      rules.takeProfitPerOrder,
      rules.takeProfitGeneral,
    ),
  ];
}

/** What one kind of leg is made from. */
interface LegFacts {
  readonly purpose: ProtectionPurpose;
  readonly side: PositionSide;
  readonly steps: ProtectionSteps;
  readonly advanced: AdvancedStops;
}

/** The percentage of the whole side's stop: something rests from the first fill on, also where a stop only trails. */
function generalStopOf(rules: ProtectionRules): string | null {
  if (rules.stopLossGeneral !== null || rules.stopLossPerOrder !== null)
    return rules.stopLossGeneral;
  return (rules.trailingActivationPercent ?? null) === null
    ? (rules.trailingStopPercent ?? null)
    : null;
}

function legsOf(
  { purpose, side, steps, advanced }: LegFacts,
  entries: readonly ProtectedEntry[],
  perOrder: string | null,
  general: string | null,
): readonly ProtectionLeg[] {
  const generalPrice =
    general === null
      ? null
      : notWorse(
          side,
          level(purpose, side, averageOf(entries, steps), decimal(general)),
          advanced.side,
        );
  const legs: ProtectionLeg[] = [];
  let shared = ZERO;
  for (const entry of entries) {
    const own =
      perOrder === null
        ? null
        : notWorse(
            side,
            level(purpose, side, decimal(entry.averagePrice), decimal(perOrder)),
            advanced.entries.get(entry.orderId) ?? null,
          );
    if (
      own !== null &&
      (generalPrice === null || triggersFirst(purpose, side, own, generalPrice))
    ) {
      legs.push(...legOf(purpose, side, entry.orderId, decimal(entry.quantity), own, steps));
    } else if (generalPrice !== null) {
      shared = shared.plus(decimal(entry.quantity));
    }
  }
  if (generalPrice !== null) legs.push(...legOf(purpose, side, null, shared, generalPrice, steps));
  return legs;
}

function notWorse(side: PositionSide, price: Decimal, advanced: string | null): Decimal {
  if (advanced === null) return price;
  return side === 'long'
    ? Decimal.max(price, decimal(advanced))
    : Decimal.min(price, decimal(advanced));
}

function legOf(
  purpose: ProtectionPurpose,
  side: PositionSide,
  protects: string | null,
  quantity: Decimal,
  price: Decimal,
  steps: ProtectionSteps,
): readonly ProtectionLeg[] {
  const sized = floorToStep(quantity, decimal(steps.quantityStep));
  // Rounded towards the entry price, so that a rounded stop never risks more than the trader asked for.
  const towards = (purpose === 'stop-loss') === (side === 'long') ? 'up' : 'down';
  const stopPrice = roundToStep(price, decimal(steps.priceTick), towards);
  if (!sized.gt(ZERO) || !stopPrice.gt(ZERO)) return [];
  return [{ purpose, protects, quantity: decimalText(sized), stopPrice: decimalText(stopPrice) }];
}

/** A long's stop and a short's target lie below the price, the other two above it. */
function level(
  purpose: ProtectionPurpose,
  side: PositionSide,
  from: Decimal,
  percent: Decimal,
): Decimal {
  const isBelow = (purpose === 'stop-loss') === (side === 'long');
  const share = percent.div(100);
  return from.times(isBelow ? new Decimal(1).minus(share) : new Decimal(1).plus(share));
}

function triggersFirst(
  purpose: ProtectionPurpose,
  side: PositionSide,
  own: Decimal,
  general: Decimal,
): boolean {
  const isBelow = (purpose === 'stop-loss') === (side === 'long');
  return isBelow ? own.gte(general) : own.lte(general);
}

function averageOf(entries: readonly ProtectedEntry[], steps: ProtectionSteps): Decimal {
  const parts = entries.map(({ quantity, averagePrice }) => ({
    quantity: decimal(quantity),
    price: decimal(averagePrice),
  }));
  return averagePriceOf(parts, steps.contractValue !== null) ?? ZERO;
}

/** A protective order as it stands in our books. */
export interface RestingLeg extends ProtectionLeg {
  readonly orderId: string;
}

/** What to cancel and what to place so that exactly the plan rests. */
export interface ProtectionChange {
  readonly cancel: readonly string[];
  readonly place: readonly ProtectionLeg[];
}

/**
 * Compares plan and reality. A leg whose predecessor must go first is not placed in the same round:
 * two stops for one quantity would exceed the position and be refused. Where exits sell coins, any leg that leaves
 * still locks some.
 */
export function protectionChange(
  plan: readonly ProtectionLeg[],
  resting: readonly RestingLeg[],
  exitsBy: 'position' | 'coins' = 'position',
): ProtectionChange {
  const wanted = new Map(plan.map((leg) => [identityOf(leg), leg]));
  const cancel: string[] = [];
  const kept = new Set<string>();
  const leaving = new Set<string>();
  for (const leg of resting) {
    const identity = identityOf(leg);
    const target = wanted.get(identity);
    if (target !== undefined && !kept.has(identity) && isSameLeg(target, leg)) kept.add(identity);
    else {
      cancel.push(leg.orderId);
      leaving.add(leg.purpose);
    }
  }
  const isBlocked = (leg: ProtectionLeg): boolean =>
    exitsBy === 'coins' ? leaving.size > 0 : leaving.has(leg.purpose);
  const place = plan.filter((leg) => !kept.has(identityOf(leg)) && !isBlocked(leg));
  return { cancel, place };
}

/** Where exits sell coins only one can hold them: of a stop and a target the stop stays. */
export const withOneExit = (rules: ProtectionRules): ProtectionRules =>
  rules.stopLossPerOrder === null && generalStopOf(rules) === null
    ? rules
    : { ...rules, takeProfitPerOrder: null, takeProfitGeneral: null };

export const identityOf = (leg: Pick<ProtectionLeg, 'purpose' | 'protects'>): string =>
  `${leg.purpose}:${leg.protects ?? 'side'}`;

/** Whether two legs ask the venue for the same. */
export const isSameLeg = (a: ProtectionLeg, b: ProtectionLeg): boolean =>
  decimal(a.quantity).eq(decimal(b.quantity)) && decimal(a.stopPrice).eq(decimal(b.stopPrice));
