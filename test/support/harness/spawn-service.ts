import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashPoint } from '@/platform/crash/crash-point';
import { freePort } from './free-port';
import { HttpClient } from './http-client';
import { REPOSITORY_ROOT } from './service-database';
import { waitUntil } from './wait-until';

/** What a test may set for a spawned service. Nothing of the test's own settings reaches it otherwise. */
export interface ServiceOptions {
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The process kills itself when it reaches this point for the `crashAtCount`-th time. */
  readonly crashAt?: CrashPoint;
  readonly crashAtCount?: number;
  /** The code throws at this point, the first so many times. */
  readonly throwAt?: { readonly point: CrashPoint; readonly times: number };
  /** The process's time of day is off by the milliseconds in this file; see {@link setClock}. */
  readonly clockShiftFile?: string;
  /** False: resolves as soon as the process runs. Default true: as soon as /health/ready answers 200. */
  readonly waitForReady?: boolean;
  readonly readyTimeoutMs?: number;
  /** A port of the test's choice, for two processes behind one address or a restart on the same one. */
  readonly port?: number;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const RUNNING = new Set<ChildProcess>();
process.once('exit', () => RUNNING.forEach((child) => child.kill('SIGKILL')));

/** `node dist/main.js` as a process of its own, as an operator runs it. */
export class ServiceProcess {
  readonly http: HttpClient;
  private output = '';
  private end: ProcessEnd | null = null;

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly options: ServiceOptions,
  ) {
    this.http = new HttpClient(`http://127.0.0.1:${port}`);
    RUNNING.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    child.once('exit', (code, signal) => {
      this.end = { code, signal };
      RUNNING.delete(child);
    });
  }

  static async start(options: ServiceOptions): Promise<ServiceProcess> {
    const port = options.port ?? (await freePort());
    const isToCrash = options.crashAt !== undefined;
    const words = [
      ...(isToCrash ? ['-r', join(__dirname, 'crash-at.cjs')] : []),
      ...(options.throwAt === undefined ? [] : ['-r', join(__dirname, 'throw-at.cjs')]),
      ...(options.clockShiftFile === undefined ? [] : ['-r', join(__dirname, 'clock-shift.cjs')]),
      join(REPOSITORY_ROOT, 'dist/main.js'),
    ];
    const child = spawn(process.execPath, words, {
      cwd: REPOSITORY_ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environmentOf(options, port),
    });
    const service = new ServiceProcess(child, port, options);
    if (options.waitForReady !== false) await service.ready(options.readyTimeoutMs);
    return service;
  }

  get address(): string {
    return this.http.address;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Null while it runs. */
  get ended(): ProcessEnd | null {
    return this.end;
  }

  /** All that it has written so far, to both streams. */
  get logs(): string {
    return this.output;
  }

  /** Its log has no reader from now on, as when a collector dies: writes to it fail. */
  closeLogs(): void {
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.destroy();
  }

  /** The log lines that are JSON, read. */
  get logLines(): readonly Record<string, any>[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Record<string, any>);
  }

  async ready(timeoutMs = 30_000): Promise<void> {
    await waitUntil(
      'the service to be ready',
      async () => {
        if (this.end !== null) {
          throw new Error(
            `the service ended at its start (${JSON.stringify(this.end)}):\n${this.output.slice(-4_000)}`,
          );
        }
        return this.http.get('/health/ready', { connection: 'close' }).then(
          (answer) => answer.status === 200,
          () => false,
        );
      },
      timeoutMs,
    ).catch((error: unknown) => {
      this.child.kill('SIGKILL');
      throw new Error(`${String(error)}\n${this.output.slice(-4_000)}`);
    });
  }

  /** Waits for the process to end by itself, as at a crash point. */
  async untilEnded(timeoutMs = 20_000): Promise<ProcessEnd> {
    return waitUntil('the service to end', () => this.end, timeoutMs, 5);
  }

  /** Sets the process's clock off by so much, now and after a restart; it needs a `clockShiftFile`. */
  setClock(shiftMs: number): void {
    const { clockShiftFile } = this.options;
    if (clockShiftFile === undefined) throw new Error('this process has no clockShiftFile');
    writeFileSync(clockShiftFile, String(shiftMs));
    if (this.end === null) process.kill(this.pid, 'SIGUSR2');
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.endBy('SIGKILL');
  }

  /** SIGTERM, as an operator or a container stops it. */
  async stop(timeoutMs = 20_000): Promise<ProcessEnd> {
    const end = await this.endBy('SIGTERM', timeoutMs);
    this.http.close();
    return end;
  }

  /** A new process with the same settings on the same port, without the crash point. Ends this one first. */
  async restart(changes: Partial<ServiceOptions> = {}): Promise<ServiceProcess> {
    await this.kill();
    this.http.close();
    const { crashAt: _point, crashAtCount: _count, ...kept } = this.options;
    return ServiceProcess.start({ ...kept, port: this.port, ...changes });
  }

  private async endBy(signal: NodeJS.Signals, timeoutMs = 20_000): Promise<ProcessEnd> {
    if (this.end !== null) return this.end;
    const ended = once(this.child, 'exit');
    const late = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs);
    this.child.kill(signal);
    await ended;
    clearTimeout(late);
    return this.end ?? { code: null, signal };
  }
}

/** Starts the service; shorthand for {@link ServiceProcess.start}. */
export function spawnService(options: ServiceOptions): Promise<ServiceProcess> {
  return ServiceProcess.start(options);
}

function environmentOf(options: ServiceOptions, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    DB_URL: options.databaseUrl,
    TRADING_MODE: 'paper',
    LOG_LEVEL: 'info',
    ...(options.crashAt === undefined
      ? {}
      : { CRASH_AT: options.crashAt, CRASH_AT_COUNT: String(options.crashAtCount ?? 1) }),
    ...(options.throwAt === undefined
      ? {}
      : { THROW_AT: options.throwAt.point, THROW_TIMES: String(options.throwAt.times) }),
    ...(options.clockShiftFile === undefined ? {} : { CLOCK_SHIFT_FILE: options.clockShiftFile }),
    ...options.env,
  };
}
