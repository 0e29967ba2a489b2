import { LosslessNumber, isLosslessNumber, parse, stringify } from 'lossless-json';

/** One parameter or field as it travelled: text, or (inside JSON) a number that keeps its digits. */
export type Wire = unknown;

/** A number that is written to JSON digit by digit: 19-digit ids and decimals. */
export const digits = (text: string): LosslessNumber => new LosslessNumber(text);

/** Writes an answer. Numbers made by {@link digits} keep every digit. */
export function writeJson(value: Wire): string {
  return stringify(value) ?? 'null';
}

/** Reads JSON without losing digits; undefined when the text is not JSON. */
export function readJson(text: string): Wire {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** The text of a scalar as the signer saw it; lists and objects become compact JSON. */
export function wireText(value: Wire): string {
  if (typeof value === 'string') return value;
  if (isLosslessNumber(value)) return value.toString();
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return writeJson(value);
}

/** The members of a JSON object as parameters, in their order; null when the value is no object. */
export function membersOf(value: Wire): ReadonlyMap<string, string> | null {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    isLosslessNumber(value)
  )
    return null;
  return new Map(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([name, member]) => [name, wireText(member)]),
  );
}
