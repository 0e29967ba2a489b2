import { canonicalText, sha256Text } from '@/modules/journal/canonical';

/** A row's columns as the database writes them, as text. */
export type RowText = Readonly<Record<string, string | null>>;

/**
 * A table of the connection `orders` whose rows are written once and never changed. Who did it and from where stand in
 * its columns `who` and `from_address`, where it has them.
 */
export interface SealedTable {
  /** Its name in the chain. */
  readonly kind: string;
  readonly table: string;
  /** The columns that the seal covers. A column that comes later is not added here: old seals must stay valid. */
  readonly columns: readonly string[];
  /** The column with the time at which it happened. */
  readonly at: string;
  readonly idOf: (row: RowText) => string;
  readonly actionOf: (row: RowText) => string;
  readonly subjectOf: (row: RowText) => string;
}

const of = (row: RowText, column: string): string => row[column] ?? '';

/**
 * Everything that the chain covers. Named by table and column: the journal knows no other module, and the other modules
 * write as they always did. A test holds the columns against the schema.
 */
export const SEALED_TABLES: readonly SealedTable[] = [
  {
    kind: 'command',
    table: 'journal_entry',
    columns: [
      ...['id', 'at', 'action', 'subject_type', 'subject_id', 'who', 'from_address'],
      ...['phase', 'correlates', 'data'],
    ],
    at: 'at',
    idOf: (row) => of(row, 'id'),
    actionOf: (row) => `${of(row, 'action')}.${of(row, 'phase')}`,
    subjectOf: (row) => `${of(row, 'subject_type')}/${of(row, 'subject_id')}`,
  },
  {
    kind: 'trading-state',
    table: 'trading_state_change',
    columns: [
      ...['id', 'scope', 'state_before', 'state_after', 'at', 'who', 'from_address', 'why'],
      'halt_id',
    ],
    at: 'at',
    idOf: (row) => of(row, 'id'),
    actionOf: (row) => `trading-state.${of(row, 'state_after')}`,
    subjectOf: (row) => `scope/${of(row, 'scope')}`,
  },
  {
    kind: 'decision',
    table: 'trade_decision',
    columns: [
      ...['id', 'alarm_id', 'strategy_id', 'source', 'decided_at', 'outcome', 'reason', 'detail'],
      ...['facts', 'steps'],
    ],
    at: 'decided_at',
    idOf: (row) => of(row, 'id'),
    actionOf: (row) => `decision.${of(row, 'outcome')}`,
    subjectOf: (row) => `decision/${of(row, 'id')}`,
  },
  {
    kind: 'order-event',
    table: 'order_event',
    columns: ['order_id', 'sequence', 'type', 'state_after', 'at', 'data'],
    at: 'at',
    idOf: (row) => `${of(row, 'order_id')}:${of(row, 'sequence')}`,
    actionOf: (row) => `order.${of(row, 'type')}`,
    subjectOf: (row) => `order/${of(row, 'order_id')}`,
  },
  {
    kind: 'fill',
    table: 'fill',
    columns: [
      ...['id', 'order_id', 'account', 'venue', 'instrument', 'strategy_id', 'position_side'],
      ...['side', 'venue_fill_id', 'venue_order_id', 'quantity', 'price', 'fee', 'fee_asset'],
      ...['liquidity', 'filled_at', 'recorded_at'],
    ],
    at: 'recorded_at',
    idOf: (row) => of(row, 'id'),
    actionOf: () => 'fill.booked',
    subjectOf: (row) => `order/${of(row, 'order_id')}`,
  },
];

/** SHA-256 of a row's content. */
export const digestOf = (content: RowText): string => sha256Text(canonicalText(content));

/** The database's `2026-01-15 12:00:00.000`, which is UTC, as a time. */
export const timeOf = (text: string | null | undefined): Date =>
  new Date(`${(text ?? '1970-01-01 00:00:00.000').replace(' ', 'T')}Z`);
