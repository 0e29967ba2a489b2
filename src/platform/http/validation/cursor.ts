import { isIdText } from '@/kernel/ids';
import { InvalidCursorError } from '@/platform/http/http.errors';

/** Where a page ended: sort values and id of its last row. Text and safe integers only. */
export type CursorPlace = Readonly<Record<string, string | number>>;

/** Writes a place as an opaque cursor. */
export function cursorText(place: CursorPlace): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

/**
 * Reads a cursor that cursorText wrote. `read` turns the decoded value into the list's own place, or null when
 * it is not one. Throws InvalidCursorError (400): cursors come from callers and may hold anything.
 */
export function readCursor<T>(
  cursor: string,
  read: (place: Readonly<Record<string, unknown>>) => T | null,
): T {
  const place = decode(cursor);
  const result = place === null ? null : read(place);
  if (result === null) throw new InvalidCursorError();
  return result;
}

/** The id that a list in the order of ids goes on after; null for its first page. Throws InvalidCursorError. */
export function idOfCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  return readCursor(cursor, ({ id }) => (typeof id === 'string' && isIdText(id) ? id : null));
}

/** The time and id that a list in the order of both goes on after; null for its first page. Throws InvalidCursorError. */
export function timeOfCursor(
  cursor: string | undefined,
  isId: (text: string) => boolean = isIdText,
): { readonly at: Date; readonly id: string } | null {
  if (cursor === undefined) return null;
  return readCursor(cursor, ({ at, id }) => {
    if (typeof at !== 'number' || typeof id !== 'string' || !isId(id)) return null;
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? null : { at: time, id };
  });
}

/** The number that a list in the order of a number goes on after, as text; null for its first page. Throws InvalidCursorError. */
export function numberOfCursor(cursor: string | undefined, name: string): string | null {
  if (cursor === undefined) return null;
  return readCursor(cursor, ({ [name]: place }) =>
    typeof place === 'string' && /^\d{1,19}$/.test(place) ? place : null,
  );
}

function decode(cursor: string): Readonly<Record<string, unknown>> | null {
  if (!/^[A-Za-z0-9_-]{1,1000}$/.test(cursor)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
