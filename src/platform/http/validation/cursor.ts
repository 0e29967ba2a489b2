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
