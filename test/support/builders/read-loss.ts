import { decimalText, readDecimal } from '@/kernel/decimal';
import {
  isJsonArray,
  isJsonObject,
  type JsonValue,
} from '@/modules/exchanges/adapters/bingx/bingx.json';
import type { Decoded } from '@/modules/exchanges/bingx-reads/decode-answer';
import {
  wireNamesOf,
  type Field,
  type ScalarField,
  type Shape,
} from '@/modules/exchanges/bingx-reads/fields';

/** What a decoded row lacks of the row that BingX sent: keys that no field claims, values that no field holds. */
export function lossOf(shape: Shape, wire: JsonValue, decoded: Decoded): readonly string[] {
  const row = isJsonArray(wire) ? Object.fromEntries(Object.entries(wire)) : wire;
  if (!isJsonObject(row) || typeof decoded !== 'object' || decoded === null) return ['not a row'];
  const values = decoded as Readonly<Record<string, Decoded>>;
  return Object.entries(row).flatMap(([key, value]) => {
    const claims = Object.entries(shape.fields).filter(([name, field]) =>
      wireNamesOf(name, field).includes(key),
    );
    if (claims.length === 0) return [`${shape.name}: nobody reads ${key}`];
    const losses = claims.map(([name, field]) => fieldLoss(field, value, values[name] ?? null));
    if (losses.some((loss) => loss === null)) return [];
    return [`${shape.name}.${key}: ${losses.join('; ')}`];
  });
}

/** Null when nothing is lost. */
function fieldLoss(field: Field, wire: JsonValue, decoded: Decoded): string | null {
  if (wire === null || wire === '') return null;
  if (field.kind === 'nested') {
    if (decoded === null) return saysNothing(field, wire) ? null : 'the object is gone';
    return lossOf(field.shape, wire, decoded).join('; ') || null;
  }
  if (field.kind === 'list') {
    if (!isJsonArray(wire) || !Array.isArray(decoded) || wire.length !== decoded.length)
      return 'rows are gone';
    const inner = wire.map((one, at) => {
      const kept = (decoded as readonly Decoded[])[at] ?? null;
      return 'fields' in field.of
        ? lossOf(field.of, one, kept).join('; ')
        : (scalarLoss(field.of, one, kept) ?? '');
    });
    return inner.filter((loss) => loss !== '').join('; ') || null;
  }
  return scalarLoss(field, wire, decoded);
}

function saysNothing(field: Extract<Field, { kind: 'nested' }>, wire: JsonValue): boolean {
  const value = isJsonObject(wire) ? wire[field.nothingWithout ?? ''] : null;
  return value === undefined || value === '' || readDecimal(shown(value))?.isZero() === true;
}

function scalarLoss(field: ScalarField, wire: JsonValue, decoded: Decoded): string | null {
  const text = shown(wire);
  const kept = shown(decoded);
  const isKept = (): boolean => {
    switch (field.kind) {
      case 'decimal':
        return decoded === plainDecimal(text);
      case 'count':
        return kept === plainDecimal(text);
      case 'flag':
        return kept === text;
      case 'id':
        return decoded === text || (decoded === null && /^0+$/.test(text));
      case 'time':
        return decoded === null ? text === '0' : sameTime(text, kept);
      case 'word':
        return [text.toUpperCase(), text.toUpperCase().replace(/^CANCELED$/, 'CANCELLED')].includes(
          kept,
        );
      case 'coded':
        return decoded !== null && decoded !== '';
      default:
        return decoded === text.trim();
    }
  };
  return isKept() ? null : `${text} became ${kept}`;
}

const shown = (value: JsonValue | Decoded): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

function plainDecimal(text: string): string {
  const value = readDecimal(text.replace(/[%X]$/i, ''));
  return value === null ? 'no number' : decimalText(value);
}

function sameTime(text: string, iso: string): boolean {
  if (/^\d{10}$/.test(text)) return `${text}000` === String(new Date(iso).getTime());
  if (/^\d+$/.test(text)) return text === String(new Date(iso).getTime());
  return new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')).toISOString() === iso;
}
