import fc from 'fast-check';
import { InvalidCursorError, InvalidRequestError } from '@/platform/http/http.errors';
import type { DecodedRow } from './decode-answer';
import type { AskedRows, PageCall, PagerContext, ReadPage } from './pager';
import { pagerOf } from './pager-of';
import { DAY_MS, type Paging } from './read-table';

const NOW = Date.UTC(2026, 0, 15);

type Ask = (call: PageCall) => readonly DecodedRow[];

function context(
  ask: Ask,
  given: Partial<{
    from: number;
    to: number;
    limit: number;
    cursor: string | null;
    interval: string;
  }>,
  total: number | null = null,
): PagerContext & { calls: PageCall[] } {
  const calls: PageCall[] = [];
  return {
    operationId: 'listThings',
    calls,
    now: NOW,
    input: {
      account: 'bingx',
      isRaw: false,
      wire: {},
      from: given.from === undefined ? null : new Date(given.from),
      to: given.to === undefined ? null : new Date(given.to),
      limit: given.limit ?? 50,
      cursor: given.cursor ?? null,
      given: given.interval === undefined ? {} : { interval: given.interval },
    },
    ask: (call): Promise<AskedRows> => {
      calls.push(call);
      const rows = ask(call);
      return Promise.resolve({ rows, data: total === null ? {} : { total: String(total) } });
    },
  };
}

/** Reads page by page until there is no more. */
async function readAll(
  paging: Paging,
  ask: Ask,
  given: Parameters<typeof context>[1],
  total: number | null = null,
): Promise<{ rows: DecodedRow[]; pages: ReadPage[] }> {
  const rows: DecodedRow[] = [];
  const pages: ReadPage[] = [];
  let cursor: string | null = null;
  do {
    const page: ReadPage = await pagerOf(paging).read(context(ask, { ...given, cursor }, total));
    rows.push(...page.items);
    pages.push(page);
    cursor = page.nextCursor;
    if (pages.length > 2_000) throw new Error('never ends');
  } while (cursor !== null);
  return { rows, pages };
}

const rowAt = (ms: number, id: number): DecodedRow => ({
  at: new Date(ms).toISOString(),
  id: String(id),
});
const timeOf = (row: DecodedRow): number => new Date(row['at'] as string).getTime();

const WINDOWS: Paging = {
  kind: 'windows',
  from: 'startTime',
  to: 'endTime',
  longestMs: 7 * DAY_MS,
  keptMs: 90 * DAY_MS,
  usualMs: 7 * DAY_MS,
  full: { wire: 'limit', most: 10 },
  by: 'at',
};

/** An exchange that gives the oldest rows of a stretch when there are too many, and refuses long stretches. */
const exchange =
  (rows: readonly DecodedRow[]): Ask =>
  (call) => {
    const [from, to] = [
      Number.parseInt(call['startTime'] ?? '', 10),
      Number.parseInt(call['endTime'] ?? '', 10),
    ];
    if (to - from > 7 * DAY_MS) throw new Error('the query range is more than seven days');
    return rows.filter((row) => timeOf(row) >= from && timeOf(row) <= to).slice(0, 10);
  };

