import { decimal, decimalText, readDecimal } from '@/kernel/decimal';
import { VenueProtocolError } from '@/modules/exchanges/venue.errors';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './bingx.json';

/** A field on the wire: every number has become its text, and BingX mixes numbers, strings and `""` for "none". */
export type Wire = JsonValue | undefined;

/** The error for an answer that breaks its documentation. */
export const notUnderstood = (what: string): VenueProtocolError =>
  new VenueProtocolError('bingx', what);

/** Text that says something; null for missing, null and `""`. */
export function textOf(value: Wire): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A decimal in its canonical text; null for "none". Throws when the text is no number. */
export function amountOf(value: Wire, field: string): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const amount = readDecimal(text);
  if (amount === null) throw notUnderstood(`${field} is not a number`);
  return decimalText(amount);
}

/** Like {@link amountOf} for a field that must be there. */
export function amount(value: Wire, field: string): string {
  const text = amountOf(value, field);
  if (text === null) throw notUnderstood(`${field} is missing`);
  return text;
}

/** Like {@link amountOf}; zero is "none" as well, which is how BingX says that there is no such price. */
export function priceOf(value: Wire, field: string): string | null {
  const text = amountOf(value, field);
  return text === null || decimal(text).isZero() ? null : text;
}

/** An id, digit for digit; 0 is "none". */
export function idOf(value: Wire): string | null {
  const text = textOf(value);
  return text === null || /^0+$/.test(text) ? null : text;
}

/** Epoch milliseconds; null for "none". */
export function timeOf(value: Wire): Date | null {
  const text = textOf(value);
  return text !== null && /^\d{12,14}$/.test(text) ? new Date(Number.parseInt(text, 10)) : null;
}

/** ISO time with a zone, also `+0800` without a colon. */
export function isoTimeOf(value: Wire): Date | null {
  const text = textOf(value);
  if (text === null) return null;
  const time = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time.getTime()) ? null : time;
}

/** `true`, `"true"`; null when it says neither. */
export function flagOf(value: Wire): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : null;
}

/** A small whole number, such as a count of decimals. */
export function countOf(value: Wire, field: string): number {
  const text = textOf(value);
  if (text === null || !/^\d{1,3}$/.test(text)) throw notUnderstood(`${field} is not a count`);
  return Number.parseInt(text, 10);
}

/** A count of rows; null when none is stated. */
export function decimalCount(value: Wire): number | null {
  const text = textOf(value);
  return text !== null && /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : null;
}

export function objectOf(value: JsonValue | undefined, what: string): JsonObject {
  if (!isJsonObject(value)) throw notUnderstood(`${what} is missing`);
  return value;
}

/** The rows of a list. `null` is an empty list; BingX says both. */
export function rowsOf(value: JsonValue | undefined, what: string): readonly JsonObject[] {
  if (value === null) return [];
  if (!isJsonArray(value)) throw notUnderstood(`${what} is not a list`);
  return value.map((row) => objectOf(row, `a row of ${what}`));
}
