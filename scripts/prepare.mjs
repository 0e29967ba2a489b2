import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join, resolve } from 'node:path';

/** What every script does first, with plain Node: the right Node, the packages, the build. */

export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
export const LOCAL = join(ROOT, '.local');
const OLDEST_NODE = [20, 19];

/** Something a person can act on: printed without a stack. */
export class Trouble extends Error {
  /** @param {string} what @param {{ log?: string, then?: string }} [more] a log file to show the end of, and what to do */
  constructor(what, { log, then } = {}) {
    super(what);
    this.log = log;
    this.then = then;
  }
}

/** Runs one step and says what it does and how long it took. The step may return a remark. */
export async function step(title, work) {
  const began = performance.now();
  process.stdout.write(`- ${title}\n`);
  const remark = await work((line) => process.stdout.write(`    ${line}\n`));
  const took = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`    ${typeof remark === 'string' ? remark : 'done'} (${took} s)\n`);
}

/** Prints an error so that a reader knows what failed and what to do next. */
export function explain(error) {
  const lines = ['', `Stopped: ${error instanceof Error ? error.message : String(error)}`];
  const log = error?.log;
  if (typeof log === 'string' && fs.existsSync(log)) {
    lines.push('', `The end of ${log}:`, ...tail(log, 15).map((line) => `  ${line}`));
  }
  if (typeof error?.then === 'string') lines.push('', error.then);
  const isExpected =
    error instanceof Trouble ||
    ['NoDatabaseError', 'DatabaseInUseError'].includes(error?.constructor?.name);
  if (!isExpected && error?.stack !== undefined) lines.push('', error.stack);
  process.stderr.write(`${lines.join('\n')}\n`);
}

export function tail(path, count) {
  try {
    // eslint-disable-next-line no-control-regex -- the escape character is what colours begin with
    const plain = fs.readFileSync(path, 'utf8').replace(/\x1b\[[0-9;]*m/g, '');
    return plain.trimEnd().split('\n').slice(-count);
  } catch {
    return [];
  }
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Trouble(
    `this is Node.js ${process.version}; ${OLDEST_NODE.join('.')} or later is needed.`,
    {
      then: 'Install it from https://nodejs.org or with your version manager, then run the command again.',
    },
  );
}

/** Node, packages and build, each only when it is missing or out of date. */
export async function prepare() {
  checkNode();
  fs.mkdirSync(LOCAL, { recursive: true });
  if (!areDependenciesCurrent()) {
    await step('Installing the packages of package-lock.json (npm ci)', () =>
      run(npm('ci'), 'npm.log'),
    );
  }
  if (!isBuildCurrent()) {
    await step('Compiling src/ to dist/ (npm run build)', () =>
      run(npm('run', 'build'), 'build.log'),
    );
  }
}

/** Compares what npm noted in node_modules with the lock: times of files say nothing after a clone or a checkout. */
export function areDependenciesCurrent(root = ROOT) {
  const wanted = readLock(join(root, 'package-lock.json'));
  const installed = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined
      ? entry.optional === true || entry.devOptional === true
      : found.version === entry.version;
  });
}

function readLock(path) {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** True when dist/ is younger than everything it is made from. */
export function isBuildCurrent(root = ROOT) {
  // Written last.
  const built = changedAt(join(root, 'dist', 'packages.js'));
  if (built === 0 || changedAt(join(root, 'dist', 'cli', 'migrate.js')) === 0) return false;
  const settings = [
    ...['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'],
    join('scripts', 'bundle.mjs'),
  ];
  const newest = Math.max(
    ...settings.map((name) => changedAt(join(root, name))),
    newestIn(join(root, 'src')),
  );
  return newest <= built;
}

function newestIn(folder) {
  let newest = 0;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestIn(path));
    else if (!entry.name.endsWith('.spec.ts')) newest = Math.max(newest, changedAt(path));
  }
  return newest;
}

function changedAt(path) {
  return fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function npm(...words) {
  const own = process.env.npm_execpath;
  return own !== undefined && /npm-cli\.[cm]?js$/.test(own)
    ? [process.execPath, own, ...words]
    : ['npm', ...words];
}

/** Runs a command with its output in .local/<logName>; fails with the end of it. */
export async function run([command, ...words], logName, env = process.env) {
  const log = join(LOCAL, logName);
  const file = fs.openSync(log, 'w');
  const child = spawn(command, words, { cwd: ROOT, env, stdio: ['ignore', file, file] });
  const code = await new Promise((done) => {
    child.once('error', () => done(-1));
    child.once('exit', (status, signal) => done(status ?? signal));
  });
  fs.closeSync(file);
  if (code !== 0) {
    throw new Trouble(
      `\`${[command === process.execPath ? 'node' : command, ...words].join(' ')}\` failed (${code}).`,
      {
        log,
      },
    );
  }
  return undefined;
}
