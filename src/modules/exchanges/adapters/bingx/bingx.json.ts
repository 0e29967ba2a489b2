import { parse } from 'lossless-json';
import { decimalText, readDecimal } from '@/kernel/decimal';

/**
 * What BingX says, with every number as its own decimal text: 19-digit ids do not survive a JavaScript number.
 * So `1`, `"1"` and `1.0` differ only in their text, which suits an exchange that mixes numbers and strings.
 */
export type JsonValue = string | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Parses without loss; undefined when the text is not one JSON value. */
export function readJson(text: string): JsonValue | undefined {
  try {
    return parse(text, undefined, numberText) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Exponents are written out, everything else stays digit for digit. */
function numberText(text: string): string {
  if (!/[eE]/.test(text)) return text;
  const value = readDecimal(text);
  if (value === null) throw new SyntaxError('number out of range');
  return decimalText(value);
}

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonArray = (value: JsonValue | undefined): value is readonly JsonValue[] =>
  Array.isArray(value);
