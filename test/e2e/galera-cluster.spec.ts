import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DataSource } from 'typeorm';
import { DATABASES } from '@/databases';
import { openDataSource } from '@/platform/database/data-source';
import { LeaseRepository } from '@/platform/database/lease.repository';
import { managerOf } from '@/platform/database/unit-of-work';
import { unitOfWorkFor } from '@test/support/database';
import { alarmBody } from '@test/support/builders/alarm-body';
import { GaleraCluster, whyNoGalera } from '@test/support/harness/galera-cluster';
import { LiveTrading, WEBHOOK_SECRET } from '@test/support/harness/live-trading';
import {
  alarmFor,
  createStrategies,
  MARKETS,
  randomFrom,
} from '@test/support/harness/market-fixture';
import { faultsOf, figuresOf } from '@test/support/harness/proof';
import { createServiceDatabase, REPOSITORY_ROOT } from '@test/support/harness/service-database';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { TcpProxy } from '@test/support/harness/tcp-proxy';
import { waitUntil } from '@test/support/harness/wait-until';

const missing = whyNoGalera();
if (missing !== null) process.stdout.write(`      no Galera cluster is tested here: ${missing}\n`);

const LEASE_MS = 60_000;
/** What everything must have settled in after the last fault. */
const SETTLED_MS = 120_000;

let cluster: GaleraCluster;
let live: LiveTrading;
let first: ServiceProcess;
let second: ServiceProcess;
let wayOfFirst: TcpProxy;
let wayOfSecond: TcpProxy;
const random = randomFrom(11);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Each instance goes to its own node through its own proxy. */
async function startAll(): Promise<void> {
  cluster = await GaleraCluster.start();
  const database = await createServiceDatabase('galera', cluster.url(1));
  wayOfFirst = await TcpProxy.start(cluster.url(1));
  wayOfSecond = await TcpProxy.start(cluster.url(2));
  live = await LiveTrading.start({ databaseUrl: wayOfFirst.through(database.url) }, database);
  first = live.service;
  await createStrategies(live);
  second = await spawnService({
    databaseUrl: wayOfSecond.through(database.url),
    env: LiveTrading.env(live.exchange),
  });
}

/** The schema of the orders, on one node and past the proxies. */
function openOn(node: number): Promise<DataSource> {
  const url = new URL(live.database.url);
  url.port = new URL(cluster.url(node)).port;
  url.pathname += '_orders';
  const target = { name: 'orders' as const, url: url.toString() };
  return openDataSource({ ...target, poolSize: 4, connectTimeoutMs: 5_000 }, DATABASES.orders);
}

/** Two alarms of one lane at a time, one to each instance, four a second. */
async function flow(ms: number): Promise<void> {
  const under: Promise<unknown>[] = [];
  const until = Date.now() + ms;
  while (Date.now() < until) {
    const market = oneOf(MARKETS);
    for (const service of [first, second]) {
      const side = oneOf(['long', 'short']);
      const order = random() < 0.7 ? `order open ${side}` : `order close ${side}`;
      live.service = service;
      under.push(live.send(alarmFor(market, order)));
    }
    await pause(500);
  }
  await Promise.all(under);
  live.service = first;
}

/** Fails when the journal has a gap or an edit; what nobody has sealed yet is none. */
async function verifyJournal(): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [join(REPOSITORY_ROOT, 'dist/cli/journal-verify.js')],
    {
      env: { ...process.env, DB_URL: live.database.url },
    },
  );
}

/** How often a write of a node lost against one of another node. */
async function conflictsOf(node: number): Promise<number> {
  const names = ['wsrep_local_cert_failures', 'wsrep_local_bf_aborts'];
  const counts = await Promise.all(names.map((name) => cluster.status(node, name)));
  return counts.reduce((sum, text) => sum + Number(text), 0);
}

