import { timeframeMs, type Timeframe } from '@/kernel/timeframe';
import type { DecodedRow } from './decode-answer';
import {
  cursorOf,
  placeOf,
  timeOfRow,
  wrong,
  type PageCall,
  type Pager,
  type PagerContext,
  type ReadPage,
} from './pager';
import type { Paging } from './read-table';

/** A stretch is not cut any smaller than this; BingX rounds times to whole seconds. */
const SMALLEST_MS = 2_000;
/** Calls of BingX for one page; a page may end empty and be gone on with. */
const MOST_CALLS = 14;

const newestFirst =
  (by: string) =>
  (a: DecodedRow, b: DecodedRow): number =>
    timeOfRow(b, by) - timeOfRow(a, by);

/** A stretch of time that is being read: up to `to`, `length` long, of which `skip` rows were given already. */
interface WindowPlace {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly skip: number;
}

/**
 * Walks back through time, newest rows first. A full answer may lack rows at either end, so the stretch is halved and
 * asked again until it holds them all.
 */
export class WindowPages implements Pager {
  constructor(private readonly rule: Extract<Paging, { kind: 'windows' }>) {}

  first(context: PagerContext): PageCall {
    return this.call(this.place(context));
  }

  async read(context: PagerContext): Promise<ReadPage> {
    const items: DecodedRow[] = [];
    const { limit } = context.input;
    let place = this.place(context);
    let before = new Set<string>();
    for (let calls = 0; calls < MOST_CALLS && items.length < limit; calls += 1) {
      const start = startOf(place);
      const rows = [...(await context.ask(this.call(place))).rows];
      if (this.isFull(rows) && place.to - start > SMALLEST_MS) {
        place = { ...place, length: Math.ceil((place.to - start + 1) / 2) };
        continue;
      }
      // Rounded times let a row stand in two stretches that touch.
      const left = rows
        .sort(newestFirst(this.rule.by))
        .slice(place.skip)
        .filter((row) => !before.has(JSON.stringify(row)));
      const taken = left.slice(0, limit - items.length);
      items.push(...taken);
      if (taken.length < left.length) {
        const skip = rows.length - left.length + taken.length;
        place = { ...place, length: place.to - start + 1, skip };
        break;
      }
      if (start <= place.from) return { items, total: null, nextCursor: null };
      before = new Set(rows.map((row) => JSON.stringify(row)));
      place = {
        from: place.from,
        to: start - 1,
        length: Math.min(this.rule.longestMs, place.length * 2),
        skip: Math.max(0, place.skip - rows.length),
      };
    }
    return { items, total: null, nextCursor: cursorOf(context, { ...place }) };
  }

  private place(context: PagerContext): WindowPlace {
    const held = placeOf(context, ['from', 'to', 'length', 'skip']);
    if (held !== null) {
      const { from, to, length, skip } = held;
      const isOwn = from <= to && length >= 1 && length <= this.rule.longestMs;
      if (!isOwn) throw wrong('cursor', 'must be the nextCursor of the page before');
      return { from, to, length, skip };
    }
    const { input, now } = context;
    const { keptMs, usualMs, longestMs } = this.rule;
    const to = input.to?.getTime() ?? now;
    const from =
      input.from?.getTime() ?? Math.max(to - usualMs, keptMs === undefined ? 0 : now - keptMs);
    if (keptMs !== undefined && from < now - keptMs - 60_000) {
      const days = Math.floor(keptMs / 86_400_000);
      throw wrong('from', `must be within the last ${days} days, which is what BingX keeps`);
    }
    if (from > to) throw wrong('to', 'must be later than from');
    return { from, to, length: longestMs, skip: 0 };
  }

  private call(place: WindowPlace): PageCall {
    const { from, to, full } = this.rule;
    return {
      [from]: String(startOf(place)),
      [to]: String(place.to),
      ...(full === undefined ? {} : { [full.wire]: String(full.most) }),
    };
  }

  private isFull(rows: readonly DecodedRow[]): boolean {
    return this.rule.full !== undefined && rows.length >= this.rule.full.most;
  }
}

const startOf = ({ from, to, length }: WindowPlace): number => Math.max(from, to - length + 1);

/** Each page ends before the oldest row of the one before, since BingX honours the end alone. */
export class NewestPages implements Pager {
  constructor(private readonly rule: Extract<Paging, { kind: 'newest' }>) {}

  first(context: PagerContext): PageCall {
    return this.call(context, this.end(context));
  }

  async read(context: PagerContext): Promise<ReadPage> {
    const end = this.end(context);
    const { limit, from } = context.input;
    const asked = await context.ask(this.call(context, end));
    const start = from?.getTime() ?? 0;
    const rows = [...asked.rows]
      .sort(newestFirst(this.rule.by))
      .filter((row) => end === null || timeOfRow(row, this.rule.by) <= end);
    const items = rows.filter((row) => timeOfRow(row, this.rule.by) >= start);
    const oldest = items.at(-1);
    const hasMore = asked.rows.length >= limit && rows.length === items.length;
    if (!hasMore || oldest === undefined) return { items, total: null, nextCursor: null };
    const to = timeOfRow(oldest, this.rule.by) - 1;
    return { items, total: null, nextCursor: cursorOf(context, { to }) };
  }

  private end(context: PagerContext): number | null {
    return placeOf(context, ['to'])?.to ?? context.input.to?.getTime() ?? null;
  }

  private call({ input }: PagerContext, end: number | null): PageCall {
    return {
      [this.rule.size]: String(input.limit),
      ...(end === null ? {} : { [this.rule.to]: String(end) }),
    };
  }
}

/** Only for the size of a page; months are as long as the calendar says. */
const LONGEST_MONTH_MS = 31 * 86_400_000;

/** Candles, ascending: `from` inclusive, `to` exclusive. */
export class CandlePages implements Pager {
  constructor(private readonly rule: Extract<Paging, { kind: 'candles' }>) {}

  first(context: PagerContext): PageCall {
    return this.stretch(context).call;
  }

  async read(context: PagerContext): Promise<ReadPage> {
    const { start, end, last, call } = this.stretch(context);
    const { by } = this.rule;
    const found = new Map<number, DecodedRow>();
    for (const row of (await context.ask(call)).rows) {
      const at = timeOfRow(row, by);
      if (at >= start && at < end) found.set(at, row);
    }
    const items = [...found.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
    const isForward = context.input.from !== null || context.input.cursor !== null;
    const nextCursor = isForward && end < last ? cursorOf(context, { start: end, last }) : null;
    return { items, total: null, nextCursor };
  }

  private stretch(context: PagerContext) {
    const { input, now } = context;
    const step = timeframeMs((input.given['interval'] ?? '') as Timeframe) ?? LONGEST_MONTH_MS;
    const held = placeOf(context, ['start', 'last']);
    const last = held?.last ?? Math.min(input.to?.getTime() ?? now, now);
    const asked = held?.start ?? input.from?.getTime() ?? null;
    const start = asked ?? Math.max(0, last - input.limit * step);
    const end = Math.min(last, start + input.limit * step);
    const call = {
      // The lower bound was seen to be exclusive, and a start alone does not fix the stretch.
      startTime: String(Math.max(0, start - 1)),
      endTime: String(end),
      limit: String(input.limit),
    };
    return { start, end, last, call };
  }
}
