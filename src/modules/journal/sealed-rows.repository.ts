import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { RowText, SealedTable } from '@/modules/journal/sealed-tables';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** A row of a sealed table with its place in the order of writing. */
export interface SealedRow {
  readonly position: string;
  readonly content: RowText;
}

/** How far the sealer got with a table. */
export interface Cursor {
  readonly position: string;
  readonly marked: string;
  /** Whether the mark is old enough that no transaction of its time can be open any more. */
  readonly isRipe: boolean;
}

const MICROSECONDS = 1_000;

/** Reads the tables that the chain covers, by their names. Every value comes as the database writes it. */
@Injectable()
export class SealedRowsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** Committed rows behind a position that have no seal yet, in order of position. */
  async unsealed(
    table: SealedTable,
    from: string,
    limit: number,
    tx?: Tx<'orders'>,
  ): Promise<readonly SealedRow[]> {
    return this.textRows(
      `${selectFrom(table)} WHERE r.position > ? AND ${WITHOUT_SEAL} ORDER BY r.position LIMIT ?`,
      [from, table.kind, limit],
      tx,
    );
  }

  /** How many committed rows wait for their seal, over all of the given tables. */
  async countUnsealed(tables: readonly SealedTable[]): Promise<number> {
    let waiting = 0;
    for (const { table, kind } of tables) {
      const [row] = await this.query<{ waiting: string }>(
        `SELECT COUNT(*) AS waiting FROM \`${table}\` r WHERE ${WITHOUT_SEAL}
            AND r.position > COALESCE((SELECT c.position FROM journal_cursor c WHERE c.kind = ?), 0)`,
        [kind, kind],
      );
      waiting += Number.parseInt(row?.waiting ?? '0', 10);
    }
    return waiting;
  }

  /** Rows up to a position that have no seal: nobody will seal them any more. */
  leftOut(table: SealedTable, upTo: string, limit: number): Promise<readonly SealedRow[]> {
    return this.textRows(
      `${selectFrom(table)} WHERE r.position <= ? AND ${WITHOUT_SEAL} ORDER BY r.position LIMIT ?`,
      [upTo, table.kind, limit],
    );
  }

  /** The rows at these positions that exist. */
  async at(table: SealedTable, positions: readonly string[]): Promise<readonly SealedRow[]> {
    if (positions.length === 0) return [];
    return this.textRows(`${selectFrom(table)} WHERE r.position IN (?)`, [positions]);
  }

  /** How far a table is sealed; its first cursor stands at the beginning. Locked until the transaction ends. */
  async cursor(table: SealedTable, graceMs: number, tx: Tx<'orders'>): Promise<Cursor> {
    const read = (): Promise<
      readonly { position: string; marked: string; ripe: string | number }[]
    > =>
      this.query(
        `SELECT CAST(position AS CHAR) AS position, CAST(marked AS CHAR) AS marked,
                marked_at + INTERVAL ? MICROSECOND <= UTC_TIMESTAMP(3) AS ripe
           FROM journal_cursor WHERE kind = ? FOR UPDATE`,
        [graceMs * MICROSECONDS, table.kind],
        tx,
      );
    const [row] = await read();
    if (row !== undefined)
      return { position: row.position, marked: row.marked, isRipe: String(row.ripe) === '1' };
    await this.query(
      `INSERT INTO journal_cursor (kind, position, marked, marked_at) VALUES (?, 0, 0, UTC_TIMESTAMP(3))`,
      [table.kind],
      tx,
    );
    return { position: '0', marked: '0', isRipe: true };
  }

  /** The position of a table's cursor; '0' when it was never sealed. */
  async sealedUpTo(table: SealedTable): Promise<string> {
    const [row] = await this.query<{ position: string }>(
      'SELECT CAST(position AS CHAR) AS position FROM journal_cursor WHERE kind = ?',
      [table.kind],
    );
    return row?.position ?? '0';
  }

  /** Moves the cursor to its mark and marks the newest position of now. */
  async advance(table: SealedTable, tx: Tx<'orders'>): Promise<void> {
    await this.query(
      `UPDATE journal_cursor
          SET position = marked, marked_at = UTC_TIMESTAMP(3),
              marked = (SELECT COALESCE(MAX(r.position), 0) FROM \`${table.table}\` r)
        WHERE kind = ?`,
      [table.kind],
      tx,
    );
  }

  private async textRows(
    sql: string,
    values: readonly unknown[],
    tx?: Tx<'orders'>,
  ): Promise<readonly SealedRow[]> {
    const rows = await this.query<Record<string, string | null>>(sql, values, tx);
    return rows.map(({ __position: position, ...content }) => ({
      position: position ?? '0',
      content,
    }));
  }

  private query<T>(sql: string, values: readonly unknown[], tx?: Tx<'orders'>): Promise<T[]> {
    return this.managerFor(tx).query(sql, [...values]);
  }
}

const WITHOUT_SEAL =
  'NOT EXISTS (SELECT 1 FROM journal_seal s WHERE s.kind = ? AND s.source_position = r.position)';

const selectFrom = ({ table, columns }: SealedTable): string => {
  const texts = columns.map((column) => `CAST(r.\`${column}\` AS CHAR) AS \`${column}\``);
  return `SELECT CAST(r.position AS CHAR) AS __position, ${texts.join(', ')} FROM \`${table}\` r`;
};
