import { isLosslessNumber, parse } from 'lossless-json';
import { scanBody, type BodyScan, type SecretSpan } from './body-scan';
import { faultOf } from './json-faults';
import { shown, type Problems } from './problems';
import { isJsonText, secretSpans } from './secrets';

/** Deeper or larger bodies are stored and not read: no alarm needs them, and recursive code would suffer. */
export const MAX_DEPTH = 20;
export const MAX_KEYS = 200;

/** A body as text, before its meaning is looked for. */
export interface OpenBody {
  readonly text: string;
  readonly isUtf8: boolean;
  readonly isJson: boolean;
  readonly scan: BodyScan;
  readonly secrets: readonly SecretSpan[];
}

/** A member of the body's object: text, a number in its own spelling, a truth value, null, or nested. */
export type BodyValue = string | NumberText | boolean | null | readonly BodyValue[] | BodyObject;
export type BodyObject = ReadonlyMap<string, BodyValue>;

/** A number as it was written: `0.10`, `1e-7` and 19 digits stay what they are. */
export class NumberText {
  constructor(readonly text: string) {}
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

/** Decodes UTF-8 without its byte order mark and finds the secrets. Never fails: broken bytes become U+FFFD. */
export function openBody(bytes: Buffer): OpenBody {
  const { text, isUtf8 } = decoded(bytes);
  const scan = scanBody(text);
  const isJson = isJsonText(text);
  return { text, isUtf8, isJson, scan, secrets: secretSpans(text, scan, isJson) };
}

function decoded(bytes: Buffer): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: strict.decode(bytes), isUtf8: true };
  } catch {
    return { text: lenient.decode(bytes), isUtf8: false };
  }
}

/** The members of the body's object, or null with a problem that names what is wrong. `text` has its secrets removed. */
export function readMembers(body: OpenBody, text: string, problems: Problems): BodyObject | null {
  const fault = structureFault(body);
  if (fault !== null) {
    problems.refuse(fault.code, null, fault.message);
    return null;
  }
  for (const key of new Set(body.scan.duplicateKeys)) {
    problems.refuse(
      'duplicate-key',
      shown(key),
      `"${shown(key)}" stands in the message more than once; keep one of them.`,
    );
  }
  const value = fromLossless(parsedOrNull(text));
  if (isBodyObject(value)) return value;
  problems.refuse(
    'not-an-object',
    null,
    'The message is JSON, but not one object: it must begin with { and end with }.',
  );
  return null;
}

interface Fault {
  readonly code: string;
  readonly message: string;
}

function structureFault(body: OpenBody): Fault | null {
  if (!body.isUtf8) return { code: 'not-utf8', message: 'The message is not UTF-8 text.' };
  if (body.scan.depth > MAX_DEPTH) {
    return {
      code: 'nested-too-deep',
      message: `The message is nested deeper than ${String(MAX_DEPTH)} levels.`,
    };
  }
  if (body.scan.keys > MAX_KEYS) {
    return {
      code: 'too-many-members',
      message: `The message has more than ${String(MAX_KEYS)} members.`,
    };
  }
  return body.isJson ? null : faultOf(body.text, body.scan.tokens);
}

function parsedOrNull(text: string): unknown {
  try {
    // Repeated names were reported already; any of the values will do for showing.
    return parse(text, null, { onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    return null;
  }
}

/** Objects become maps, so that a member named `__proto__` is a member like any other. */
function fromLossless(value: unknown): BodyValue {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (isLosslessNumber(value)) return new NumberText(value.value);
  if (Array.isArray(value)) return value.map(fromLossless);
  if (typeof value !== 'object') return null;
  return new Map(Object.entries(value).map(([name, member]) => [name, fromLossless(member)]));
}

/** The text of a scalar that could carry a meaning, as it was written; null for nothing, a truth value or a nested value. */
export function scalarText(value: BodyValue): string | null {
  if (value instanceof NumberText) return value.text;
  return typeof value === 'string' ? value : null;
}

/** A plain JSON value for keeping and showing. A number that a float would change is kept as text. */
export function toPlain(value: BodyValue): unknown {
  if (value instanceof NumberText) {
    const number: unknown = JSON.parse(value.text);
    return String(number) === value.text ? number : value.text;
  }
  if (isBodyObject(value))
    return plainObject([...value].map(([name, member]) => [name, toPlain(member)] as const));
  return isBodyArray(value) ? value.map(toPlain) : value;
}

export const isBodyObject = (value: BodyValue): value is BodyObject => value instanceof Map;
const isBodyArray = (value: BodyValue): value is readonly BodyValue[] => Array.isArray(value);

/** An object without a prototype, so that no member name means anything to it. */
export function plainObject(
  members: readonly (readonly [string, unknown])[],
): Record<string, unknown> {
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of members) {
    Object.defineProperty(result, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}
