import type { Socket } from 'node:net';
import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import {
  DataSource,
  type DataSourceOptions,
  type EntityTarget,
  type MigrationInterface,
  type ObjectLiteral,
} from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';
import { SnakeNamingStrategy } from '@/platform/database/naming-strategy';
import { noteRefusal } from '@/platform/database/refused-for-room';

/** What one named connection holds: explicit classes, no globs. */
export interface DatabaseDefinition {
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}

export type DatabaseDefinitions = Readonly<Record<ConnectionName, DatabaseDefinition>>;

export interface ConnectionTarget {
  readonly name: ConnectionName;
  readonly url: string;
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  /** The longest that a statement may take; absent = without limit, as migrations need. */
  readonly statementMs?: number;
}

export type ServerKind = 'mysql' | 'mariadb';

/** Asks the server what it is: TypeORM's driver type must match, or it sees drift that is not there. */
export async function serverKindOf(url: string, connectTimeoutMs: number): Promise<ServerKind> {
  const server = new URL(url);
  server.pathname = '/';
  const connection = await createConnection({
    uri: server.toString(),
    connectTimeout: connectTimeoutMs,
  });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    const version = (rows as { version: string }[])[0]?.version ?? '';
    return version.toLowerCase().includes('mariadb') ? 'mariadb' : 'mysql';
  } finally {
    connection.destroy();
  }
}

/**
 * How a connection begins. READ COMMITTED is set once here, TypeORM's own option costs every transaction one more round
 * trip. A process that stands still in the middle of a transaction keeps its locks and so blocks the other instances:
 * MariaDB ends such a transaction (MySQL has nothing like it and ignores the comment), and a wait for a lock ends in
 * an error that is tried again, long before the server's 50 seconds.
 */
const SESSION = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET SESSION innodb_lock_wait_timeout = 10 /*M!100300 , SESSION idle_transaction_timeout = 5 */',
] as const;

/**
 * mysql2 with pools whose connections begin with {@link SESSION}; one on which that fails is not used. A statement
 * that gets no answer within the limit fails together with its connection.
 */
const driverWith = (statementMs: number | undefined) => ({
  createPool(options: PoolOptions): Pool {
    const pool = createPool(options);
    pool.on('connection', (connection) => {
      watchStatements(connection, pool, statementMs);
      for (const statement of SESSION) {
        connection.query(statement, (error) => {
          if (error !== null) connection.destroy();
        });
      }
    });
    return pool;
  },
});

/** What mysql2's typings leave out: the socket, and that each statement says when it is over, and how. */
interface WatchedConnection {
  readonly stream: Socket;
  query: (...words: unknown[]) => Command;
}

interface Command extends NodeJS.EventEmitter {
  onResult?: (error: unknown, ...rest: unknown[]) => unknown;
}

/** Notes refusals for lack of room, and limits how long a statement may take. */
function watchStatements(
  connection: PoolConnection,
  pool: Pool,
  limitMs: number | undefined,
): void {
  const watched = connection as unknown as WatchedConnection;
  const query = watched.query.bind(connection);
  watched.query = (...words) => {
    const command = query(...words);
    noteRefusals(command, pool);
    if (limitMs !== undefined) limitStatement(command, watched.stream, limitMs);
    return command;
  };
}

/** Whoever gets the outcome of a statement gets it as before. */
function noteRefusals(command: Command, pool: Pool): void {
  const { onResult } = command;
  if (onResult === undefined) return;
  command.onResult = (error, ...rest) => {
    noteRefusal(pool, error, performance.now());
    onResult.call(command, error, ...rest);
  };
}

/**
 * Ends the connection when a statement stays without an answer: behind a network that swallows packets it would
 * wait for a quarter of an hour, and the pool with it. mysql2's own time limit would keep the connection in use.
 */
function limitStatement(command: NodeJS.EventEmitter, stream: Socket, limitMs: number): void {
  const timer = setTimeout(() => {
    const error = new Error(`the database did not answer within ${String(limitMs)} ms`);
    stream.destroy(Object.assign(error, { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }));
  }, limitMs).unref();
  command.once('end', () => {
    clearTimeout(timer);
  });
}

/** The one place where driver options are fixed. */
export function dataSourceOptions(
  target: ConnectionTarget,
  kind: ServerKind,
  definition: DatabaseDefinition,
): DataSourceOptions {
  return {
    type: kind,
    url: target.url,
    entities: [...definition.entities] as never[],
    migrations: [...definition.migrations] as never[],
    migrationsTableName: 'migration',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    namingStrategy: new SnakeNamingStrategy(),
    timezone: 'Z',
    charset: 'utf8mb4',
    supportBigNumbers: true,
    bigNumberStrings: true,
    // The statements of a transaction travel together (ADR 0026). Values are put into texts by the driver alone.
    multipleStatements: true,
    driver: driverWith(target.statementMs),
    poolSize: target.poolSize,
    connectTimeout: target.connectTimeoutMs,
    extra: { enableKeepAlive: true, maxIdle: target.poolSize, idleTimeout: 600_000 },
  };
}

/** Opens one named connection with its pool. */
export async function openDataSource(
  target: ConnectionTarget,
  definition: DatabaseDefinition,
): Promise<DataSource> {
  const kind = await kindOnce(target);
  return new DataSource(dataSourceOptions(target, kind, definition)).initialize();
}

const asked = new Map<string, Promise<ServerKind>>();

/** Connections that open at the same time on one server and by one user share the question what it is. */
function kindOnce({ url, connectTimeoutMs }: ConnectionTarget): Promise<ServerKind> {
  const { username, host } = new URL(url);
  const key = `${username}@${host}`;
  const answer =
    asked.get(key) ?? serverKindOf(url, connectTimeoutMs).finally(() => asked.delete(key));
  asked.set(key, answer);
  return answer;
}
