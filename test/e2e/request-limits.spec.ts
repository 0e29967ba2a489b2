import { LiveTrading } from '@test/support/harness/live-trading';
import {
  alarmFor,
  createStrategies,
  MARKETS,
  randomFrom,
} from '@test/support/harness/market-fixture';
import { faultsOf } from '@test/support/harness/proof';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;
let first: ServiceProcess;
let second: ServiceProcess;
const ORDERS = 'POST /openApi/swap/v2/trade/order';
const random = randomFrom(11);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  live = await LiveTrading.start();
  // What the exchange counts by, refused or not: the smaller of the published figures.
  await live.exchange.control.setRateLimits({
    perSecond: {
      [ORDERS]: 5,
      'DELETE /openApi/swap/v2/trade/order': 5,
      'GET /openApi/swap/v2/trade/order': 5,
      'GET /openApi/swap/v2/user/positions': 5,
    },
  });
  await createStrategies(live, { pyramiding: 2 });
  first = live.service;
}, 60_000);

afterAll(async () => {
  await second?.kill();
  await live?.stop();
}, 30_000);

/** Alarms in bursts, to the instances in turn. */
async function bursts(instances: readonly ServiceProcess[], count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const order = random() < 0.6 ? 'order open' : 'order close';
    await Promise.all(
      MARKETS.map((market, index) => {
        const service = instances[index % instances.length];
        if (service !== undefined) live.service = service;
        return live.send(alarmFor(market, `${order} ${oneOf(['long', 'short'])}`));
      }),
    );
    await pause(900);
  }
}

const counting = async (service: ServiceProcess): Promise<any> => {
  live.service = service;
  return limitsIn((await live.get('/status-server')).venues);
};

const limitsIn = (venues: any[]): any =>
  venues.find(({ name }) => name === 'bingx-usdt-m')?.detail.limits;

const overBudget = async () => (await live.exchange.control.state()).overBudget;

describe('request limits as the exchange counts them', () => {
  it('are kept by one instance, and shown', async () => {
    await bursts([first], 4);
    await live.settled(80_000);
    expect(await overBudget()).toEqual({ total: 0, byBudget: {} });
    live.service = first;
    const shown = await live.shown('the endpoint of orders among the limits', ({ venues }) => {
      const limits = limitsIn(venues);
      const sent = limits?.endpoints.find(({ endpoint }: any) => endpoint === ORDERS);
      return sent === undefined ? null : { limits, sent };
    });
    expect(shown.limits).toMatchObject({ counting: 'alone', otherInstances: 0, stopped: null });
    expect(shown.sent).toMatchObject({ account: 'bingx', limit: 5 });
  }, 120_000);

  it('are kept while a second instance joins, while both trade, and after one is killed', async () => {
    const trading = bursts([first], 3);
    second = await spawnService({
      databaseUrl: live.database.url,
      env: LiveTrading.env(live.exchange),
    });
    await trading;
    await waitUntil(
      'both to count together',
      async () => (await counting(first))?.counting === 'shared',
      30_000,
      500,
    );
    await bursts([first, second], 5);
    await second.kill();
    await bursts([first], 3);
    live.service = first;
    await live.settled(80_000);
    expect(await overBudget()).toEqual({ total: 0, byBudget: {} });
    expect(await faultsOf(live)).toEqual([]);
  }, 200_000);

  it('are kept by an instance that takes over at once from one that was killed', async () => {
    const trading = bursts([first], 2);
    await pause(1_000);
    await first.kill();
    await trading;
    live.service = first = await first.restart();
    await bursts([first], 3);
    await live.settled(80_000);
    expect(await overBudget()).toEqual({ total: 0, byBudget: {} });
    expect(await faultsOf(live)).toEqual([]);
  }, 150_000);
});
