import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from './local-database.mjs';
import { sweepLeftOvers } from './local-database/private-server.mjs';
import { explain, prepare, ROOT } from './prepare.mjs';

/**
 * `npm run chaos -- --minutes 10 --seed 7 [--instances 1|2|4] [--kills 500]`: real processes broken at random, then
 * the checker. It always brings a database of its own: a run makes the whole server read-only now and then.
 */

const FOLDER_PREFIX = 'strateger-chaos-db-';

let run = null;
let interruptedBy = null;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    interruptedBy ??= name;
    run?.kill('SIGTERM');
  });
}

function chaos(url) {
  const words = ['--require', 'tsx/cjs', 'test/chaos/main.ts', ...process.argv.slice(2)];
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DB_|BINGX_|TRADING_MODE$|PORT$)/.test(name),
  );
  const env = { ...Object.fromEntries(kept), TEST_DB_URL: url, NODE_ENV: 'test' };
  run = spawn(process.execPath, words, { cwd: ROOT, env, stdio: 'inherit' });
  return new Promise((done) => run.once('exit', (code) => done(code ?? 1)));
}

async function main() {
  if (process.argv.includes('--check')) {
    process.exitCode = await chaos('');
    return;
  }
  await prepare();
  await sweepLeftOvers(tmpdir(), FOLDER_PREFIX);
  const folder = fs.mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  try {
    const log = (line) => process.stdout.write(`    ${line}\n`);
    const database = await startDatabase({ folder, log, env: {}, schemaPrefix: 'strateger_t' });
    try {
      process.exitCode = interruptedBy === null ? await chaos(database.url) : 1;
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
