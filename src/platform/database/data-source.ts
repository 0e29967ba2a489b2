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
    isolationLevel: 'READ COMMITTED',
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
  const kind = await serverKindOf(target.url, target.connectTimeoutMs);
  return new DataSource(dataSourceOptions(target, kind, definition)).initialize();
}
