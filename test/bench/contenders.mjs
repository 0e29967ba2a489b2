import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../scripts/local-database/ports.mjs';
import { ROOT } from '../../scripts/prepare.mjs';
import { endProcess, whenEnded } from '../../scripts/processes.mjs';

/** Secrets of the benchmark's own service; long enough for live mode. */
export const SECRET = 'benchmark-secret-of-the-webhook';
export const TOKEN = 'benchmark-token-0123456789abcdefgh';

/** Keys of the simulator's account. */
const KEY = 'benchmark-key';
const SECRET_KEY = 'benchmark-secret-key';

/** One process under measurement. */
export class Contender {
  constructor(name, words, env, readyPath) {
    this.name = name;
    this.words = words;
    this.env = env;
    this.readyPath = readyPath;
  }

  /** Starts it and resolves when it answers; `startMs` is how long that took. */
  async start() {
    this.port = await freePort();
    this.address = `http://127.0.0.1:${this.port}`;
    const began = performance.now();
    const log = fs.openSync(this.logFile(), 'w');
    this.child = spawn(process.execPath, this.wordsFor(this.port), {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env, PORT: String(this.port) },
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    let ended = null;
    whenEnded(this.child).then((how) => (ended = how));
    for (;;) {
      const status = await fetch(`${this.address}${this.readyPath}`).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) break;
      if (ended !== null || performance.now() - began > 60_000) {
        await this.stop();
        throw new Error(
          `${this.name} did not start (${ended ?? 'too slow'}): see ${this.logFile()}`,
        );
      }
      await new Promise((done) => setTimeout(done, 10));
    }
    this.startMs = performance.now() - began;
    return this;
  }

  wordsFor(port) {
    return typeof this.words === 'function' ? this.words(port) : this.words;
  }

  logFile() {
    return join(
      ROOT,
      '.local',
      `bench-${this.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.log`,
    );
  }

  /** Resident memory in MiB. */
  memory() {
    const status = fs.readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? '0') / 1024;
  }

  async stop() {
    if (this.child !== undefined && this.child.exitCode === null)
      await endProcess(this.child.pid, 20_000);
  }
}

const rival = (file) => join(ROOT, 'test', 'bench', 'rivals', file);

export function withoutDatabase() {
  return new Contender(
    'bare node:http, no database',
    [rival('bare-without-database.mjs')],
    {},
    '/',
  );
}

export function oneInsert(databaseUrl) {
  return new Contender(
    'bare node:http, one insert',
    [rival('bare-one-insert.mjs')],
    { DB_URL: databaseUrl },
    '/',
  );
}

export function bareNest(databaseUrl) {
  return new Contender(
    'bare Nest',
    [rival('bare-nest.cjs')],
    { DB_URL: databaseUrl },
    '/health/ready',
  );
}

/** The service as an operator runs it, in paper mode. */
export function strateger(name, databaseUrl, env = {}) {
  return new Contender(
    name,
    [join(ROOT, 'dist', 'main.js')],
    { NODE_ENV: 'production', HOST: '127.0.0.1', DB_URL: databaseUrl, LOG_LEVEL: 'info', ...env },
    // Without workers anywhere an intake on its own is never ready.
    env.ROLE === 'api' ? '/health/live' : '/health/ready',
  );
}

/** The exchange's simulator, for orders that leave the process. */
export function simulator(book) {
  const main = join(ROOT, 'test', 'support', 'simulators', 'bingx', 'main.ts');
  const words = (port) => [
    '--import',
    'tsx',
    main,
    ...['--port', String(port), '--book', book, '--key', KEY, '--secret', SECRET_KEY],
  ];
  const contender = new Contender('bingx simulator', words, {}, '/__control/state');
  contender.keys = { BINGX_API_KEY: KEY, BINGX_SECRET_KEY: SECRET_KEY };
  return contender;
}
