import { DATABASES } from '@/databases';
import { openDataSource } from '@/platform/database/data-source';
import { LeaseRepository } from '@/platform/database/lease.repository';
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
import { createServiceDatabase } from '@test/support/harness/service-database';
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

  it('gives a lease to one of two that ask at once on different nodes', async () => {
    const sources = await Promise.all(
      [1, 2].map((node) => {
        const url = new URL(live.database.url);
        url.port = new URL(cluster.url(node)).port;
        url.pathname += '_orders';
        const target = { name: 'orders' as const, url: url.toString() };
        const limits = { poolSize: 4, connectTimeoutMs: 5_000 };
        return openDataSource({ ...target, ...limits }, DATABASES.orders);
      }),
    );
    const sides = sources.map((source) => new LeaseRepository<'orders'>(source));
    try {
      for (let round = 0; round < 60; round += 1) {
        // New ones are inserted, those that ran out are taken over.
        const name = `at once ${String(round % 20)}`;
        const taken = await Promise.all(
          sides.map((side, at) =>
            side.take(name, `owner ${String(at)} ${String(round)}`, LEASE_MS),
          ),
        );
        const held = taken.filter((lease) => lease !== null);
        expect(held).toHaveLength(1);
        expect(held[0]?.token).toBe(String(Math.floor(round / 20) + 1));
        const holder = sides[taken.findIndex((lease) => lease !== null)];
        if (held[0] !== undefined) await holder?.release(held[0]);
        await pause(10);
      }
    } finally {
      await Promise.all(sources.map((source) => source.destroy()));
    }
  }, 30_000);

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
    await flow(4_000);
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
    await flow(3_000);
    await live.exchange.control.clearFaults();
    await live.settled(SETTLED_MS);
    expect(await faultsOf(live)).toEqual([]);
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
