import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGaleraCluster } from './local-database/galera-cluster.mjs';
import { galeraProvider } from './local-database/galera-provider.mjs';
import { findServerProgram } from './local-database/server-program.mjs';
import { LOCAL } from './prepare.mjs';

/**
 * Three MariaDB servers on loopback that form a Galera cluster, for tests: writes one line of JSON with their URLs and
 * process ids, and ends them when its standard input ends. With `--look` it only says, in the same way, whether that
 * can be done here, and has the library fetched when it must be.
 */

const SIZE = 3;
/** As the folders of `npm test`, which sweeps up what killed runs leave behind. */
const FOLDER_PREFIX = 'strateger-test-galera-';
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const log = (line) => process.stderr.write(`    ${line}\n`);

function parts() {
  const program = findServerProgram();
  if (program === null || !program.isMariadb || process.platform !== 'linux')
    return { missing: 'a Galera cluster needs the server program of MariaDB, on Linux' };
  const provider = galeraProvider({ folder: join(LOCAL, 'galera-4'), log });
  return 'missing' in provider ? provider : { program, provider: provider.path };
}

async function main() {
  const found = parts();
  if ('missing' in found || process.argv.includes('--look')) {
    say('missing' in found ? found : { provider: found.provider });
    return;
  }
  const cluster = await startGaleraCluster({
    ...{ program: found.program, provider: found.provider, log },
    folder: fs.mkdtempSync(join(tmpdir(), FOLDER_PREFIX)),
    size: SIZE,
    schemaPrefix: 'strateger_t',
  });
  say({ nodes: cluster.nodes });
  const ended = new Promise((done) => {
    process.stdin.once('end', done).resume();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, done);
  });
  await ended;
  await cluster.stop();
}

main().then(
  () => process.exit(),
  (error) => {
    log(error.message);
    process.exit(1);
  },
);
