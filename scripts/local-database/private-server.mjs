import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { endProcess, nodeCommandOf, signalProcess } from '../processes.mjs';
import {
  initialise,
  isServerOf,
  pathsIn,
  readState,
  rootPassword,
  writeInitFile,
  writeState,
} from './data-folder.mjs';
import { DatabaseInUseError, NoDatabaseError } from './errors.mjs';
import { lastLines, readText } from './files.mjs';
import { freePort, untilAnswering } from './ports.mjs';
import { onSmallDisk, SMALL_DISK_OPTIONS, smallDiskOf } from './small-disk.mjs';

const STOP_TIMEOUT_MS = 30_000;

/**
 * Starts the server of a folder, or takes over the one that a killed script left running. With `diskMb` its data lie on
 * a disk of that size, which ends with it.
 */
export async function startPrivateServer({ folder, log, program, schemaPrefix, diskMb = null }) {
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
  const server = launch(program, paths, port, [`--init-file=${paths.initFile}`], diskMb);
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
    ...(diskMb === null ? {} : { disk: smallDiskOf(server.pid, paths.data) }),
  });
}

/** Starts the server program on a folder; words in `more` win over those here. */
export function launch(program, paths, port, more = [], diskMb = null) {
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
    ...more,
    ...(diskMb === null ? [] : SMALL_DISK_OPTIONS),
  ];
  const small = { data: paths.data, space: join(paths.temporary, 'disk'), mb: diskMb };
  const [command, ...words] =
    diskMb === null ? [program.path, ...options] : onSmallDisk([program.path, ...options], small);
  // A group of its own: Ctrl-C reaches the script alone, which stops the service first and the database last.
  const child = spawn(command, words, { detached: true, stdio: 'ignore' });
  let failure = null;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `it ended with ${signal ?? `code ${code}`}`));
  child.unref();
  return { pid: child.pid, failure: () => failure };
}

function handle({ paths, pid, url, how, disk = null }) {
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
  return { url, env: { DB_URL: url }, how, disk, stop: () => (stopping ??= stop()) };
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
