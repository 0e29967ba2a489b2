import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_TOKEN, LiveTrading } from '@test/support/harness/live-trading';
import { SmallDisk } from '@test/support/harness/small-disk';
import { MARKETS } from '@test/support/harness/market-fixture';
import {
  createServiceDatabase,
  type ServiceDatabase,
} from '@test/support/harness/service-database';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import { strategyRequest } from '@test/support/builders/strategy-request';
import { Instance } from '@test/chaos/instance';
import type { StrategyFact } from '@test/chaos/history';

export const AUTHORIZED = { authorization: `Bearer ${API_TOKEN}` };

const SIDE = {
  ...{ entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantityMode: 'fixed' },
  ...{ stopLossPerOrder: '2', takeProfitPerOrder: '4' },
};

/** The processes of a run: one exchange, one database, one or more instances, each behind networks of its own. */
export class ChaosWorld {
  /** The database's own, where scripts/chaos.mjs could mount one. */
  readonly disk: SmallDisk | null;

  private constructor(
    readonly database: ServiceDatabase,
    readonly exchange: SpawnedSimulator,
    readonly instances: readonly Instance[],
    private readonly folder: string,
    private readonly user: string,
  ) {
    const disk = process.env.CHAOS_DISK ?? '';
    this.disk = disk === '' ? null : new SmallDisk(disk, database.url);
  }

  static async start(count: number): Promise<ChaosWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'strateger-chaos-'));
    const exchange = await spawnSimulator({ book: join(folder, 'book.jsonl') });
    // The services see to themselves.
    process.once('exit', () => void exchange.kill());
    // The documented limits would make a run of faults wait for minutes; the limits have tests of their own.
    await exchange.control.setRateLimits({ enabled: false });
    await exchange.control.changeSettings({ sameCancelMs: 0 });
    const database = await createServiceDatabase('chaos');
    // Without SUPER, so that read_only means this user too.
    const user = `c_${randomBytes(4).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    await database.query('alarms', `CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
    await database.query('alarms', `GRANT ALL ON \`strateger\\_t%\`.* TO '${user}'@'%'`);
    const url = Object.assign(new URL(database.url), { username: user, password }).toString();
    const env = { ...LiveTrading.env(exchange), DB_CONNECT_TIMEOUT_MS: '1000' };
    const instances: Instance[] = [];
    for (let i = 0; i < count; i += 1)
      instances.push(await Instance.start(i, url, exchange.url, env, folder));
    return new ChaosWorld(database, exchange, instances, folder, user);
  }

  /** A strategy for each market and a second one for some, with both sides, a stop and a target for each order. */
  async createStrategies(): Promise<readonly StrategyFact[]> {
    const made: StrategyFact[] = [];
    for (const [i, { base, quantity }] of MARKETS.entries()) {
      for (const prefix of i < 2 ? ['s', 'u'] : ['s']) {
        const pyramiding = prefix === 's' ? 3 : 1;
        const instrument = `bingx-usdt-m/${base}-USDT`;
        const alarmName = `${prefix}-${base}`;
        const rules = { ...SIDE, quantity, pyramiding };
        const body = strategyRequest({
          ...{ account: 'bingx', alarmName, instrument, long: rules, short: rules },
        });
        const answer = await this.instances[0]?.service.http.post('/strategies/', body, AUTHORIZED);
        if (answer?.status !== 201) throw new Error(`strategy: ${answer?.text ?? 'no instance'}`);
        const { id } = answer.json();
        made.push({ id, alarmName, instrument, quantity, pyramiding, hasStop: true });
      }
    }
    return made;
  }

  /** Ends every fault that can be ended from outside and waits until each instance is ready. */
  async heal(): Promise<void> {
    await this.setReadOnly(false);
    this.disk?.free();
    await this.exchange.control.clearFaults();
    await this.exchange.control.stream.clearFaults();
    await this.exchange.control.setClockSkew(0);
    for (const instance of this.instances) {
      instance.heal();
      instance.resume();
    }
    await Promise.all(this.instances.map((instance) => instance.ensureReady()));
  }

  async setReadOnly(isReadOnly: boolean): Promise<void> {
    await this.database.query('orders', `SET GLOBAL read_only = ${isReadOnly ? '1' : '0'}`);
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.instances.map((instance) => instance.stop()));
    await this.exchange.stop();
    await this.database.query('alarms', `DROP USER IF EXISTS '${this.user}'@'%'`);
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
