import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../../scripts/local-database.mjs';
import { sweepLeftOvers } from '../../../scripts/local-database/private-server.mjs';
import { hasSmallDisk } from '../../../scripts/local-database/small-disk.mjs';

/**
 * A database server on a small disk, for the tests that fill it. Says `{"url": …, "disk": …}`, or `null` where the
 * machine lets nobody mount one, and ends with its standard input.
 */
const DISK_MB = 256;
const FOLDER_PREFIX = 'strateger-full-';

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

async function main() {
  if (!hasSmallDisk()) {
    say(null);
    return;
  }
  await sweepLeftOvers(tmpdir(), FOLDER_PREFIX);
  const folder = fs.mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  try {
    const options = { folder, log: () => undefined, env: {}, schemaPrefix: 'strateger_t' };
    const { url, disk, stop } = await startDatabase({ ...options, diskMb: DISK_MB });
    say({ url, disk });
    process.stdin.resume();
    await new Promise((done) => process.stdin.once('end', done));
    await stop();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
