import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { connect, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { commandOf, endProcess, nodeCommandOf, signalProcess } from './processes.mjs';

/**
 * Finds or starts the database that the scripts need, with plain Node and no dependencies:
 * what DB_URL names; else a private server on its own folder, from the server program of this machine;
 * else, on Debian and Ubuntu, from the program that the distribution has. It never touches an installed service.
 */

const CONNECTIONS = ['ALARMS', 'STRATEGIES', 'ORDERS', 'POSITIONS', 'ACCOUNTS', 'KLINES', 'DIARY'];
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
/** Longest path of a unix socket on the systems that allow least, its closing zero not counted. */
const SOCKET_PATH_MAX = 100;

const PROGRAM_FOLDERS = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/mysql/bin',
  '/usr/local/opt/mariadb/bin',
  '/usr/local/opt/mysql/bin',
].filter((folder) => folder !== '');

/** There is no database and none can be started here; the message says what to do. */
export class NoDatabaseError extends Error {}

/** Another script that is still running holds the folder's server. */
export class DatabaseInUseError extends Error {
  constructor(folder, owner, url) {
    super(`the database in ${folder} is in use by process ${owner}, at ${withoutPassword(url)}`);
    this.owner = owner;
    this.url = url;
  }
}

/** A URL that may be printed. */
export function withoutPassword(url) {
  return url.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1:***@');
}

/**
 * @param {{
 *   folder: string,
 *   log: (line: string) => void,
 *   env?: NodeJS.ProcessEnv,
 *   schemaPrefix?: string,
 *   mayInstall?: boolean,
 * }} options `folder` keeps the data of a private server; `schemaPrefix` ends the URL.
 * @returns {Promise<{ url: string | null, env: Record<string, string>, how: string, stop: () => Promise<void> }>}
 *   `url` is null when the environment names each connection by itself; `env` is what the service needs on top.
 */
export async function startDatabase({
  folder,
  log,
  env = process.env,
  schemaPrefix = 'strateger',
  mayInstall = true,
}) {
  const configured = configuredDatabase(env);
  if (configured !== null) return configured;

  let program = findServerProgram();
  if (program === null && mayInstall && installFromDebian(log)) program = findServerProgram();
  if (program === null) throw new NoDatabaseError(whatToDo());
  return startPrivateServer({ folder: resolve(folder), log, program, schemaPrefix });
}

function configuredDatabase(env) {
  const named = CONNECTIONS.filter((name) => (env[`DB_${name}_URL`] ?? '') !== '');
  const url = env.DB_URL ?? '';
  if (url === '' && named.length === 0) return null;
  const how =
    url === '' ? `DB_${named[0]}_URL and others of the environment` : 'DB_URL of the environment';
  return { url: url === '' ? null : url, env: {}, how, stop: async () => undefined };
}

// --- the server program

/** @returns {{ path: string, isMariadb: boolean, version: string } | null} */
export function findServerProgram(folders = PROGRAM_FOLDERS) {
  for (const name of ['mariadbd', 'mysqld']) {
    for (const folder of new Set(folders)) {
      const path = join(folder, name);
      if (!isExecutable(path)) continue;
      const answer = spawnSync(path, ['--no-defaults', '--version'], {
        encoding: 'utf8',
        timeout: 10_000,
      });
      const program = readVersion(path, answer.stdout ?? '');
      if (program !== null) return program;
    }
  }
  return null;
}

/** MySQL 8 and MariaDB 10.6 are the oldest that have what the service uses (SKIP LOCKED). */
function readVersion(path, text) {
  const found = /Ver\s+(\d+)\.(\d+)\.(\d+)/.exec(text);
  if (found === null) return null;
  const isMariadb = /mariadb/i.test(text);
  const [major, minor] = [Number(found[1]), Number(found[2])];
  const isEnough = isMariadb ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
  return isEnough ? { path, isMariadb, version: `${major}.${minor}.${found[3]}` } : null;
}

function isExecutable(path) {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    return false;
  }
}

