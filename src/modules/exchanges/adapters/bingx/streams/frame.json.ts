import type { JsonValue } from '../bingx.json';

/** What a frame says. Numbers are JavaScript's only where their text survives that; all others are text. */
export type FrameValue =
  string | number | boolean | null | readonly FrameValue[] | { readonly [key: string]: FrameValue };
export type FrameObject = Readonly<Record<string, FrameValue>>;

/** A JavaScript number holds every decimal of 15 digits; with sign or point that is at most so many characters. */
const MOST_CHARACTERS = 15;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const QUOTE = 34;
const BACKSLASH = 92;
const PLUS = 43;
const MINUS = 45;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const UPPER_E = 69;
const LOWER_E = 101;

/**
 * Parses a frame without loss and nearly as fast as JSON.parse: numbers that would not survive are put in quotes first.
 * Undefined when the text is not one JSON object.
 */
export function readFrame(text: string): FrameObject | undefined {
  let value: FrameValue;
  try {
    value = JSON.parse(withLongNumbersQuoted(text)) as FrameValue;
  } catch {
    return undefined;
  }
  return isFrameObject(value) ? value : undefined;
}

/** Looks at each character once. Whatever is no JSON stays as wrong as it is. */
function withLongNumbersQuoted(text: string): string {
  const hasEscapes = text.includes('\\');
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = hasEscapes ? endOfEscaped(text, at) : text.indexOf('"', at + 1) + 1;
      if (at === 0) return text;
    } else if (code <= NINE && (code >= ZERO || code === MINUS)) {
      const start = at;
      const digits = endOfDigits(text, at + 1);
      at = endOfExponent(text, digits);
      // What is no number stays out of quotes, so that it is refused.
      if (at === digits && at - start <= MOST_CHARACTERS) continue;
      const number = text.slice(start, at);
      if (!NUMBER.test(number)) return text;
      quoted += `${text.slice(copied, start)}"${number}"`;
      copied = at;
    } else at += 1;
  }
  return copied === 0 ? text : quoted + text.slice(copied);
}

/** Past the closing quote of the text that begins at `start`; 0 when it never ends. */
function endOfEscaped(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return 0;
}

/** Past the digits, points and signs from `start` on. */
function endOfDigits(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > NINE || code < MINUS || code === SLASH) break;
  }
  return at;
}

/** Past the exponent that begins at `start`; `start` when none does. */
function endOfExponent(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code !== LOWER_E && code !== UPPER_E) return start;
  return endOfDigits(text, start + (text.charCodeAt(start + 1) === PLUS ? 2 : 1));
}

export const isFrameObject = (value: FrameValue | undefined): value is FrameObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field in the form that REST answers have, so that both are read by the same functions. */
export function wire(value: FrameValue | undefined): JsonValue | undefined {
  return typeof value === 'number' ? String(value) : (value as JsonValue | undefined);
}

/** The objects of a list; whatever else is in it is left out. */
export const rowsIn = (value: FrameValue | undefined): readonly FrameObject[] =>
  Array.isArray(value) ? (value as readonly FrameValue[]).filter(isFrameObject) : [];
