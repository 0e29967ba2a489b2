import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { lastLines } from './files.mjs';
import { isOnPath } from './server-program.mjs';

/** Brings the server's programs, and no service, on Debian and its relatives. False when this is no such machine. */
export function installFromDebian(log) {
  if (!fs.existsSync('/etc/debian_version') || !isOnPath('apt-get')) return false;
  if (!isRoot() && !canSudo()) return false;
  log(
    'no database server on this machine: installing mariadb-server-core from the distribution (programs only, no service)',
  );
  aptGet('update');
  const tries = [
    ['mariadb-server-core', 'mariadb-client-core'],
    ['mariadb-server-core-10.6', 'mariadb-client-core-10.6'],
  ];
  let failure = '';
  for (const packages of tries) {
    const answer = aptGet('install', '-y', '--no-install-recommends', ...packages);
    if (answer.status === 0) return true;
    failure = lastLines(`${answer.stdout ?? ''}\n${answer.stderr ?? ''}`, 5);
  }
  log(`apt-get could not install it:\n${failure}`);
  return false;
}

/** Runs apt-get as root, asking nothing. */
export function aptGet(...words) {
  const options = ['-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];
  const [command, ...rest] = isRoot()
    ? ['apt-get']
    : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  return spawnSync(command, [...rest, ...options, ...words], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
}

const isRoot = () => process.getuid?.() === 0;

function canSudo() {
  return isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { timeout: 10_000 }).status === 0;
}

/** What to tell a person who has no database. */
export function whatToDo() {
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
