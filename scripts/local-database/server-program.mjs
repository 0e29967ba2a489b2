import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

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

export function findBeside(program, names) {
  const own = dirname(fs.realpathSync(program));
  const folders = [own, join(own, '..', 'bin'), join(own, '..', 'scripts'), ...PROGRAM_FOLDERS];
  for (const name of names) {
    for (const folder of folders) if (isExecutable(join(folder, name))) return join(folder, name);
  }
  return null;
}

export function isOnPath(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, name)));
}
