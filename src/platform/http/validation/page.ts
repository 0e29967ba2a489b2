import { cursorText, type CursorPlace } from './cursor';

/** One page of a list, newest first. Response classes of lists: page-response.ts. */
export interface Page<T> {
  readonly items: readonly T[];
  /** All rows that match the filters, not only those of this page. */
  readonly total: number;
  /** Cursor of the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** A page of other things with the same place in the list: rows into responses. */
export function mapPage<A, B>(
  page: Page<A>,
  map: (item: A) => B,
): { items: B[]; total: number; nextCursor: string | null } {
  return { items: page.items.map(map), total: page.total, nextCursor: page.nextCursor };
}

/** All rows of a list that is answered whole, as its only page. */
export function wholePage<T>(items: readonly T[]): {
  items: readonly T[];
  total: number;
  nextCursor: null;
} {
  return { items, total: items.length, nextCursor: null };
}

/**
 * Cuts a page out of rows that were read with `LIMIT limit + 1`: the extra row only says that there is more.
 * `placeOf` gives what the next page needs to go on after a row.
 */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  total: number,
  placeOf: (row: T) => CursorPlace,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, total, nextCursor: hasMore ? cursorText(placeOf(last)) : null };
}

/** The same for rows in the order of their ids, newest first; read its cursor with `idOfCursor`. */
export const pageById = <T extends { readonly id: string }>(
  rows: readonly T[],
  limit: number,
  total: number,
): Page<T> => pageOf(rows, limit, total, ({ id }) => ({ id }));