(missing === null ? describe : describe.skip)('a Galera cluster of three nodes', () => {
  beforeAll(startAll, 120_000);
  afterAll(async () => {
    await second?.stop();
    await live?.stop();
    for (const way of [wayOfFirst, wayOfSecond]) await way?.stop();
    await cluster?.stop();
  }, 60_000);

  // Nothing that a database says may end a process.
  afterEach(() => expect([first.ended, second.ended]).toEqual([null, null]));

  describe('leases on two nodes', () => {
    let sources: readonly DataSource[] = [];
    let here: LeaseRepository<'orders'>;
    let there: LeaseRepository<'orders'>;

    beforeAll(async () => {
      sources = await Promise.all([openOn(1), openOn(2)]);
      const [one, two] = sources.map((source) => new LeaseRepository<'orders'>(source));
      if (one === undefined || two === undefined) throw new Error('two were opened');
      [here, there] = [one, two];
    });
    afterAll(() => Promise.all(sources.map((source) => source.destroy())));

    it('go to one of two that ask at once', async () => {
      for (let round = 0; round < 60; round += 1) {
        // New ones are inserted, those that were given back are taken over.
        const name = `at once ${String(round % 20)}`;
        const taken = await Promise.all([
          here.take(name, `here ${String(round)}`, LEASE_MS),
          there.take(name, `there ${String(round)}`, LEASE_MS),
        ]);
        const held = taken.filter((lease) => lease !== null);
        expect(held.map(({ token }) => token)).toEqual([String(Math.floor(round / 20) + 1)]);
        await Promise.all(held.map((lease) => (taken[0] === lease ? here : there).release(lease)));
      }
    }, 30_000);

    it('keep a holder from writing that lost its own in the middle of a transaction', async () => {
      const [source] = sources;
      if (source === undefined) throw new Error('two were opened');
      const work = unitOfWorkFor({ orders: source });
      for (let round = 0; round < 10; round += 1) {
        const lease = await here.take(`fenced ${String(round)}`, 'here', 1);
        if (lease === null) throw new Error('it was free');
        const held: boolean[] = [];
        await work.run('orders', async (tx) => {
          held.push(await here.holds(lease, tx));
          if (!held.at(-1)) return;
          // As a process does that is paused between its look and its write: the look's lock is on this node only.
          await waitUntil('the other to take over', () =>
            there.take(lease.name, 'there', LEASE_MS),
          );
          await managerOf(tx).query(
            `INSERT INTO lease (name, owner, token, lease_until) VALUES (?, 'late', 1, NOW(3))`,
            [`written ${String(round)}`],
          );
        });
        expect(held).toEqual([true, false]);
      }
      const late = await source.query(`SELECT name FROM lease WHERE owner = 'late'`);
      expect(late).toEqual([]);
    }, 30_000);
  });

  it('stores a delivery once that comes in on two nodes at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const body = alarmBody({
        Secret: WEBHOOK_SECRET,
        Strategy: 'nobody',
        Id: `r${String(round)}`,
      });
      const answers = await Promise.all(
        [first, second].map(({ http }) => http.send('/alarms/webhook', { method: 'POST', body })),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    }
  }, 30_000);

  it('loses and doubles nothing while a node dies in the middle of a burst', async () => {
    const slow = { method: 'POST', path: '/trade/order$' };
    await live.exchange.control.addFaults({
      ...{ kind: 'delay', match: slow, ms: 150, count: null, when: 'before' },
    });
    await flow(3_000);
    const before = live.answered.length;
    const conflicts = (await conflictsOf(1)) + (await conflictsOf(2));
    const during = flow(10_000);
    await pause(1_500);
    cluster.kill(2);
    // What a load balancer needs to find out.
    await pause(1_000);
    wayOfSecond.lead(cluster.url(3));
    await cluster.untilOfSize(2);
    await during;
    await second.ready();
    const whileDying = live.answered.length - before;
    await flow(2_000);
    await live.exchange.control.clearFaults();
    await live.settled(SETTLED_MS);
    expect(await faultsOf(live)).toEqual([]);
    await verifyJournal();
    const figures = { ...(await figuresOf(live)), whileDying, conflicts };
    process.stdout.write(`      ${JSON.stringify(figures)}\n`);
    await waitUntil('both to be well again', async () => {
      const states = await Promise.all(
        [first, second].map(({ http }) => http.get('/health/ready')),
      );
      return states.every(({ status }) => status === 200);
    });
  }, 240_000);
});
