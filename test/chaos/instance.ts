import { TcpProxy } from '@test/support/harness/tcp-proxy';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { freePort } from '@test/support/harness/free-port';

const READY_MS = 60_000;

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
    },
    public service: ServiceProcess,
  ) {}

  static async start(
    number: number,
    databaseUrl: string,
    exchangeUrl: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Instance> {
    const database = await TcpProxy.start(databaseUrl);
    const exchange = await TcpProxy.start(exchangeUrl);
    const settings = {
      databaseUrl: database.through(databaseUrl),
      env: { ...env, BINGX_API_URL: exchange.through(exchangeUrl).replace(/\/$/, '') },
      port: await freePort(),
    };
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

  heal(): void {
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