function findBeside(program, names) {
  const own = dirname(fs.realpathSync(program));
  const folders = [own, join(own, '..', 'bin'), join(own, '..', 'scripts'), ...PROGRAM_FOLDERS];
  for (const name of names) {
    for (const folder of folders) if (isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

// --- installing it

/** Brings the server's programs, and no service, on Debian and its relatives. False when this is no such machine. */
function installFromDebian(log) {
  if (!fs.existsSync('/etc/debian_version') || !isOnPath('apt-get')) return false;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !canSudo()) return false;
  const options = ['-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];
  const apt = (...words) => {
    const [command, ...rest] = isRoot
      ? ['apt-get']
      : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
    return spawnSync(command, [...rest, ...options, ...words], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 300_000,
    });
  };
  log(
    'no database server on this machine: installing mariadb-server-core from the distribution (programs only, no service)',
  );
  apt('update');
  const tries = [
    ['mariadb-server-core', 'mariadb-client-core'],
    ['mariadb-server-core-10.6', 'mariadb-client-core-10.6'],
  ];
  let failure = '';
  for (const packages of tries) {
    const answer = apt('install', '-y', '--no-install-recommends', ...packages);
    if (answer.status === 0) return true;
    failure = lastLines(`${answer.stdout ?? ''}\n${answer.stderr ?? ''}`, 5);
  }
  log(`apt-get could not install it:\n${failure}`);
  return false;
}

function isOnPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, name)));
}

function canSudo() {
  return isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { timeout: 10_000 }).status === 0;
}

function whatToDo() {
  const docker =
    'docker compose up -d --wait database   # then: export DB_URL=mysql://root:strateger@127.0.0.1:3306/strateger';
  const install =
    process.platform === 'darwin'
      ? 'brew install mariadb'
      : isOnPath('apt-get')
        ? 'sudo apt-get install -y mariadb-server-core mariadb-client-core'
        : isOnPath('dnf')
          ? 'sudo dnf install -y mariadb-server'
          : isOnPath('apk')
            ? 'sudo apk add mariadb mariadb-client'
            : isOnPath('pacman')
              ? 'sudo pacman -S --noconfirm mariadb'
              : null;
  return [
    'No database: neither DB_URL nor a server program (MariaDB 10.6 or later, MySQL 8 or later) was found.',
    'One of these brings one; run the command again afterwards:',
    ...(install === null ? [] : [`  ${install}`]),
    `  ${docker}`,
  ].join('\n');
}

// --- a private server

async function startPrivateServer({ folder, log, program, schemaPrefix }) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  fs.chmodSync(folder, 0o700);
  const paths = pathsIn(folder);
  const password = rootPassword(paths.password);
  const urlOn = (port) => `mysql://root:${password}@127.0.0.1:${port}/${schemaPrefix}`;
  const name = `${program.isMariadb ? 'MariaDB' : 'MySQL'} ${program.version}`;

  const running = readState(paths.state);
  if (running !== null && isServerOf(running.pid, paths.data)) {
    if (running.owner !== process.pid && nodeCommandOf(running.owner) !== '') {
      throw new DatabaseInUseError(folder, running.owner, urlOn(running.port));
    }
    // Its script was killed and could not stop it: take it over, data and all.
    writeState(paths.state, { ...running, owner: process.pid });
    await untilAnswering(running.port, () => null);
    return handle({
      paths,
      pid: running.pid,
      url: urlOn(running.port),
      how: `${name}, left running in ${folder}`,
    });
  }

  if (!fs.existsSync(paths.data)) initialise(program, paths, log);
  for (const stale of [paths.pid, paths.socket, `${paths.socket}.lock`])
    fs.rmSync(stale, { force: true });
  writeInitFile(paths.initFile, password);
  const port = await freePort(running?.port);
  const server = launch(program, paths, port);
  writeState(paths.state, { pid: server.pid, port, owner: process.pid });
  try {
    await untilAnswering(port, server.failure);
  } catch (error) {
    await endProcess(server.pid, STOP_TIMEOUT_MS);
    throw new NoDatabaseError(
      `${name} (${program.path}) did not start: ${error.message}\n${lastLines(readText(paths.log), 8)}\n(whole log: ${paths.log})`,
    );
  }
  return handle({
    paths,
    pid: server.pid,
    url: urlOn(port),
    how: `${name}, private, in ${folder}`,
  });
}

