import { alarmBody } from '@test/support/builders/alarm-body';
import { AUTHORIZED, LiveTrading, WEBHOOK_SECRET } from '@test/support/harness/live-trading';
import { createServiceDatabase } from '@test/support/harness/service-database';
import { startSmallDatabase } from '@test/support/harness/small-disk';
import { waitUntil } from '@test/support/harness/wait-until';

/** TradingView hangs up after this. */
const PATIENCE_MS = 3_000;
const FULL_MS = 4_000;

const STOP = { stopLossPerOrder: '2', takeProfitPerOrder: '4' };
const RULES = { entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantityMode: 'fixed' };

let small: Awaited<ReturnType<typeof startSmallDatabase>> = null;
let live: LiveTrading;

beforeAll(async () => {
  // A run of its own: a server that is out of room answers slowly, and a minute and a half of it is too much for all.
  if (process.env.DISK_FULL !== 'on') {
    process.stdout.write('      skipped: `npm run test:disk-full` fills a disk\n');
    return;
  }
  small = await startSmallDatabase();
  if (small === null) {
    process.stdout.write('      skipped: this machine lets nobody mount a small disk\n');
    return;
  }
  live = await LiveTrading.start({}, await createServiceDatabase('live', small.url));
  const side = { ...RULES, ...STOP, quantity: '0.001', pyramiding: 1_000 };
  await live.createStrategy({ alarmName: 'full', long: side, short: side });
}, 60_000);

afterAll(async () => {
  small?.disk.free();
  await live?.stop();
  await small?.stop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Too large for what is left of a page that is in use already. */
const openLong = (): string =>
  alarmBody({
    ...{ Secret: WEBHOOK_SECRET, Strategy: 'full', Order: 'order open long' },
    Remark: 'x'.repeat(30_000),
  });

const sentOrders = async (): Promise<number> =>
  (await live.exchange.control.state()).requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/trade/order'),
  ).length;

const WRITTEN_AS_SENT = "SELECT COUNT(*) AS n FROM order_event WHERE type = 'submitted'";

/** Delivers alarms, each another one, until what the server had left over is used up. */
async function firstRefused(): Promise<string> {
  for (let n = 0; n < 100; n += 1) {
    const body = openLong();
    const answer = await live.service.http.post('/alarms/webhook', body);
    if (answer.status !== 200) return body;
    live.answered.push(answer.json().id);
  }
  throw new Error('the disk was never full');
}

const statusOf = async (): Promise<{ readonly status: number; readonly text: string }> =>
  live.service.http.get('/status-server/', AUTHORIZED);

/** Until the books agree, everything is protected and the service is well again. */
async function expectWellAgain(): Promise<void> {
  await live.settled(60_000);
  expect(await live.differences()).toEqual([]);
  await waitUntil('the status to be well', async () => (await statusOf()).status === 200, 20_000);
}

describe('a database whose disk is full', () => {
  it('takes nothing in, sends nothing, says why, and is well again by itself', async () => {
    if (small === null) return;
    const before = await live.send({ Strategy: 'full', Order: 'order open long' });
    expect(before).not.toBeNull();
    await expectWellAgain();
    await small.disk.takeBlocks();
    const body = await firstRefused();
    for (let delivery = 0; delivery < 3; delivery += 1) {
      const began = Date.now();
      const answer = await live.service.http.post('/alarms/webhook', body);
      expect({ status: answer.status, code: answer.json().code }).toEqual({
        status: 503,
        code: 'alarm-not-stored',
      });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(Date.now() - began).toBeLessThan(PATIENCE_MS);
    }
    const status = await statusOf();
    expect(status.status).toBe(503);
    expect(status.text).toContain('"isFull":true');
    expect((await live.service.http.get('/alarms/', AUTHORIZED)).status).toBe(200);
    expect((await live.service.http.get('/health/live')).status).toBe(200);
    const sent = await sentOrders();
    const [written] = await live.database.query<{ n: string }>('orders', WRITTEN_AS_SENT);
    expect(sent).toBeLessThanOrEqual(Number(written?.n));
    small.disk.free();
    const again = await waitUntil('the delivery to be taken', async () => {
      const answer = await live.service.http.post('/alarms/webhook', body);
      return answer.status === 200 ? answer.json() : null;
    });
    live.answered.push(again.id);
    await live.ordersOf(again.id, (orders) => orders.some(({ state }) => state === 'FILLED'));
    await expectWellAgain();
  }, 90_000);

  it('in the middle of a burst: what was answered 200 is done once, the rest not at all', async () => {
    if (small === null) return;
    let isOver = false;
    let refused = 0;
    const flow = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const words = n % 4 === 3 ? 'order close' : 'order open';
        const order = `${words} ${n % 2 === 0 ? 'long' : 'short'}`;
        const send = live.send({ Strategy: 'full', Order: order }).then((id) => {
          if (id === null) refused += 1;
        });
        await Promise.race([send, pause(80)]);
        await pause(60);
      }
    })();
    await pause(2_000);
    await small.disk.takeBlocks();
    await pause(FULL_MS);
    small.disk.free();
    await pause(2_000);
    isOver = true;
    await flow;
    await pause(5_000);
    expect(refused).toBeGreaterThan(5);
    expect(live.answered.length).toBeGreaterThan(10);
    await expectWellAgain();
  }, 150_000);

  it('books what filled on the exchange meanwhile, once there is room', async () => {
    if (small === null) return;
    const limit = { type: 'limit', quantity: '0.02', price: '50000' };
    const placed = await live.post('/orders/', {
      ...{ account: 'bingx', instrument: 'bingx-usdt-m/BTC-USDT', action: 'open' },
      ...{ positionSide: 'long', ...limit },
    });
    const reaches = (state: string): Promise<unknown> =>
      waitUntil(
        `the order to be ${state}`,
        async () => (await live.get(`/orders/${placed.id}`)).state === state,
        30_000,
      );
    await reaches('ACCEPTED');
    await small.disk.takeBlocks();
    await live.exchange.control.fill({ clientOrderId: placed.clientOrderId }, '1');
    await pause(FULL_MS);
    small.disk.free();
    await reaches('FILLED');
    await expectWellAgain();
  }, 90_000);
});
