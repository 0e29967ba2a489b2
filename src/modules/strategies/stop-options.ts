import { decimal, decimalText, readDecimal, ZERO } from '@/kernel/decimal';
import type { SideRules } from '@/modules/strategies/strategy';

/** How a stop follows the price, in percent. */
export const STOP_OPTIONS = [
  'breakEvenAtPercent',
  'breakEvenOffsetPercent',
  'trailingStopPercent',
  'trailingActivationPercent',
] as const;
export type StopOption = (typeof STOP_OPTIONS)[number];

type FieldReport = (field: keyof SideRules, message: string) => void;

const DIGITS = 18;

/** One option as it was typed in: above 0 and below 100, and an offset may also be 0 or below it. */
export function readStopOption(
  field: StopOption,
  text: string | null | undefined,
  base: string | null,
  report: FieldReport,
): string | null {
  if (text === undefined) return base;
  if (text === null) return null;
  const value = readDecimal(text);
  const least = field === 'breakEvenOffsetPercent' ? decimal('-100') : ZERO;
  if (value?.gt(least) === true && value.lt(100) && value.decimalPlaces() <= DIGITS)
    return decimalText(value);
  report(field, `must be a percentage above ${decimalText(least)} and below 100, as text`);
  return null;
}

/** Options that make no sense without each other. Something must rest on the venue from the first fill on. */
export function checkStopOptions(rules: SideRules, report: FieldReport): void {
  const { breakEvenAtPercent, breakEvenOffsetPercent, trailingActivationPercent } = rules;
  const hasStop = rules.stopLossPerOrder !== null || rules.stopLossGeneral !== null;
  const trailsAtOnce = rules.trailingStopPercent !== null && trailingActivationPercent === null;
  if (breakEvenOffsetPercent !== null && breakEvenAtPercent === null)
    report('breakEvenAtPercent', 'must be set with breakEvenOffsetPercent');
  if (
    breakEvenAtPercent !== null &&
    decimal(breakEvenOffsetPercent ?? '0').gte(decimal(breakEvenAtPercent))
  )
    report(
      'breakEvenOffsetPercent',
      'must be below breakEvenAtPercent: the price is there by then',
    );
  if (breakEvenAtPercent !== null && !hasStop && !trailsAtOnce)
    report('breakEvenAtPercent', 'needs a stop loss that it can move');
  if (trailingActivationPercent === null) return;
  if (rules.trailingStopPercent === null)
    report('trailingStopPercent', 'must be set with trailingActivationPercent');
  if (!hasStop)
    report(
      'trailingActivationPercent',
      'needs a stop loss: until the price is there nothing else would protect the side',
    );
}
