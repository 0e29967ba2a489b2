import type { BingxEndpoint } from './bingx.client';
import type { JsonObject } from './bingx.json';
import type { BingxSession } from './bingx.sessions';
import type { Window } from './bingx.windows';
import { objectOf, rowsOf } from './bingx.wire';

/** BingX refuses longer stretches. A minute less, because its clock and ours differ. */
export const LONGEST_WINDOW_MS = 7 * 86_400_000 - 60_000;
/** The most rows of an answer, of orders and of fills. */
export const MOST_ROWS = 1_000;
/** No more pages of fills are read than this. */
export const MOST_PAGES = 20;

/** The rows of open orders of a contract; of all without a symbol. */
export async function openOrderRows(
  session: BingxSession,
  endpoint: BingxEndpoint,
  symbol: string | undefined,
): Promise<readonly JsonObject[]> {
  const data = await session.read(endpoint, { symbol });
  return rowsOf(objectOf(data, 'open orders')['orders'], 'open orders');
}

/** The rows of past orders of a contract in a stretch of BingX's time, and whether the answer is full. */
export async function pastOrderRows(
  session: BingxSession,
  endpoint: BingxEndpoint,
  symbol: string,
  { from, to }: Window,
): Promise<{ readonly rows: readonly JsonObject[]; readonly isFull: boolean }> {
  const data = await session.read(endpoint, {
    symbol,
    startTime: String(from),
    endTime: String(to),
    limit: String(MOST_ROWS),
  });
  const rows = rowsOf(objectOf(data, 'orders')['orders'], 'orders');
  return { rows, isFull: rows.length >= MOST_ROWS };
}
