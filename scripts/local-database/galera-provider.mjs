import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { lastLines } from './files.mjs';
import { aptGet } from './install.mjs';
import { isOnPath } from './server-program.mjs';

const LIBRARY = 'libgalera_smm.so';
const LIBRARY_FOLDERS = [
  'usr/lib/galera',
  'usr/lib/galera-4',
  'usr/lib',
  'usr/lib64/galera-4',
  'usr/lib64/galera',
  'usr/lib/x86_64-linux-gnu/galera-4',
];

/**
 * The library with which MariaDB servers form a cluster: this machine's own, else Debian's, unpacked into a private
 * folder without being installed, once.
 * @param {{ folder: string, log: (line: string) => void }} options `folder` keeps what was unpacked.
 * @returns {{ path: string } | { missing: string }} where it is, or why it cannot be had.
 */
export function galeraProvider({ folder, log }) {
  const here = libraryIn('/') ?? libraryIn(folder);
  if (here !== null) return { path: here };
  if (!fs.existsSync('/etc/debian_version') || !isOnPath('apt-get') || !isOnPath('dpkg-deb'))
    return { missing: `there is no ${LIBRARY} on this machine, and no Debian to have it from` };
  log('no Galera library on this machine: unpacking the package galera-4 of the distribution');
  return unpacked(folder) ?? { path: libraryIn(folder) };
}

function libraryIn(root) {
  for (const folder of LIBRARY_FOLDERS) {
    const path = join(root, folder, LIBRARY);
    if (fs.existsSync(path)) return path;
  }
  return null;
}

/** Null when it worked. Into a folder of another name first: what is there under its own is whole. */
function unpacked(folder) {
  const fresh = `${folder}.${process.pid}`;
  fs.mkdirSync(dirname(folder), { recursive: true });
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh);
  try {
    let answer = download(fresh);
    if (answer.status !== 0) {
      aptGet('update');
      answer = download(fresh);
    }
    const archive = fs.readdirSync(fresh).find((name) => name.endsWith('.deb'));
    if (archive === undefined) return { missing: `apt-get: ${saidBy(answer)}` };
    const unpacking = spawnSync('dpkg-deb', ['-x', join(fresh, archive), fresh], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (libraryIn(fresh) === null) return { missing: `dpkg-deb: ${saidBy(unpacking)}` };
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(fresh, folder);
    return null;
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

const download = (folder) =>
  spawnSync('apt-get', ['-q', '-o', 'Acquire::Retries=3', 'download', 'galera-4'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  });

const saidBy = (answer) =>
  lastLines(`${answer.stdout ?? ''}\n${answer.stderr ?? ''}\n${answer.error?.message ?? ''}`, 3);
