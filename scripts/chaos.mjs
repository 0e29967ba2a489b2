import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from './local-database.mjs';
import { sweepLeftOvers } from './local-database/private-server.mjs';
import { hasSmallDisk } from './local-database/small-disk.mjs';
import { explain, prepare, ROOT } from './prepare.mjs';

/**
 * `npm run chaos -- --minutes 10 --seed 7 [--instances 1|2|4] [--kills 500] [--disk]`: real processes broken at random, then
 * the checker. It always brings a database of its own: a run makes the whole server read-only now and then, and with
 * `--disk` fills its disk, where this machine lets us mount a small one.
 */

const FOLDER_PREFIX = 'strateger-chaos-db-';
/** The disk for a run: what an empty server takes, and what a minute of alarms may write at most. */
const DISK_MB = 256;
const DISK_MB_A_MINUTE = 20;

let run = null;
let interruptedBy = null;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    interruptedBy ??= name;
    run?.kill('SIGTERM');
  });
}

function diskMb() {
  const minutes = Number(process.argv[process.argv.indexOf('--minutes') + 1]);
  return DISK_MB + DISK_MB_A_MINUTE * (minutes > 0 ? minutes : 3);
}

function chaos(url, disk) {
  const words = ['--require', 'tsx/cjs', 'test/chaos/main.ts', ...process.argv.slice(2)];
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DB_|BINGX_|TRADING_MODE$|PORT$)/.test(name),
  );
  const own = { TEST_DB_URL: url, CHAOS_DISK: disk ?? '', NODE_ENV: 'test' };
  const env = { ...Object.fromEntries(kept), ...own };
  run = spawn(process.execPath, words, { cwd: ROOT, env, stdio: 'inherit' });
  return new Promise((done) => run.once('exit', (code) => done(code ?? 1)));
}

async function main() {
  if (process.argv.includes('--check')) {
    process.exitCode = await chaos('', null);
    return;
  }
  await prepare();
  await sweepLeftOvers(tmpdir(), FOLDER_PREFIX);
  const folder = fs.mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  try {
    const log = (line) => process.stdout.write(`    ${line}\n`);
    const wantsFullDisk = process.argv.includes('--disk');
    const isSmall = wantsFullDisk && hasSmallDisk();
    if (wantsFullDisk && !isSmall)
      log('no full disk in this run: this machine lets nobody mount a small one');
    const database = await startDatabase({
      ...{ folder, log, env: {}, schemaPrefix: 'strateger_t' },
      diskMb: isSmall ? diskMb() : null,
    });
    try {
      process.exitCode = interruptedBy === null ? await chaos(database.url, database.disk) : 1;
    } finally {
      await database.stop();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});
