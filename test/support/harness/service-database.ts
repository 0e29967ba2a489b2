import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createPool, type Pool } from 'mysql2/promise';
import { CONNECTION_NAMES, type ConnectionName } from '@/platform/database/connection-name';

export const REPOSITORY_ROOT = join(__dirname, '../../..');

/** The seven migrated schemas of one spawned service. */
export interface ServiceDatabase {
  /** What the service gets as DB_URL. */
  readonly url: string;
  /** Runs SQL in one of the seven schemas and answers its rows. Big numbers and decimals come as text. */
  query<T = Record<string, any>>(
    connection: ConnectionName,
    sql: string,
    values?: readonly unknown[],
  ): Promise<T[]>;
  /** Drops the schemas. */
  drop(): Promise<void>;
}

/**
 * Makes seven schemas under a prefix of their own and migrates them as an operator does, with `dist/cli/migrate.js`;
 * on the server of TEST_DB_URL when no other is named.
 */
export async function createServiceDatabase(
  label = 'service',
  base = process.env.TEST_DB_URL,
): Promise<ServiceDatabase> {
  if (base === undefined)
    throw new Error('TEST_DB_URL is not set: run `npm test`, which starts a database');
  const prefix = `strateger_t_${label}_${randomBytes(4).toString('hex')}`;
  const url = new URL(base);
  url.pathname = `/${prefix}`;
  await migrateSchemas(url.toString());
  const server = new URL(base);
  server.pathname = '/';
  const pool = createPool({
    uri: server.toString(),
    connectionLimit: 4,
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  return {
    url: url.toString(),
    query: <T>(connection: ConnectionName, sql: string, values: readonly unknown[] = []) =>
      queryIn<T>(pool, `${prefix}_${connection}`, sql, values),
    drop: () => dropAll(pool, prefix),
  };
}

/** Runs `node dist/cli/migrate.js` on a DB_URL. Fails with what it wrote. */
export async function migrateSchemas(url: string): Promise<string> {
  const program = join(REPOSITORY_ROOT, 'dist/cli/migrate.js');
  if (!existsSync(program)) throw new Error('dist/ is missing: run `npm run build` first');
  const { stdout } = await promisify(execFile)(process.execPath, [program], {
    cwd: REPOSITORY_ROOT,
    env: { ...process.env, DB_URL: url },
  });
  return stdout;
}

async function queryIn<T>(
  pool: Pool,
  schema: string,
  sql: string,
  values: readonly unknown[],
): Promise<T[]> {
  const connection = await pool.getConnection();
  try {
    await connection.query(`USE \`${schema}\``);
    const [rows] = await connection.query(sql, [...values]);
    return rows as T[];
  } finally {
    connection.release();
  }
}

async function dropAll(pool: Pool, prefix: string): Promise<void> {
  try {
    for (const name of CONNECTION_NAMES)
      await pool.query(`DROP DATABASE IF EXISTS \`${prefix}_${name}\``);
  } finally {
    await pool.end();
  }
}
