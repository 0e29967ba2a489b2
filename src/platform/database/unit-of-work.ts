import { Inject, Injectable } from '@nestjs/common';
import { QueryFailedError, type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';
import { rerun, runStatement, type StatementTarget } from '@/platform/database/statement';
import type { BatchConnection } from '@/platform/database/statement-batch';
import { TransactionStatements } from '@/platform/database/transaction-statements';

/** Token under which all DataSources are provided, by connection name. */
export const CONNECTIONS = Symbol('CONNECTIONS');
export type Connections = ReadonlyMap<ConnectionName, DataSource>;

/** What an open transaction, or look, stands for: TypeORM's view of it, and the connection that it runs on. */
interface OpenTransaction {
  readonly manager: EntityManager;
  readonly connection: TransactionStatements;
}

const open = new WeakMap<object, OpenTransaction>();

/** An open transaction, or look, on one connection. Opaque: only a repository of the same connection can use it. */
export interface Tx<N extends ConnectionName> {
  readonly connection: N;
}

/** The entity manager of a transaction; for repositories only. */
export const managerOf = <N extends ConnectionName>(tx: Tx<N>): EntityManager =>
  transactionOf(tx).manager;

/** The connection of a transaction; for repositories only. */
export const connectionOf = <N extends ConnectionName>(tx: Tx<N>): StatementTarget =>
  transactionOf(tx).connection;

function transactionOf(tx: object): OpenTransaction {
  const transaction = open.get(tx);
  if (transaction === undefined) throw new Error('this transaction is over');
  return transaction;
}

const RETRYABLE = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_ERROR_DURING_COMMIT',
]);

/** True when the database asks for the whole transaction to be run again. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    RETRYABLE.has(String((error.driverError as { code?: unknown }).code))
  );
}

/** True when a unique key refused the row. */
export function isDuplicateKey(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    (error.driverError as { code?: unknown }).code === 'ER_DUP_ENTRY'
  );
}

/** Runs work on one connection. */
@Injectable()
export class UnitOfWork {
  constructor(@Inject(CONNECTIONS) private readonly connections: Connections) {}

  /** Runs work in one transaction; re-runs the whole of it on deadlock or lock time-out. */
  async run<N extends ConnectionName, T>(
    connection: N,
    work: (tx: Tx<N>) => Promise<T>,
  ): Promise<T> {
    return rerun(isRetryable, () =>
      inTransaction(this.sourceOf(connection), known(connection, work)),
    );
  }

  /**
   * Runs reads on one connection, where those that are called at one go travel in one message; after one that failed no
   * other is run. It is no transaction: each sees what is committed when it runs.
   */
  look<N extends ConnectionName, T>(connection: N, reads: (tx: Tx<N>) => Promise<T>): Promise<T> {
    return onOneConnection(this.sourceOf(connection), known(connection, reads));
  }

  private sourceOf(connection: ConnectionName): DataSource {
    const source = this.connections.get(connection);
    if (source === undefined) throw new Error(`no connection '${connection}'`);
    return source;
  }
}

/** Work that is given a handle, which stands for what is open as long as the work goes on. */
function known<N extends ConnectionName, T>(
  connection: N,
  work: (tx: Tx<N>) => Promise<T>,
): (transaction: OpenTransaction) => Promise<T> {
  return async (transaction) => {
    const tx: Tx<N> = Object.freeze({ connection });
    open.set(tx, transaction);
    try {
      return await work(tx);
    } finally {
      open.delete(tx);
    }
  };
}

/**
 * What TypeORM's own `transaction` does, with fewer waits: the start is not waited for and travels with the first
 * statements, as they run in the order of the calls. A connection that cannot start a transaction, or end one, is never used again.
 */
function inTransaction<T>(
  source: DataSource,
  work: (transaction: OpenTransaction) => Promise<T>,
): Promise<T> {
  return onOneConnection(source, async (transaction, pooled) => {
    const { connection } = transaction;
    try {
      // In the callback and not after a promise: what waits behind it must not be sent in between.
      connection.query('START TRANSACTION', [], (error) => {
        if (error !== null && error !== undefined) pooled.destroy();
      });
      const result = await work(transaction);
      await runStatement(connection, 'COMMIT', []);
      return result;
    } catch (error) {
      connection.close();
      await runStatement(pooled, 'ROLLBACK', []).catch(() => pooled.destroy());
      throw error;
    }
  });
}

async function onOneConnection<T>(
  source: DataSource,
  work: (open: OpenTransaction, pooled: BatchConnection) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  const pooled = (await runner.connect()) as BatchConnection;
  const connection = new TransactionStatements(pooled);
  queueStatements(runner, connection);
  try {
    return await work({ manager: runner.manager, connection }, pooled);
  } finally {
    // What was called for and not waited for must not be sent while somebody else uses the connection.
    connection.close();
    await runner.release();
  }
}

/** Makes TypeORM send its statements of this transaction in turn with the others. */
function queueStatements(runner: QueryRunner, statements: TransactionStatements): void {
  const send = runner.query.bind(runner) as (...call: unknown[]) => Promise<unknown>;
  Object.assign(runner, {
    // Locks need a transaction, and some statements would start one of their own.
    isTransactionActive: true,
    query: (sql: string, values?: unknown[], ...rest: readonly unknown[]) =>
      statements.through(
        () => send(sql, values, ...rest),
        (error) => new QueryFailedError(sql, values, error),
      ),
  });
}
