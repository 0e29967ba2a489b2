import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createPool, type Pool } from 'mysql2/promise';

const BALLAST = 'ballast';
const SCHEMA = 'strateger_t_ballast';
const TABLES = 6;
/** Two to a page. Not larger: texts outside the pages take even what InnoDB keeps for undoing, and it ends itself then. */
const ROW = 'x'.repeat(7_000);
const QUIET_MS = 100;
const ROUNDS = 20;

/** The disk of a database server that may be filled, and have room again (scripts/local-database/small-disk.mjs). */
export class SmallDisk {
  constructor(
    private readonly folder: string,
    private readonly url: string,
  ) {}

  /**
   * Not a block is left, and what the server had reserved for itself before is used up as well: rows of ours take it,
   * as those of others on the same server do.
   */
  async fill(): Promise<void> {
    const server = new URL(this.url);
    server.pathname = '/';
    const pool = createPool({ uri: server.toString(), connectionLimit: 1 });
    try {
      await pool.query(`CREATE DATABASE IF NOT EXISTS ${SCHEMA}`);
      const tables: string[] = [];
      // A table takes at most 32 single pages; the next ones of it have to be 64 in a row.
      for (let n = 0; n < TABLES; n += 1) {
        const table = `${SCHEMA}.ballast_${randomBytes(6).toString('hex')}`;
        await pool.query(
          `CREATE TABLE ${table} (text VARCHAR(7000) CHARACTER SET ascii) ENGINE = InnoDB`,
        );
        tables.push(table);
      }
      await this.takeBlocks();
      await takePages(pool, tables);
    } finally {
      await pool.end();
    }
  }

  /**
   * Not a block is left; the server goes on with what it has reserved. For runs under load: MariaDB 10.11 ends itself
   * when it finds no page for undoing a statement, and its disk with it, which {@link fill} brings about now and then.
   */
  async takeBlocks(): Promise<void> {
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail === 0) return;
    const path = join(this.folder, BALLAST);
    await promisify(execFile)('fallocate', ['-l', String(bavail * bsize), path]);
  }

  /** Only room on the disk comes back; it is enough. */
  free(): void {
    rmSync(join(this.folder, BALLAST), { force: true });
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function takePages(pool: Pool, tables: readonly string[]): Promise<void> {
  // What the server clears up in the background comes free after a while, and is taken as well.
  let isQuiet = false;
  for (let round = 0; !isQuiet && round < ROUNDS; round += 1) {
    await pause(QUIET_MS);
    isQuiet = true;
    for (const table of tables)
      while (await isTaken(pool.query(`INSERT INTO ${table} VALUES (?)`, [ROW]))) isQuiet = false;
  }
}

const isTaken = (insert: Promise<unknown>): Promise<boolean> =>
  insert.then(
    () => true,
    () => false,
  );

/** A database server of its own on a small disk; null where the machine has none. */
export async function startSmallDatabase(): Promise<{
  readonly url: string;
  readonly disk: SmallDisk;
  stop(): Promise<void>;
} | null> {
  const program = join(__dirname, 'small-database.mjs');
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended,
  ])) as unknown[];
  if (typeof line !== 'string') throw new Error('the database on a small disk did not start');
  const said = JSON.parse(line) as { readonly url: string; readonly disk: string } | null;
  if (said === null) return null;
  return {
    url: said.url,
    disk: new SmallDisk(said.disk, said.url),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
