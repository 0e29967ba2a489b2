import { QueryFailedError, type DataSource } from 'typeorm';

/** What takes statements: a pool, or the one connection of a transaction, which runs them in the order of the calls. */
export interface StatementTarget {
  query(
    sql: string,
    values: readonly unknown[],
    done: (error: Error | null | undefined, result: unknown) => void,
  ): unknown;
}

/** The outcome of a statement that writes. */
export interface Written {
  readonly affectedRows: number;
  readonly insertId: number;
}

/** The pool of a connection, for statements outside transactions. */
export const poolOf = (source: DataSource): StatementTarget =>
  (source.driver as unknown as { readonly pool: StatementTarget }).pool;

/**
 * Runs one statement as it stands, past TypeORM's query runner: an order waits for a dozen of them, and each costs more
 * time on that way than in the database. Fails as TypeORM does.
 */
export function runStatement<T>(
  target: StatementTarget,
  sql: string,
  values: readonly unknown[],
): Promise<T> {
  return new Promise((resolve, reject) => {
    target.query(sql, values, (error, result) => {
      if (error === null || error === undefined) resolve(result as T);
      else reject(new QueryFailedError(sql, [...values], error));
    });
  });
}

/**
 * Runs one statement outside any transaction. Where it lost against another one, which in a cluster may have been
 * written on another node and shows only when this one is committed, nothing of it was kept and it is run again.
 */
export function runAlone<T>(
  target: StatementTarget,
  sql: string,
  values: readonly unknown[],
): Promise<T> {
  return rerun(hasLost, () => runStatement<T>(target, sql, values));
}

const hasLost = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { code?: unknown }).code === 'ER_LOCK_DEADLOCK';

const MAX_RUNS = 3;

/** Runs work that the database takes back as a whole, again when its error says that this may help. */
export async function rerun<T>(
  isWorthIt: (error: unknown) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let run = 1; ; run += 1) {
    try {
      return await work();
    } catch (error) {
      if (run >= MAX_RUNS || !isWorthIt(error)) throw error;
    }
  }
}

/** The value of one of several statements that ran at once, or its error thrown. */
export function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
