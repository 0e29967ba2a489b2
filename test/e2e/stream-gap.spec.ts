import { LiveTrading } from '@test/support/harness/live-trading';
import { spawnService } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;
let undisturbed: unknown;

const BTC = 'bingx-usdt-m/BTC-USDT';
/** How long the cut lasts. `SECONDS=60 npm test -- test/e2e/stream-gap` tries the minute that nothing may depend on. */
const CUT_MS = Number(process.env['SECONDS'] ?? '6') * 1_000;
/** Between two fills of a cut: four of them fit in. */
const PACE_MS = CUT_MS / 5;

beforeAll(async () => {
  live = await LiveTrading.start();
  await live.exchange.control.changeSettings({ stream: { heartbeatMs: 500, configPushMs: 1_000 } });
});

afterAll(() => live?.stop());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function place(): Promise<{ id: string; clientOrderId: string }> {
  const placed = await live.post('/orders/', {
    account: 'bingx',
    instrument: BTC,
    action: 'open',
    positionSide: 'long',
    type: 'limit',
    quantity: '0.02',
    price: '50000',
  });
  if (placed.id === undefined) throw new Error(JSON.stringify(placed));
  return placed;
}

const orderOf = (id: string): Promise<any> => live.get(`/orders/${id}`);

const reaches = (id: string, state: string, timeoutMs = 30_000): Promise<any> =>
  waitUntil(
    `order ${id} to be ${state}`,
    async () => {
      const order = await orderOf(id);
      return order.state === state ? order : null;
    },
    timeoutMs,
  );

const streamsOf = async (): Promise<any[]> => (await live.get('/status-server/')).streams;
const accountsOf = async (): Promise<any> =>
  (await streamsOf()).find(({ name }) => name === 'accounts')?.detail;

const isListening = (timeoutMs = 30_000): Promise<unknown> =>
  waitUntil(
    'the account to be listened to',
    async () => {
      const [account] = (await accountsOf())?.accounts ?? [];
      return account?.isUp === true;
    },
    timeoutMs,
  );

/** How often the private socket had to be made anew. */
async function reconnects(): Promise<number> {
  const { detail } = (await streamsOf()).find(({ name }) => name === 'bingx-usdt-m');
  return detail.sockets.find(({ name }: any) => name === 'bingx').reconnects;
}

/**
 * Three orders: one fills in four parts, one in half before it is cancelled, one at once. Returns what became of them.
 * `paceMs` passes before each of the four moments at which something fills after the disturbance.
 */
async function story(disturb: () => Promise<unknown>, paceMs = 0): Promise<unknown> {
  const [a, b, c] = [await place(), await place(), await place()];
  for (const { id } of [a, b, c]) await reaches(id, 'ACCEPTED');
  await isListening();
  const fill = (order: { clientOrderId: string }, part: string): Promise<unknown> =>
    live.exchange.control.fill({ clientOrderId: order.clientOrderId }, part);
  await fill(a, '0.25');
  await disturb();
  await pause(paceMs);
  await fill(a, '0.25');
  await fill(b, '0.5');
  await pause(300 + paceMs);
  await fill(c, '1');
  await pause(paceMs);
  await fill(a, '0.25');
  await live.post(`/orders/${b.id}/cancel`, {});
  await pause(paceMs);
  await fill(a, '0.25');
  await reaches(a.id, 'FILLED');
  await reaches(c.id, 'FILLED');
  await reaches(b.id, 'CANCELED');
  expect(await live.differences()).toEqual([]);
  return Promise.all(
    [a, b, c].map(async ({ id }) => {
      const { state, filledQuantity, averagePrice, fills } = await orderOf(id);
      return { state, filledQuantity, averagePrice, fills: fills.map((one: any) => one.quantity) };
    }),
  );
}

