import { createConnection } from 'mysql2/promise';
import {
  openDataSource,
  type ConnectionTarget,
  type DatabaseDefinition,
} from '@/platform/database/data-source';

/** Waits this long for another `npm run migrate` to finish. */
const LOCK_SECONDS = 60;

/** Creates the schema when it is missing and runs what is pending, under a server-wide lock. Returns the names that ran. */
export async function migrateConnection(
  target: ConnectionTarget,
  definition: DatabaseDefinition,
): Promise<readonly string[]> {
  await createSchema(target);
  const source = await openDataSource({ ...target, poolSize: 2 }, definition);
  const lock = `strateger-migrate-${target.name}`;
  const runner = source.createQueryRunner();
  try {
    const taken: unknown = await runner.query('SELECT GET_LOCK(?, ?) AS taken', [
      lock,
      LOCK_SECONDS,
    ]);
    if (String((taken as { taken: unknown }[])[0]?.taken) !== '1') {
      throw new Error(
        `another migration of '${target.name}' is still running after ${String(LOCK_SECONDS)} s`,
      );
    }
    const ran = await source.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [lock]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

async function createSchema(target: ConnectionTarget): Promise<void> {
  const url = new URL(target.url);
  const schema = decodeURIComponent(url.pathname.slice(1));
  url.pathname = '/';
  const connection = await createConnection({
    uri: url.toString(),
    connectTimeout: target.connectTimeoutMs,
  });
  try {
    const [found] = await connection.query(
      'SELECT 1 FROM information_schema.schemata WHERE schema_name = ?',
      [schema],
    );
    if ((found as unknown[]).length > 0) return;
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS \`${schema.replaceAll('`', '``')}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
  } finally {
    connection.destroy();
  }
}
