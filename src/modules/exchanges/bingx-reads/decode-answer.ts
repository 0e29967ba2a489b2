import { decimal, decimalText, readDecimal } from '@/kernel/decimal';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@/modules/exchanges/adapters/bingx/bingx.json';
import { flagOf, idOf, notUnderstood, textOf } from '@/modules/exchanges/adapters/bingx/bingx.wire';
import { wireNamesOf, type Field, type ScalarField, type Shape } from './fields';

/** What a decoded answer is made of: JSON with no number but small whole ones. */
export type Decoded =
  string | number | boolean | null | readonly Decoded[] | { readonly [name: string]: Decoded };
export type DecodedRow = Readonly<Record<string, Decoded>>;

/** Reads one row. Throws VenueProtocolError, naming the field, when the answer breaks its documentation. */
export function decodeRow(shape: Shape, value: JsonValue | undefined): DecodedRow {
  const row = asObject(value);
  if (row === null) throw notUnderstood(`${shape.name} is no object`);
  const entries = Object.entries(shape.fields).map(([name, field]) => {
    const decoded = decodeField(
      `${shape.name}.${name}`,
      field,
      pick(row, wireNamesOf(name, field)),
    );
    if (decoded === null && field.isRequired)
      throw notUnderstood(`${shape.name}.${name} is missing`);
    return [name, decoded] as const;
  });
  return Object.fromEntries(entries);
}

/** The rows of a list: the first of the places where BingX is known to put them. `null` is an empty list. */
export function rowsAt(
  data: JsonValue,
  at: readonly string[],
  isLoneAllowed: boolean,
): readonly JsonValue[] {
  if (data === null) return [];
  const found = at.map((path) => dig(data, path));
  const list = found.find(isJsonArray);
  if (list !== undefined) return list;
  if (isLoneAllowed) {
    const lone = found.find(isJsonObject);
    if (lone !== undefined) return [lone];
  }
  if (found.includes(null)) return [];
  throw notUnderstood('the list is missing');
}

/** The object at the first of the places where BingX is known to put it; of an array its only element. */
export function objectAt(data: JsonValue, at: readonly string[]): JsonObject | null {
  for (const path of at) {
    const value = dig(data, path);
    if (isJsonObject(value)) return value;
    if (isJsonArray(value) && value.length === 1 && isJsonObject(value[0])) return value[0];
  }
  return null;
}

/** `a.b` of a value; the value itself for an empty path. */
export function dig(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (path === '') return value;
  return path
    .split('.')
    .reduce<JsonValue | undefined>(
      (inner, key) => (isJsonObject(inner) ? own(inner, key) : undefined),
      value,
    );
}

function decodeField(place: string, field: Field, value: JsonValue | undefined): Decoded {
  if (field.kind === 'nested') {
    if (!isJsonObject(value)) return null;
    const inner = decodeRow(field.shape, value);
    const { nothingWithout } = field;
    if (nothingWithout === undefined) return inner;
    const amount = inner[nothingWithout];
    return typeof amount === 'string' && !decimal(amount).isZero() ? inner : null;
  }
  if (field.kind === 'list') return decodeList(place, field.of, value);
  return decodeScalar(place, field, value);
}

function decodeList(place: string, of: Shape | ScalarField, value: JsonValue | undefined): Decoded {
  if (value === undefined || value === null || value === '') return [];
  if (!isJsonArray(value)) throw notUnderstood(`${place} is no list`);
  return value.map((entry) =>
    'fields' in of ? decodeRow(of, entry) : decodeScalar(place, of, entry),
  );
}

function decodeScalar(place: string, field: ScalarField, value: JsonValue | undefined): Decoded {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'object') throw notUnderstood(`${place} is no single value`);
  if (field.kind === 'flag') return decodeFlag(place, value);
  const plain = textOf(String(value));
  if (plain === null) return null;
  switch (field.kind) {
    case 'decimal':
      return decodeDecimal(place, plain);
    case 'count':
      return decodeCount(place, plain);
    case 'id':
      return idOf(plain);
    case 'time':
      return decodeTime(place, plain);
    case 'word':
      return SAME_WORD[plain.toUpperCase()] ?? plain.toUpperCase();
    case 'coded':
      return (field.words as Readonly<Record<string, string>> | undefined)?.[plain] ?? plain;
    default:
      return plain;
  }
}

/** BingX spells this one both ways. */
const SAME_WORD: Readonly<Record<string, string>> = { CANCELED: 'CANCELLED' };

function decodeDecimal(place: string, plain: string): string {
  const value = readDecimal(plain.replace(/\s*[%xX]$/, ''));
  if (value === null) throw notUnderstood(`${place} is not a number`);
  return decimalText(value);
}

function decodeCount(place: string, plain: string): number {
  const value = readDecimal(plain.replace(/[xX]$/, ''));
  if (value?.isInteger() !== true || value.abs().gt(Number.MAX_SAFE_INTEGER)) {
    throw notUnderstood(`${place} is not a whole number`);
  }
  return value.toNumber();
}

function decodeFlag(place: string, value: string | boolean): boolean | null {
  if (value === '1' || value === '0') return value === '1';
  const read = flagOf(value);
  if (read === null && textOf(value) !== null) throw notUnderstood(`${place} is not true or false`);
  return read;
}

/** Seconds have ten digits until the year 2286, milliseconds thirteen. Text without a zone is taken for UTC. */
function decodeTime(place: string, plain: string): string | null {
  if (/^-?0*(?:\.0+)?$/.test(plain)) return null;
  if (/^\d{9,14}$/.test(plain)) {
    const epoch = Number.parseInt(plain, 10);
    return new Date(plain.length <= 10 ? epoch * 1_000 : epoch).toISOString();
  }
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(plain) ? plain : `${plain.replace(' ', 'T')}Z`;
  const at = new Date(zoned.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (!/^\d{4}-\d{2}-\d{2}/.test(plain) || Number.isNaN(at.getTime())) {
    throw notUnderstood(`${place} is not a time`);
  }
  return at.toISOString();
}

/** The first name under which something is said; an empty text says nothing while another name does. */
function pick(row: JsonObject, names: readonly string[]): JsonValue | undefined {
  const values = names.map((name) => (name.includes('.') ? inside(row, name) : own(row, name)));
  return (
    values.find((value) => value !== undefined && value !== null && value !== '') ??
    values.find((value) => value !== undefined)
  );
}

/** `trades.0.price`: through objects and arrays. */
const inside = (row: JsonObject, path: string): JsonValue | undefined =>
  path
    .split('.')
    .reduce<JsonValue | undefined>((value, key) => own(asObject(value) ?? {}, key), row);

const own = (row: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(row, name) ? row[name] : undefined;

/** A row that comes as an array has its places as names. */
function asObject(value: JsonValue | undefined): JsonObject | null {
  if (isJsonObject(value)) return value;
  return isJsonArray(value) ? Object.fromEntries(Object.entries(value)) : null;
}