function pathsIn(folder) {
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

function rootPassword(path) {
  const kept = readText(path).trim();
  if (kept !== '') return kept;
  const password = randomBytes(18).toString('hex');
  fs.writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}

/** Runs before the first connection is accepted, at every start: there is no moment without a password. */
function writeInitFile(path, password) {
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
function initialise(program, paths, log) {
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

function launch(program, paths, port) {
  fs.rmSync(paths.temporary, { recursive: true, force: true });
  fs.mkdirSync(paths.temporary, { mode: 0o700 });
  const options = [
    '--no-defaults',
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    `--datadir=${paths.data}`,
    `--tmpdir=${paths.temporary}`,
    `--socket=${paths.socket}`,
    `--pid-file=${paths.pid}`,
    `--log-error=${paths.log}`,
    `--init-file=${paths.initFile}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--default-time-zone=+00:00',
    '--max-connections=500',
    '--innodb-flush-log-at-trx-commit=1',
    '--innodb-buffer-pool-size=256M',
    '--performance-schema=OFF',
    '--skip-log-bin',
    ...(program.isMariadb ? [] : ['--mysqlx=OFF']),
  ];
  // A group of its own: Ctrl-C reaches the script alone, which stops the service first and the database last.
  const child = spawn(program.path, options, { detached: true, stdio: 'ignore' });
  let failure = null;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `it ended with ${signal ?? `code ${code}`}`));
  child.unref();
  return { pid: child.pid, failure: () => failure };
}

function handle({ paths, pid, url, how }) {
  const onExit = () => signalProcess(pid, 'SIGTERM');
  process.once('exit', onExit);
  let stopping = null;
  const stop = async () => {
    await endProcess(pid, STOP_TIMEOUT_MS);
    process.removeListener('exit', onExit);
    const state = readState(paths.state);
    if (state !== null) writeState(paths.state, { ...state, pid: 0, owner: 0 });
    fs.rmSync(paths.initFile, { force: true });
  };
  return { url, env: { DB_URL: url }, how, stop: () => (stopping ??= stop()) };
}

/** Ends the servers, and removes the folders, that killed test runs left behind in `parent`. */
export async function sweepLeftOvers(parent, prefix) {
  for (const name of fs.readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    const state = readState(join(folder, 'server.json'));
    if (state === null || nodeCommandOf(state.owner) !== '') continue;
    if (isServerOf(state.pid, join(folder, 'data'))) await endProcess(state.pid, STOP_TIMEOUT_MS);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

// --- processes, ports, files

function readState(path) {
  try {
    const { pid, port, owner } = JSON.parse(fs.readFileSync(path, 'utf8'));
    return [pid, port, owner].every(Number.isInteger) ? { pid, port, owner } : null;
  } catch {
    return null;
  }
}

function writeState(path, state) {
  fs.writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  fs.renameSync(`${path}.new`, path);
}

function isServerOf(pid, data) {
  return commandOf(pid).includes(`--datadir=${data} `);
}

/** A free loopback port, the one used last time when it still is. */
export async function freePort(preferred = 0) {
  const take = (port) =>
    new Promise((done, fail) => {
      const server = createServer();
      server.once('error', fail);
      server.listen(port, '127.0.0.1', () => {
        const { port: taken } = server.address();
        server.close(() => done(taken));
      });
    });
  return take(preferred).catch(() => take(0));
}

async function untilAnswering(port, failure) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await greets(port))) {
    const reason = failure();
    if (reason !== null) throw new Error(reason);
    if (Date.now() > deadline)
      throw new Error(`no answer on port ${port} within ${START_TIMEOUT_MS / 1000} s`);
    await pause(50);
  }
}

/** True when the server sends its greeting: four bytes of header, then protocol version 10. */
function greets(port) {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('data', (bytes) => end(bytes[4] === 10));
  });
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

function readText(path) {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function lastLines(text, count) {
  return text.trim().split('\n').slice(-count).join('\n');
}
