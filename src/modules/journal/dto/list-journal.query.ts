import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { present } from '@/kernel/present';
import type { JournalFilter } from '@/modules/journal/journal-filter';
import { numberOfCursor } from '@/platform/http/validation/cursor';
import { PageQuery } from '@/platform/http/validation/page.query';
import { OptionalTime, periodOf } from '@/platform/http/validation/period';

export const JOURNAL_KINDS = [
  'command',
  'trading-state',
  'decision',
  'order-event',
  'fill',
] as const;

/** Filters of the journal; absent ones do not filter. */
export class ListJournalQuery extends PageQuery {
  /** Where the fact stands: a command, or the table of a state change. */
  @IsOptional()
  @IsIn(JOURNAL_KINDS)
  kind?: (typeof JOURNAL_KINDS)[number];

  /** What happened, such as `placeOrder.done`, `order.filled` or `trading-state.halted`. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9.-]{1,80}$/, { message: '$property must be 1 to 80 of A-Z a-z 0-9 . -' })
  action?: string;

  /** What it happened to, such as `order/01K9Z3V5E8Y7Q2M4N6P8R0S2T4` or `scope/system`. */
  @IsOptional()
  @IsString()
  @Length(1, 170)
  subject?: string;

  /** Who did it: the name of an API token, `anonymous-loopback`, or a process of the service. */
  @IsOptional()
  @IsString()
  @Length(1, 120)
  who?: string;

  /** Happened at this time or later, ISO 8601. */
  @OptionalTime()
  from?: string;

  /** Happened before this time, ISO 8601. */
  @OptionalTime()
  to?: string;
}

/** The filter that a query asks for. */
export function journalFilterOf(query: ListJournalQuery): JournalFilter {
  const { kind, action, subject, who } = query;
  return { ...present({ kind, action, subject, who }), ...periodOf(query) };
}

/** The number before which the next page begins; null for the first page. Throws InvalidCursorError. */
export function journalPlaceOf(query: ListJournalQuery): string | null {
  return numberOfCursor(query.cursor, 'sequence');
}
