import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TcpProxy } from '@test/support/harness/tcp-proxy';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { freePort } from '@test/support/harness/free-port';

const READY_MS = 60_000;
/** A container's patience. */
const STOPPED_WITHIN_MS = 10_000;

/** One process of the service with networks of its own to the database and to the exchange, started again when it dies. */
export class Instance {
  private readonly written: string[] = [];

  private constructor(
    readonly number: number,
    readonly database: TcpProxy,
    readonly exchange: TcpProxy,
    private readonly settings: {
      readonly databaseUrl: string;
      readonly env: Readonly<Record<string, string>>;
      readonly port: number;
      readonly clockShiftFile: string;
    },
    public service: ServiceProcess,
  ) {}

  static async start(
    number: number,
    databaseUrl: string,
    exchangeUrl: string,
    env: Readonly<Record<string, string>>,
    folder: string,
  ): Promise<Instance> {
    const database = await TcpProxy.start(databaseUrl);
    const exchange = await TcpProxy.start(exchangeUrl);
    const settings = {
      databaseUrl: database.through(databaseUrl),
      env: { ...env, BINGX_API_URL: exchange.through(exchangeUrl).replace(/\/$/, '') },
      port: await freePort(),
      clockShiftFile: join(folder, `clock-${String(number)}`),
    };
    writeFileSync(settings.clockShiftFile, '0');
    const service = await spawnService(settings);
    return new Instance(number, database, exchange, settings, service);
  }

  get isRunning(): boolean {
    return this.service.ended === null;
  }

  /** All that its processes wrote, the dead ones included. */
  get logs(): string {
    return [...this.written, this.service.logs].join('\n');
  }

  /** `kill -9`; resolves when a new process is ready. `restMs` passes in between. */
  async killAndRestart(restMs: number): Promise<void> {
    await this.service.kill();
    await new Promise((resolve) => setTimeout(resolve, restMs));
    await this.ensureReady();
  }

  /** SIGTERM, as at a deployment; resolves when a new process is ready. It has to end well, and in time. */
  async stopAndRestart(): Promise<void> {
    const began = Date.now();
    const { code, signal } = await this.service.stop();
    const ms = Date.now() - began;
    await this.ensureReady();
    if (code !== 0 || ms > STOPPED_WITHIN_MS)
      throw new Error(`ended with ${signal ?? String(code)} after ${String(ms)} ms`);
  }

  /** Starts it as often as it takes: a process may rightly end at its start while its database is away. */
  async ensureReady(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    for (;;) {
      if (!this.isRunning) {
        this.written.push(this.service.logs);
        this.service.http.close();
        this.service = await spawnService({ ...this.settings, waitForReady: false });
      }
      const isReady = await this.service.http
        .send('/health/ready', { headers: { connection: 'close' }, timeoutMs: 2_000 })
        .then(
          ({ status }) => status === 200,
          () => false,
        );
      if (isReady) return;
      if (Date.now() > deadline)
        throw new Error(
          `instance ${this.number} does not become ready:\n${this.service.logs.slice(-3_000)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** SIGSTOP: the process stands still, its sockets stay open. */
  pause(): void {
    if (this.isRunning) process.kill(this.service.pid, 'SIGSTOP');
  }

  /** SIGCONT. */
  resume(): void {
    if (this.isRunning) process.kill(this.service.pid, 'SIGCONT');
  }

  /** Its clock is off by so much from now on. */
  setClock(shiftMs: number): void {
    this.service.setClock(shiftMs);
  }

  heal(): void {
    this.setClock(0);
    this.database.heal();
    this.exchange.heal();
  }

  async stop(): Promise<void> {
    this.heal();
    await this.service.stop();
    await this.database.stop();
    await this.exchange.stop();
  }
}