describe('windows of time', () => {
  it('finds every row once, newest first, however they lie', async () => {
    const moments = fc.array(fc.integer({ min: 0, max: 60 * 86_400 }), { maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(moments, fc.integer({ min: 1, max: 40 }), async (seconds, limit) => {
        // More than ten rows of one moment are what no stretch can hold.
        const kept = seconds.filter(
          (one, at) => seconds.slice(0, at).filter((other) => Math.abs(other - one) < 3).length < 8,
        );
        const stored = kept
          .map((second, id) => rowAt(NOW - second * 1_000, id))
          .sort((a, b) => timeOf(a) - timeOf(b));
        const { rows } = await readAll(WINDOWS, exchange(stored), {
          from: NOW - 61 * DAY_MS,
          limit,
        });
        expect(rows.map((row) => row['id']).sort()).toEqual(stored.map((row) => row['id']).sort());
        expect(rows.map(timeOf)).toEqual(rows.map(timeOf).sort((a, b) => b - a));
      }),
      { numRuns: 60 },
    );
  });

  it('asks for seven days when no start is named', async () => {
    const asked = context(() => [], {});
    expect((await pagerOf(WINDOWS).read(asked)).nextCursor).toBeNull();
    const first = asked.calls[0];
    expect(first?.['startTime']).toBe(String(NOW - 7 * DAY_MS + 1));
    expect(first).toMatchObject({ endTime: String(NOW), limit: '10' });
  });

  it('stops after some calls and lets the caller go on', async () => {
    const asked = context(() => [], { from: NOW - 89 * DAY_MS, limit: 5 });
    const few = { ...WINDOWS, longestMs: DAY_MS } as Paging;
    const page = await pagerOf(few).read(asked);
    expect(page.items).toEqual([]);
    expect(page.nextCursor).not.toBeNull();
    expect(asked.calls).toHaveLength(14);
  });

  it('refuses what BingX does not keep', async () => {
    const read = pagerOf(WINDOWS).read(context(() => [], { from: NOW - 100 * DAY_MS }));
    await expect(read).rejects.toThrow(InvalidRequestError);
  });

  it.each([
    'abc',
    Buffer.from('{"of":"listOthers","from":1,"to":2,"length":1,"skip":0}').toString('base64url'),
  ])('refuses the cursor %s', async (cursor) => {
    const read = pagerOf(WINDOWS).read(context(() => [], { cursor }));
    await expect(read).rejects.toThrow(InvalidCursorError);
  });
});

describe('numbered pages', () => {
  const PAGES: Paging = {
    kind: 'numbered',
    page: 'pageIndex',
    size: 'pageSize',
    most: 100,
    totalAt: 'total',
    span: { from: 'startTs', to: 'endTs', longestMs: 92 * DAY_MS, usualMs: 90 * DAY_MS },
  };
  const stored = Array.from({ length: 25 }, (_value, id) => rowAt(NOW - id, id));
  const ask: Ask = (call) => {
    const [page, size] = [
      Number.parseInt(call['pageIndex'] ?? '', 10),
      Number.parseInt(call['pageSize'] ?? '', 10),
    ];
    return stored.slice((page - 1) * size, page * size);
  };

  it.each([null, 25])('reads on until there is no more (total %s)', async (total) => {
    const { rows, pages } = await readAll(PAGES, ask, { limit: 10 }, total);
    expect(rows).toEqual(stored);
    expect(pages.map((page) => page.total)).toEqual([total, total, total]);
  });

  it('keeps the stretch of the first page', async () => {
    const first = context(ask, { limit: 10 });
    const { nextCursor } = await pagerOf(PAGES).read(first);
    const second = { ...context(ask, { limit: 3, cursor: nextCursor }), now: NOW + 60_000 };
    await pagerOf(PAGES).read(second);
    expect(second.calls[0]).toEqual({ ...first.calls[0], pageIndex: '2' });
  });

  it('refuses a stretch that BingX would refuse', async () => {
    const read = pagerOf(PAGES).read(context(ask, { from: NOW - 93 * DAY_MS }));
    await expect(read).rejects.toThrow(InvalidRequestError);
  });
});

describe('pages by offset', () => {
  const OFFSET: Paging = { kind: 'offset', offset: 'offset', size: 'limit', most: 1_000 };
  it('reads on until there is no more', async () => {
    const stored = Array.from({ length: 23 }, (_value, id) => rowAt(NOW, id));
    const ask: Ask = (call) => {
      const offset = Number.parseInt(call['offset'] ?? '', 10);
      return stored.slice(offset, offset + Number.parseInt(call['limit'] ?? '', 10));
    };
    expect((await readAll(OFFSET, ask, { limit: 10 })).rows).toEqual(stored);
  });
});

describe('pages from the newest on', () => {
  const NEWEST: Paging = { kind: 'newest', to: 'endTime', size: 'limit', most: 1_000, by: 'at' };
  const stored = Array.from({ length: 30 }, (_value, id) => rowAt(NOW - id * 28_800_000, id));
  const honest: Ask = (call) => {
    const end = Number.parseInt(call['endTime'] ?? String(NOW), 10);
    return stored
      .filter((row) => timeOf(row) <= end)
      .slice(0, Number.parseInt(call['limit'] ?? '', 10));
  };

  it('walks back to the start', async () => {
    expect((await readAll(NEWEST, honest, { limit: 7 })).rows).toEqual(stored);
    const from = NOW - 10 * 28_800_000;
    expect((await readAll(NEWEST, honest, { limit: 4, from })).rows).toEqual(stored.slice(0, 11));
  });

  it('ends when BingX ignores the end', async () => {
    const deaf: Ask = () => stored.slice(0, 7);
    expect((await readAll(NEWEST, deaf, { limit: 7 })).rows).toEqual(stored.slice(0, 7));
  });
});

describe('candles', () => {
  const CANDLES: Paging = { kind: 'candles', most: 1_440, usual: 500, by: 'at' };
  const HOUR = 3_600_000;
  const stored = Array.from({ length: 100 }, (_value, id) => rowAt(NOW - id * HOUR, id));
  const ask: Ask = (call) => {
    const [start, end] = [
      Number.parseInt(call['startTime'] ?? '', 10),
      Number.parseInt(call['endTime'] ?? '', 10),
    ];
    const inside = stored.filter((row) => timeOf(row) >= start && timeOf(row) <= end);
    return inside.slice(0, Number.parseInt(call['limit'] ?? '', 10) + 1);
  };

  it('come ascending, the start included and the end not', async () => {
    const { rows } = await readAll(CANDLES, ask, {
      from: NOW - 50 * HOUR,
      to: NOW,
      limit: 7,
      interval: '1h',
    });
    expect(rows).toEqual([...stored].reverse().slice(49, 99));
  });

  it('are the newest ones without a start', async () => {
    const { rows } = await readAll(CANDLES, ask, { to: NOW - HOUR, limit: 5, interval: '1h' });
    expect(rows).toEqual(stored.slice(2, 7).reverse());
  });
});
