import { spawnSync } from 'node:child_process';

/**
 * A private server whose data lie on a disk of their own, small enough to be filled: a memory file system in a mount
 * namespace that nobody else sees and that ends with the server. For tests; needs Linux, and root or user namespaces.
 */

const asRoot = () => process.getuid?.() === 0;
const unshare = () => ['unshare', '--mount', ...(asRoot() ? [] : ['--map-root-user'])];

/** The fresh data folder is copied on the small disk, which then takes its place. */
const SCRIPT = [
  'mkdir "$SMALL_DISK_SPACE"',
  'mount -t tmpfs -o "size=$SMALL_DISK_MB"m strateger "$SMALL_DISK_SPACE"',
  'cp -a "$SMALL_DISK_DATA/." "$SMALL_DISK_SPACE/"',
  'mount --bind "$SMALL_DISK_SPACE" "$SMALL_DISK_DATA"',
  'exec "$@"',
].join(' && ');

/** Whether this machine lets us mount one. */
export function hasSmallDisk() {
  const [program, ...words] = unshare();
  const trial = [
    ...words,
    'sh',
    '-c',
    'mount -t tmpfs -o size=1m strateger /mnt && command -v fallocate',
  ];
  return spawnSync(program, trial, { timeout: 10_000 }).status === 0;
}

/** The command that starts a server on a disk of that many megabytes. It becomes the server: its id is the server's. */
export function onSmallDisk(command, { data, space, mb }) {
  const settings = [`SMALL_DISK_DATA=${data}`, `SMALL_DISK_SPACE=${space}`];
  const mounted = ['env', ...settings, `SMALL_DISK_MB=${String(mb)}`, 'sh', '-c', SCRIPT, 'sh'];
  return [...unshare(), ...mounted, ...command];
}

/** Few files that grow, in small steps, so that no table lives long on what was reserved before the disk was full. */
export const SMALL_DISK_OPTIONS = [
  '--innodb-file-per-table=OFF',
  '--innodb-autoextend-increment=1',
  '--innodb-log-file-size=16M',
  '--user=root',
];

/** Where others find the disk of a server that runs on one. */
export const smallDiskOf = (pid, data) => `/proc/${String(pid)}/root${data}`;
