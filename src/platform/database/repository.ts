import type { DataSource, EntityManager, ObjectLiteral } from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';
import { RowTable } from '@/platform/database/row-table';
import { poolOf, runAlone, runStatement, type Written } from '@/platform/database/statement';
import { connectionOf, managerOf, type Tx } from '@/platform/database/unit-of-work';

/** Base of the repositories: the one place where a transaction is unwrapped. */
export abstract class Repository<N extends ConnectionName> {
  private readonly tables = new Map<unknown, RowTable<ObjectLiteral>>();

  constructor(protected readonly source: DataSource) {}

  protected managerFor(tx?: Tx<N>): EntityManager {
    return tx === undefined ? this.source.manager : managerOf(tx);
  }

  /** One statement as it stands. Those of one transaction run in the order of the calls, awaited or not. */
  protected statement<T>(sql: string, values: readonly unknown[], tx?: Tx<N>): Promise<T> {
    return tx === undefined
      ? runAlone(poolOf(this.source), sql, values)
      : runStatement(connectionOf(tx), sql, values);
  }

  /** Whole rows of an entity's table; `rest` follows the table's name. */
  protected select<E extends ObjectLiteral>(
    entity: new () => E,
    rest: string,
    values: readonly unknown[],
    tx?: Tx<N>,
  ): Promise<readonly E[]> {
    return this.read(this.table(entity), rest, values, tx);
  }

  /** Rows of a few properties, for reads of many rows; `only` is a constant. */
  protected selectOnly<E extends ObjectLiteral, K extends keyof E & string>(
    entity: new () => E,
    only: readonly K[],
    rest: string,
    values: readonly unknown[],
    tx?: Tx<N>,
  ): Promise<readonly Pick<E, K>[]> {
    return this.read(this.table(entity, only), rest, values, tx);
  }

  /** Adds rows in one statement. */
  protected async insertRows<E extends ObjectLiteral>(
    entity: new () => E,
    rows: readonly E[],
    tx?: Tx<N>,
  ): Promise<void> {
    if (rows.length === 0) return;
    const { text, values } = this.table(entity).insert(rows);
    await this.statement(text, values, tx);
  }

  /** Changes the rows that `where` (without the word) names; returns how many it found. */
  protected async updateRows<E extends ObjectLiteral>(
    entity: new () => E,
    change: Partial<E>,
    where: string,
    whereValues: readonly unknown[],
    tx?: Tx<N>,
  ): Promise<number> {
    const { text, values } = this.table(entity).update(change);
    const sql = `${text} WHERE ${where}`;
    return (await this.statement<Written>(sql, [...values, ...whereValues], tx)).affectedRows;
  }

  private async read<E extends ObjectLiteral>(
    table: RowTable<E>,
    rest: string,
    values: readonly unknown[],
    tx: Tx<N> | undefined,
  ): Promise<readonly E[]> {
    const sql = `${table.select} ${rest}`;
    const rows = await this.statement<readonly Record<string, unknown>[]>(sql, values, tx);
    return rows.map((row) => table.read(row));
  }

  private table<E extends ObjectLiteral>(
    entity: new () => E,
    only?: readonly string[],
  ): RowTable<E> {
    const key = only ?? entity;
    let table = this.tables.get(key);
    if (table === undefined)
      this.tables.set(key, (table = new RowTable(this.source, entity, only)));
    return table as unknown as RowTable<E>;
  }
}
