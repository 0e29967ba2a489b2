import { decimalCount } from '@/modules/exchanges/adapters/bingx/bingx.wire';
import { dig } from './decode-answer';
import {
  cursorOf,
  placeOf,
  wrong,
  type AskedRows,
  type PageCall,
  type Pager,
  type PagerContext,
  type ReadPage,
} from './pager';
import type { Paging, Span } from './read-table';

/** Pages by number. The stretch of time and the size stay those of the first page. */
export class NumberedPages implements Pager {
  constructor(private readonly rule: Extract<Paging, { kind: 'numbered' }>) {}

  first(context: PagerContext): PageCall {
    return this.place(context).call;
  }

  async read(context: PagerContext): Promise<ReadPage> {
    const { page, size, from, to, call } = this.place(context);
    const asked = await context.ask(call);
    const total = totalOf(asked, this.rule.totalAt);
    const hasMore = asked.rows.length >= size && (total === null || page * size < total);
    const next = cursorOf(context, { page: page + 1, size, from, to });
    return { items: asked.rows, total, nextCursor: hasMore ? next : null };
  }

  private place(context: PagerContext) {
    const held = placeOf(context, ['page', 'size', 'from', 'to']);
    const { page, size } = held ?? { page: 1, size: context.input.limit };
    if (size < 1 || size > this.rule.most || page < 1) throw wrong('cursor', 'is not of this list');
    const { from, to } = held ?? stretchOf(this.rule.span, context);
    const span = spanCall(this.rule.span, from, to);
    const call = { [this.rule.page]: String(page), [this.rule.size]: String(size), ...span };
    return { page, size, from, to, call };
  }
}

/** Pages by how many rows to leave out. */
export class OffsetPages implements Pager {
  constructor(private readonly rule: Extract<Paging, { kind: 'offset' }>) {}

  first(context: PagerContext): PageCall {
    return this.place(context).call;
  }

  async read(context: PagerContext): Promise<ReadPage> {
    const { offset, from, to, call } = this.place(context);
    const { limit } = context.input;
    const asked = await context.ask(call);
    const total = totalOf(asked, this.rule.totalAt);
    const reached = offset + asked.rows.length;
    const hasMore = asked.rows.length >= limit && (total === null || reached < total);
    const next = cursorOf(context, { offset: reached, from, to });
    return { items: asked.rows, total, nextCursor: hasMore ? next : null };
  }

  private place(context: PagerContext) {
    const held = placeOf(context, ['offset', 'from', 'to']);
    const { from, to } = held ?? stretchOf(this.rule.span, context);
    const offset = held?.offset ?? 0;
    const size = String(context.input.limit);
    const span = spanCall(this.rule.span, from, to);
    const call = { [this.rule.offset]: String(offset), [this.rule.size]: size, ...span };
    return { offset, from, to, call };
  }
}

/** 0 stands for "not named". */
function stretchOf(span: Span | undefined, context: PagerContext): { from: number; to: number } {
  const { input, now } = context;
  if (span === undefined) return { from: 0, to: 0 };
  if (span.usualMs === undefined && input.from === null && input.to === null) {
    return { from: 0, to: 0 };
  }
  const to = input.to?.getTime() ?? now;
  const from = input.from?.getTime() ?? to - (span.usualMs ?? span.longestMs ?? 0);
  if (span.longestMs !== undefined && to - from > span.longestMs) {
    const days = Math.floor(span.longestMs / 86_400_000);
    throw wrong('from', `must be at most ${days} days before to`);
  }
  return { from, to };
}

function spanCall(span: Span | undefined, from: number, to: number): PageCall {
  if (span === undefined || to === 0) return {};
  return { [span.from]: String(from), [span.to]: String(to) };
}

function totalOf(asked: AskedRows, at: string | undefined): number | null {
  return at === undefined ? null : decimalCount(dig(asked.data, at));
}
