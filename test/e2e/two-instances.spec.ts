import { LiveTrading } from '@test/support/harness/live-trading';
import {
  alarmFor,
  createStrategies,
  MARKETS,
  randomFrom,
} from '@test/support/harness/market-fixture';
import { faultsOf, figuresOf } from '@test/support/harness/proof';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

/** Longer than a lane's lease and than the time after which others look for an order that was being sent. */
const PAUSED_MS = 9_500;

let live: LiveTrading;
let first: ServiceProcess;
let second: ServiceProcess;
const random = randomFrom(7);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  live = await LiveTrading.start();
  await createStrategies(live, { pyramiding: 2 });
  first = live.service;
  second = await secondInstance();
}, 60_000);

afterAll(async () => {
  await second?.kill();
  await live?.stop();
}, 30_000);

function secondInstance(): Promise<ServiceProcess> {
  return spawnService({ databaseUrl: live.database.url, env: LiveTrading.env(live.exchange) });
}

/** Alarms to the given instances in turn, about three a second. */
async function flow(instances: readonly ServiceProcess[], ms: number, opens = 0.7): Promise<void> {
  const until = Date.now() + ms;
  for (let i = 0; Date.now() < until; i += 1) {
    const service = instances[i % instances.length];
    if (service === undefined) return;
    live.service = service;
    const side = oneOf(['long', 'short']);
    const order = random() < opens ? `order open ${side}` : `order close ${side}`;
    await live.send(alarmFor(oneOf(MARKETS), order));
    await pause(250);
  }
}

const decidedOf = async (ids: readonly string[]): Promise<boolean> => {
  const rows = await live.database.query(
    'alarms',
    `SELECT id FROM alarm WHERE status <> 'received' AND id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  return rows.length === ids.length;
};

describe('two instances on one database', () => {
  it('one stands still in the middle of its work and comes back, then the other is killed', async () => {
    // Sends take a while, so that the pause and the kill find some on their way.
    const slow = { method: 'POST', path: '/trade/order$' };
    await live.exchange.control.addFaults({
      ...{ kind: 'delay', match: slow, ms: 300, count: null, when: 'before' },
    });
    // Opens only: a close would rightly wait for what the one that stands still had on its way.
    await flow([first, second], 3_000, 1);
    process.kill(first.pid, 'SIGSTOP');
    const before = live.answered.length;
    await flow([second], PAUSED_MS, 1);
    const whileAlone = live.answered.slice(before);
    expect(whileAlone.length).toBeGreaterThan(8);
    // The lanes of the instance that stands still are taken over once its leases are out.
    await waitUntil('all to be decided by the other', () => decidedOf(whileAlone), 12_000);
    process.kill(first.pid, 'SIGCONT');
    await flow([first, second], 3_000);
    await second.kill();
    await flow([first], 2_000);
    second = await secondInstance();
    await flow([first, second], 1_000);
    await live.exchange.control.clearFaults();
    live.service = first;
    await live.settled(80_000);
    expect(await faultsOf(live)).toEqual([]);
    process.stdout.write(`      ${JSON.stringify(await figuresOf(live))}\n`);
  }, 150_000);
});

describe('SIGTERM in the middle of a burst', () => {
  it('ends in time with code 0 and loses nothing', async () => {
    await second.stop();
    live.service = first;
    const burst = Array.from({ length: 30 }, () =>
      live.send(alarmFor(oneOf(MARKETS), `order open ${oneOf(['long', 'short'])}`)),
    );
    await pause(400);
    const began = Date.now();
    expect(await first.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - began).toBeLessThan(10_000);
    await Promise.all(burst);
    process.stdout.write(`      stopped in ${String(Date.now() - began)} ms\n`);
    expect(first.logLines.filter((line) => Number(line.level) >= 60)).toEqual([]);
    live.service = first = await first.restart();
    await live.settled(80_000);
    expect(await faultsOf(live)).toEqual([]);
  }, 150_000);
});
