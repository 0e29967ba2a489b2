import { Inject, Injectable } from '@nestjs/common';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';

/** Token under which all DataSources are provided, by connection name. */
export const CONNECTIONS = Symbol('CONNECTIONS');
export type Connections = ReadonlyMap<ConnectionName, DataSource>;

const managers = new WeakMap<object, EntityManager>();

/** An open transaction on one connection. Opaque: only a repository of the same connection can use it. */
export interface Tx<N extends ConnectionName> {
  readonly connection: N;
}

/** The entity manager of a transaction; for repositories only. */
export function managerOf<N extends ConnectionName>(tx: Tx<N>): EntityManager {
  const manager = managers.get(tx);
  if (manager === undefined) throw new Error('this transaction is over');
  return manager;
}

const RETRYABLE = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_ERROR_DURING_COMMIT',
]);
const MAX_RUNS = 3;

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

/** Runs work in one transaction on one connection; re-runs the whole of it on deadlock or lock time-out. */
@Injectable()
export class UnitOfWork {
  constructor(@Inject(CONNECTIONS) private readonly connections: Connections) {}

  async run<N extends ConnectionName, T>(
    connection: N,
    work: (tx: Tx<N>) => Promise<T>,
  ): Promise<T> {
    const source = this.connections.get(connection);
    if (source === undefined) throw new Error(`no connection '${connection}'`);
    for (let run = 1; ; run++) {
      try {
        return await source.transaction(async (manager) => {
          const tx: Tx<N> = Object.freeze({ connection });
          managers.set(tx, manager);
          try {
            return await work(tx);
          } finally {
            managers.delete(tx);
          }
        });
      } catch (error) {
        if (run >= MAX_RUNS || !isRetryable(error)) throw error;
      }
    }
  }
}
