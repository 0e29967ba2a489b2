import type { JsonValue } from '@/modules/exchanges/adapters/bingx/bingx.json';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { cursorText, readCursor, type CursorPlace } from '@/platform/http/validation/cursor';
import type { DecodedRow } from './decode-answer';
import type { ReadInput } from './read-input';

/** A page of a list. `total` is null when BingX does not say how many there are. */
export interface ReadPage {
  readonly items: readonly DecodedRow[];
  readonly total: number | null;
  readonly nextCursor: string | null;
}

/** What BingX answered to one call of a page. */
export interface AskedRows {
  readonly rows: readonly DecodedRow[];
  readonly data: JsonValue;
}

/** Wire parameters of one call, beside those that the question itself has. */
export type PageCall = Readonly<Record<string, string>>;

/** What a pager works with. */
export interface PagerContext {
  readonly operationId: string;
  readonly input: ReadInput;
  /** The time of BingX's clock. */
  readonly now: number;
  readonly ask: (call: PageCall) => Promise<AskedRows>;
}

/** One way to read a long list. */
export interface Pager {
  /** The first call of the page that is asked for. Throws InvalidRequestError and InvalidCursorError. */
  first(context: PagerContext): PageCall;
  read(context: PagerContext): Promise<ReadPage>;
}

/** A cursor that only its own operation takes back. */
export const cursorOf = (context: PagerContext, place: CursorPlace): string =>
  cursorText({ ...place, of: context.operationId });

/** The whole numbers of a cursor by name; null without a cursor. Throws InvalidCursorError. */
export function placeOf<Name extends string>(
  context: PagerContext,
  names: readonly Name[],
): Readonly<Record<Name, number>> | null {
  const { cursor } = context.input;
  if (cursor === null) return null;
  return readCursor(cursor, (place) => {
    const isWhole = (value: unknown): boolean =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    return place['of'] === context.operationId && names.every((name) => isWhole(place[name]))
      ? (place as unknown as Readonly<Record<Name, number>>)
      : null;
  });
}

export const wrong = (parameter: string, message: string): InvalidRequestError =>
  new InvalidRequestError([{ pointer: `/${parameter}`, message }]);

/** The time of a row in epoch milliseconds, by one of its fields; 0 without one. */
export function timeOfRow(row: DecodedRow, by: string): number {
  const value = row[by];
  return typeof value === 'string' ? new Date(value).getTime() : 0;
}
