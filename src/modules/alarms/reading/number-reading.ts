import { decimalText, readDecimal, ZERO, type Decimal } from '@/kernel/decimal';
import { shown, type Problems } from './problems';

/** Longest decimal text that is kept as a size or a price. */
const MAX_LENGTH = 60;

/**
 * A size or a price as exact decimal text, greater than zero. Anything else is null with a note that says why, and
 * is never read as 0. A comma may be a decimal mark or group digits: it is never guessed, and refuses the alarm.
 */
export function readAmount(
  text: string,
  meaning: 'quantity' | 'price',
  field: string,
  problems: Problems,
): string | null {
  const value = readDecimal(text);
  const fault = value === null ? whyNot(text) : faultOf(value);
  if (value !== null && fault === null) return decimalText(value);
  const message = `"${shown(field)}" is ${JSON.stringify(shown(text))}: ${fault ?? ''}.`;
  if (/\d,\d/.test(text)) problems.refuse('comma-in-number', field, message);
  else problems.note(`${meaning}-not-a-number`, field, message);
  return null;
}

/** A size without regard to its sign, for position sizes; null when it is no number. */
export function readSize(text: string): Decimal | null {
  return readDecimal(text)?.abs() ?? null;
}

function faultOf(value: Decimal): string | null {
  if (!value.gt(ZERO)) return 'it must be greater than zero';
  return decimalText(value).length > MAX_LENGTH ? 'it has too many digits' : null;
}

function whyNot(text: string): string {
  if (/\{\{/.test(text)) return 'TradingView did not fill in the placeholder';
  if (/^\s*[+-]?(?:nan|na)[%TBMK]?\s*$/i.test(text)) return 'NaN is not a number';
  if (/∞|^\s*[+-]?inf/i.test(text)) return 'infinity is not a number';
  if (text.includes(','))
    return 'a comma may group digits or mark decimals; write the number with a point and without groups';
  return 'it is not a decimal number such as 0.01';
}
