import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { DATABASES } from '@/databases';
import { CONNECTION_NAMES, type ConnectionName } from '@/platform/database/connection-name';
import { openDataSource } from '@/platform/database/data-source';
import { migrateConnection } from '@/platform/database/migrate';
import { UnitOfWork } from '@/platform/database/unit-of-work';

const migrated = new Set<ConnectionName>();

/** The URL of a connection for this Jest worker. Refuses anything that is not plainly a test database. */
export function testUrl(name: ConnectionName): string {
  const base = process.env.TEST_DB_URL;
  if (base === undefined)
    throw new Error('TEST_DB_URL is not set: run `npm test`, which starts a database');
  const url = new URL(base);
  if (!url.pathname.includes('_t'))
    throw new Error('TEST_DB_URL must name a schema prefix that contains "_t"');
  url.pathname = `${url.pathname}_${name}_w${process.env.JEST_WORKER_ID ?? '1'}`;
  return url.toString();
}

/** A migrated, empty DataSource on the test database. Close it with `destroy()` in afterAll. */
export async function openTestConnection(name: ConnectionName): Promise<DataSource> {
  const target = { name, url: testUrl(name), poolSize: 20, connectTimeoutMs: 5_000 };
  if (!migrated.has(name)) {
    await migrateConnection(target, DATABASES[name]);
    migrated.add(name);
  }
  const source = await openDataSource(target, DATABASES[name]);
  await truncateAll(source);
  return source;
}

/** Empties every table but the migration list. */
export async function truncateAll(source: DataSource): Promise<void> {
  for (const { tableName } of source.entityMetadatas)
    await source.query(`DELETE FROM \`${tableName}\``);
}

/** A UnitOfWork over the given sources. */
export function unitOfWorkFor(sources: Partial<Record<ConnectionName, DataSource>>): UnitOfWork {
  return new UnitOfWork(
    new Map(
      CONNECTION_NAMES.flatMap((name) =>
        sources[name] === undefined ? [] : [[name, sources[name]] as const],
      ),
    ),
  );
}

/** Drops a connection's schema, for tests of migrations. */
export async function dropSchema(url: string): Promise<void> {
  const server = new URL(url);
  const schema = server.pathname.slice(1);
  server.pathname = '/';
  const connection = await createConnection({ uri: server.toString() });
  await connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
  await connection.end();
}
