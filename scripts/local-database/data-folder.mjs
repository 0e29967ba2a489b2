import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf } from '../processes.mjs';
import { NoDatabaseError } from './errors.mjs';
import { lastLines, readText } from './files.mjs';
import { findBeside } from './server-program.mjs';

/** Longest path of a unix socket on the systems that allow least, its closing zero not counted. */
const SOCKET_PATH_MAX = 100;

/** Where a private server keeps its things. */
export function pathsIn(folder) {
  const inside = join(folder, 'server.sock');
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return {
    data: join(folder, 'data'),
    fresh: join(folder, 'data.new'),
    log: join(folder, 'server.log'),
    pid: join(folder, 'server.pid'),
    state: join(folder, 'server.json'),
    password: join(folder, 'root-password'),
    initFile: join(folder, 'init.sql'),
    temporary: join(folder, 'tmp'),
    socket:
      inside.length <= SOCKET_PATH_MAX
        ? inside
        : join(shortTemporary(), `strateger-${digest}.sock`),
  };
}

function shortTemporary() {
  return tmpdir().length <= 60 ? tmpdir() : '/tmp';
}

export function rootPassword(path) {
  const kept = readText(path).trim();
  if (kept !== '') return kept;
  const password = randomBytes(18).toString('hex');
  fs.writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Runs before the first connection is accepted, at every start: there is no moment without a password. */
export function writeInitFile(path, password) {
  const lines = [
    `CREATE USER IF NOT EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `ALTER USER 'root'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `ALTER USER 'root'@'localhost' IDENTIFIED BY '${password}';`,
    "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
    // The initialiser makes these two without a password. Nothing can reach them; still, they go.
    "DROP USER IF EXISTS 'root'@'::1';",
    `DROP USER IF EXISTS 'root'@'${hostname()
      .toLowerCase()
      .replace(/[^a-z0-9._-]/g, '')}';`,
  ];
  fs.rmSync(path, { force: true });
  fs.writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** Into a folder of another name first, so that an interrupted start leaves nothing half made behind. */
export function initialise(program, paths, log) {
  log('creating an empty database folder');
  fs.rmSync(paths.fresh, { recursive: true, force: true });
  fs.mkdirSync(paths.fresh, { recursive: true, mode: 0o700 });
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  let command = program.path;
  let options = ['--no-defaults', '--initialize-insecure', `--datadir=${paths.fresh}`, ...asRoot];
  if (program.isMariadb) {
    command = findBeside(program.path, ['mariadb-install-db', 'mysql_install_db']);
    if (command === null) {
      throw new NoDatabaseError(
        `${program.path} is here, but mariadb-install-db is not: install the rest of the MariaDB server`,
      );
    }
    options = [
      '--no-defaults',
      `--datadir=${paths.fresh}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-name-resolve',
      '--force',
      ...asRoot,
    ];
  }
  const answer = spawnSync(command, options, { encoding: 'utf8', timeout: 120_000 });
  if (answer.status !== 0) {
    throw new NoDatabaseError(
      `${command} failed:\n${lastLines(`${answer.stdout ?? ''}\n${answer.stderr ?? ''}\n${answer.error?.message ?? ''}`, 8)}`,
    );
  }
  fs.renameSync(paths.fresh, paths.data);
}

export function readState(path) {
  try {
    const { pid, port, owner } = JSON.parse(fs.readFileSync(path, 'utf8'));
    return [pid, port, owner].every(Number.isInteger) ? { pid, port, owner } : null;
  } catch {
    return null;
  }
}

export function writeState(path, state) {
  fs.writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  fs.renameSync(`${path}.new`, path);
}

export function isServerOf(pid, data) {
  return commandOf(pid).includes(`--datadir=${data} `);
}