describe('order events by websocket', () => {
  it('are heard long before the timed look, and told on /status-server', async () => {
    const order = await place();
    await reaches(order.id, 'ACCEPTED');
    await isListening();
    // The look that follows every connection is over by now; the next one is ten seconds away.
    await pause(3_000);
    await live.exchange.control.fill({ clientOrderId: order.clientOrderId }, '1');
    await reaches(order.id, 'FILLED', 3_000);
    const streams = await streamsOf();
    const sockets = streams.find(({ name }) => name === 'bingx-usdt-m').detail.sockets;
    const socket = sockets.find(({ name }: any) => name === 'bingx');
    expect(socket).toMatchObject({ state: 'up', reconnects: 0, badFrames: 0 });
    expect(socket.lastFrameAgeMs).toBeLessThan(5_000);
    const { instance, accounts } = await accountsOf();
    expect(accounts).toMatchObject([
      { account: 'bingx', venue: 'bingx-usdt-m', holder: instance, isHere: true },
    ]);
    expect(live.service.logs).not.toMatch(/listenKey=[0-9a-f]/);
  });

  it('end as they should when nothing is wrong', async () => {
    undisturbed = await story(() => Promise.resolve());
    expect(undisturbed).toMatchObject([
      { state: 'FILLED', filledQuantity: '0.02' },
      { state: 'CANCELED', filledQuantity: '0.01' },
      { state: 'FILLED', filledQuantity: '0.02' },
    ]);
  });

  const stream = () => live.exchange.control.stream;

  it(
    'end the same when they are cut, nobody is let in, and orders fill all the while',
    async () => {
      const before = await reconnects();
      const endsAt = Date.now() + CUT_MS;
      const cut = () => stream().cut({ refuseMs: CUT_MS });
      expect(await story(cut, PACE_MS)).toEqual(undisturbed);
      await pause(endsAt - Date.now());
      await isListening(60_000);
      expect(await reconnects()).toBeGreaterThan(before);
    },
    CUT_MS + 120_000,
  );

  it.each<readonly [string, () => Promise<unknown>]>([
    [
      'reordered',
      () => stream().addFaults({ kind: 'reorder', window: 5, ms: 700, count: null, seed: 3 }),
    ],
    ['repeated', () => stream().addFaults({ kind: 'repeat', times: 3, ms: 400, count: null })],
    ['late', () => stream().addFaults({ kind: 'delay', ms: 2_500, count: null })],
    ['lost', () => stream().addFaults({ kind: 'drop', match: { frame: 'private' }, count: null })],
    [
      'damaged',
      () =>
        stream().addFaults(
          { kind: 'not-gzip', count: null, probability: 0.4, seed: 1 },
          { kind: 'truncated-gzip', count: null, probability: 0.4, seed: 2 },
          { kind: 'broken-json', count: null },
        ),
    ],
    ['cut off because their key expired', () => stream().expireKeys()],
    ['silent, though the socket stays open', () => stream().silence(25_000)],
  ])('end the same when they are %s', async (_how, disturb) => {
    try {
      expect(await story(disturb)).toEqual(undisturbed);
    } finally {
      await live.exchange.control.stream.clearFaults();
    }
  });

  it('never broke a rule of the exchange, and none of it made the service ill', async () => {
    const { stream: seen } = await live.exchange.control.state();
    expect(Object.entries(seen.violations).filter(([, count]) => count > 0)).toEqual([]);
    await live.shown('the service to be healthy', ({ status }) => status === 'healthy');
  });

  it('are heard by another instance within seconds of the death of the one that listened', async () => {
    const [first] = (await accountsOf()).accounts;
    const second = await spawnService({
      databaseUrl: live.database.url,
      env: LiveTrading.env(live.exchange),
    });
    try {
      await pause(2_000);
      expect((await accountsOf()).accounts).toMatchObject([{ holder: first.holder }]);
      await live.service.kill();
      live.service = second;
      const order = await place();
      await waitUntil(
        'the second instance to listen',
        async () => {
          const [account] = (await accountsOf())?.accounts ?? [];
          return account?.isUp === true && account.holder !== first.holder;
        },
        10_000,
      );
      await live.exchange.control.fill({ clientOrderId: order.clientOrderId }, '1');
      await reaches(order.id, 'FILLED');
      expect(await live.differences()).toEqual([]);
    } finally {
      if (live.service !== second) await second.stop();
    }
  });
});
