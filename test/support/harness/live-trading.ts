import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alarmBody } from '@test/support/builders/alarm-body';
import { strategyRequest } from '@test/support/builders/strategy-request';
import {
  createServiceDatabase,
  type ServiceDatabase,
} from '@test/support/harness/service-database';
import {
  spawnService,
  type ServiceOptions,
  type ServiceProcess,
} from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import { differencesOfBooks, unsettledCount, unsettledOrders } from '@test/support/harness/books';

export const API_TOKEN = 'test-token-0123456789abcdef';
export const WEBHOOK_SECRET = 'test-webhook-secret-0123';
/** The header that may do everything. */
export const AUTHORIZED = { authorization: `Bearer ${API_TOKEN}` };

/** Service, database and exchange as three processes, trading "live" against the simulator on loopback. */
export class LiveTrading {
  readonly answered: string[] = [];
  exchange: SpawnedSimulator;
  service: ServiceProcess;

  private constructor(
    readonly database: ServiceDatabase,
    exchange: SpawnedSimulator,
    private readonly folder: string,
    service: ServiceProcess,
  ) {
    this.exchange = exchange;
    this.service = service;
  }

  /** With a database that is there already, `options.databaseUrl` says on which way the service goes to it. */
  static async start(
    options: Partial<ServiceOptions> = {},
    given: ServiceDatabase | null = null,
  ): Promise<LiveTrading> {
    const folder = mkdtempSync(join(tmpdir(), 'strateger-live-'));
    const exchange = await openExchange(folder);
    const database = given ?? (await createServiceDatabase('live'));
    const service = await spawnService({
      databaseUrl: database.url,
      ...options,
      env: { ...LiveTrading.env(exchange), ...options.env },
    });
    return new LiveTrading(database, exchange, folder, service);
  }

  static env(exchange: SpawnedSimulator): Readonly<Record<string, string>> {
    return {
      TRADING_MODE: 'live',
      WEBHOOK_SECRET,
      API_TOKENS: `${API_TOKEN}:read+trade+strategies+admin`,
      BINGX_API_URL: exchange.url,
      BINGX_API_KEY: exchange.key,
      BINGX_SECRET_KEY: exchange.secret,
      BINGX_TIMEOUT_MS: '1500',
    };
  }

  async createStrategy(change: Readonly<Record<string, unknown>> = {}): Promise<any> {
    const body = strategyRequest({ account: 'bingx', ...change });
    const answer = await this.service.http.post('/strategies/', body, AUTHORIZED);
    if (answer.status !== 201) throw new Error(`strategy: ${answer.status} ${answer.text}`);
    return answer.json();
  }

  /** Sends an alarm; its id when it was answered 200, null when the connection broke or the store said no. */
  async send(change: Readonly<Record<string, unknown>> = {}): Promise<string | null> {
    const body = alarmBody({ Secret: WEBHOOK_SECRET, ...change });
    try {
      const answer = await this.service.http.send('/alarms/webhook', {
        method: 'POST',
        body,
        timeoutMs: 5_000,
      });
      if (answer.status !== 200) return null;
      const { id } = answer.json();
      this.answered.push(id);
      return id;
    } catch {
      return null;
    }
  }

  async get(path: string): Promise<any> {
    return (await this.service.http.get(path, AUTHORIZED)).json();
  }

  async post(path: string, body: unknown): Promise<any> {
    return (await this.service.http.post(path, body, AUTHORIZED)).json();
  }

  /** Waits until `/status-server` shows it: what was found out about a venue is shown again for some seconds. */
  async shown<T>(what: string, pick: (status: any) => T | null): Promise<T> {
    return waitUntil(what, async () => pick(await this.get('/status-server/')), 30_000, 500);
  }

  /** Waits until the journal has an entry with that action (`placeOrder.done`); the newest one. */
  async journaled(action: string): Promise<any> {
    const path = `/journal/?action=${action}`;
    const what = `${action} in the journal`;
    return waitUntil(what, async () => (await this.get(path)).items?.[0], 20_000);
  }

  /** The orders of an alarm once they are as wanted. */
  async ordersOf(
    id: string,
    isAsWanted: (orders: any[]) => boolean,
    timeoutMs = 20_000,
  ): Promise<any[]> {
    return waitUntil(
      `the orders of alarm ${id}`,
      async () => {
        const page = await this.get(`/alarms/${id}`);
        const orders = (page.decisions ?? []).flatMap((decision: any) => decision.orders);
        return isAsWanted(orders) ? orders : null;
      },
      timeoutMs,
    );
  }

  /** The first decision on an alarm, once there is one. */
  async decisionOf(id: string): Promise<any> {
    return waitUntil('the decision', async () => {
      const page = await this.get(`/alarms/${id}`);
      return page.decisions?.[0] ?? null;
    });
  }

  /** Waits until nothing is in flight; the error names what still is. */
  async settled(timeoutMs = 120_000): Promise<void> {
    const isSettled = async () => (await unsettledCount(this.database)) === 0;
    try {
      await waitUntil('everything to be settled', isSettled, timeoutMs, 200);
    } catch (error) {
      const open = await unsettledOrders(this.database);
      const said = this.service.logs.slice(-8_000);
      throw new Error(['not settled:', ...open, said].join('\n'), { cause: error });
    }
  }

  /** Differences between our books and the exchange's; asked again for a moment, as protection may be moving. */
  async differences(timeoutMs = 20_000): Promise<readonly string[]> {
    let last: readonly string[] = ['never compared'];
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      last = await differencesOfBooks(
        this.database,
        await this.exchange.control.state(),
        this.answered,
      );
      if (last.length === 0) return last;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return last;
  }

  /** The exchange ends at once and nobody answers at its address. */
  stopExchange(): Promise<void> {
    return this.exchange.kill();
  }

  /** The same exchange again: same address, same book. */
  async startExchange(): Promise<void> {
    this.exchange = await openExchange(this.folder, Number(new URL(this.exchange.url).port));
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.exchange.stop();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function openExchange(folder: string, port = 0): Promise<SpawnedSimulator> {
  const exchange = await spawnSimulator({ book: join(folder, 'book.jsonl'), port });
  // The documented limits would make a test of faults wait for minutes; the limits have their own test.
  await exchange.control.setRateLimits({ enabled: false });
  await exchange.control.changeSettings({ sameCancelMs: 0 });
  return exchange;
}
