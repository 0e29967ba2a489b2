import { HALT_CRASH_POINTS } from '@/platform/crash/crash-point';
import type { Answer } from '@test/support/harness/http-client';
import { API_TOKEN, LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

const AUTHORIZED = { authorization: `Bearer ${API_TOKEN}` };
const ETH = 'bingx-usdt-m/ETH-USDT';
const LTC = 'bingx-usdt-m/LTC-USDT';

let live: LiveTrading;

beforeEach(async () => {
  live = await LiveTrading.start();
});

afterEach(() => live?.stop());

const command = (path: string, body: unknown): Promise<Answer<any>> =>
  live.service.http.post(`/trading/${path}`, body, AUTHORIZED);

const side = (quantity: string, more: object = {}): object => ({
  entryOrderTimeframe: '5m',
  closeOrderTimeframe: '5m',
  quantityMode: 'fixed',
  quantity,
  pyramiding: 10,
  ...more,
});

const isFilled = (orders: any[]): boolean => orders.some((order) => order.state === 'FILLED');

/** Two strategies that hold something with a stop, and a limit order of a person that waits. */
async function openSomething(): Promise<any> {
  await live.createStrategy({
    alarmName: 'eth',
    instrument: ETH,
    long: side('0.5', { stopLossPerOrder: '2' }),
    short: side('0.3'),
  });
  await live.createStrategy({ alarmName: 'ltc', instrument: LTC, short: side('2') });
  const eth = await live.send({ Strategy: 'eth', Ticker: 'ETHUSDT.P' });
  await live.ordersOf(
    eth ?? '',
    (orders) => isFilled(orders) && orders.some(({ state }) => state === 'ACCEPTED'),
  );
  const ltc = { Strategy: 'ltc', Ticker: 'LTCUSDT.P', Order: 'order open short' };
  await live.ordersOf((await live.send(ltc)) ?? '', isFilled);
  const { order = null, ...rest } = await live.post('/orders/', {
    ...{ account: 'bingx', instrument: ETH, action: 'open', positionSide: 'long' },
    ...{ type: 'limit', quantity: '0.1', price: '100' },
  });
  return order ?? rest;
}

async function positions(): Promise<string[]> {
  const state = await live.exchange.control.state();
  return state.positions
    .filter(({ quantity }) => Number(quantity) !== 0)
    .map(({ symbol, side: held, quantity }) => `${symbol} ${held} ${quantity}`)
    .sort();
}

async function openOrders(): Promise<string[]> {
  const state = await live.exchange.control.state();
  return state.orders
    .filter(({ status }) => ['NEW', 'PENDING', 'PARTIALLY_FILLED'].includes(status))
    .map(({ type }) => type)
    .sort();
}

async function haltOnce(id: string, status: string, timeoutMs = 30_000): Promise<any> {
  return waitUntil(
    `halt ${id} to be ${status}`,
    async () => {
      const halt = await live.get(`/trading/halts/${id}`);
      return halt.status === status ? halt : null;
    },
    timeoutMs,
  );
}

describe('the kill switch', () => {
  it('cancels what may open a position and leaves protection and positions, when asked to cancel', async () => {
    const limit = await openSomething();
    const before = await positions();
    const answer = await command('halt', { scope: 'system', why: 'news', cancel: true });
    expect(answer.status).toBe(200);
    const halt = answer.json();
    expect(halt).toMatchObject({ status: 'done', state: 'halted', remaining: [], closed: [] });
    expect(halt.canceled).toMatchObject([{ id: limit.id, state: 'CANCELED' }]);
    expect(await positions()).toEqual(before);
    expect(await openOrders()).toEqual(['STOP_MARKET']);
  });

  it('closes everything, also what no strategy holds, and opens nothing until it is undone', async () => {
    await openSomething();
    await live.post('/orders/', {
      ...{ account: 'bingx', instrument: LTC, action: 'open', positionSide: 'long' },
      ...{ type: 'market', quantity: '3' },
    });
    expect(await positions()).toHaveLength(3);
    const wanted = { scope: 'system', why: 'the exchange behaves oddly', flatten: true };
    const [first, second] = await Promise.all([command('halt', wanted), command('halt', wanted)]);
    expect(second.json().id).toBe(first.json().id);
    const halt = await haltOnce(first.json().id, 'done');
    expect(halt).toMatchObject({ state: 'halted', remaining: [], flatten: true, cancel: true });
    expect(halt.closed).toHaveLength(3);
    for (const order of halt.closed)
      expect(order).toMatchObject({ state: 'FILLED', purpose: 'emergency-close' });
    expect(await positions()).toEqual([]);
    expect(await openOrders()).toEqual([]);
    expect(await live.differences()).toEqual([]);

    const id = await live.send({ Strategy: 'eth', Ticker: 'ETHUSDT.P' });
    const page = await waitUntil('a decision', async () => {
      const alarm = await live.get(`/alarms/${id}`);
      return alarm.decisions.length > 0 ? alarm : null;
    });
    expect(page.decisions[0]).toMatchObject({ outcome: 'skipped', reason: 'risk-halted' });

    const { items } = await live.get('/trading/state/changes');
    expect(items.map(({ before, after }: any) => `${before} ${after}`)).toEqual([
      'reducing halted',
      'active reducing',
    ]);
    expect(items[1]).toMatchObject({ why: wanted.why, from: '127.0.0.1', haltId: halt.id });

    const resumed = await command('resume', { scope: 'system', why: 'it is over' });
    expect(resumed.json()).toMatchObject({ scope: 'system', state: 'active' });
    await live.ordersOf(
      (await live.send({ Strategy: 'eth', Ticker: 'ETHUSDT.P', Time_Alert: undefined })) ?? '',
      isFilled,
    );
  });

  it.each([...HALT_CRASH_POINTS, 'after-order-submitted-commit'] as const)(
    'goes on after a crash (%s), and closes nothing twice',
    async (crashAt) => {
      await openSomething();
      live.service = await live.service.restart({ crashAt });
      await command('halt', {
        scope: 'account',
        account: 'bingx',
        why: 'crash',
        flatten: true,
      }).catch(() => undefined);
      await live.service.untilEnded();
      live.service = await live.service.restart();
      const { items } = await live.get('/trading/state/changes');
      const halt = await haltOnce(items.at(-1).haltId, 'done', 60_000);
      expect(halt).toMatchObject({ scope: 'bingx', state: 'halted', remaining: [] });
      expect(await positions()).toEqual([]);
      expect(await live.differences()).toEqual([]);
    },
    120_000,
  );

  it('names what it can not close, at once and with the reason, and leaves its protection', async () => {
    await live.createStrategy({
      alarmName: 'coins',
      instrument: 'bingx-spot/BTC-USDT',
      long: side('0.01', { stopLossPerOrder: '5', pyramiding: 1 }),
      short: {},
    });
    const bought = await live.send({ Strategy: 'coins', Ticker: 'BTCUSDT', Price_Alert: '60000' });
    const orders = await live.ordersOf(
      bought ?? '',
      (all) => isFilled(all) && all.some(({ state }) => state === 'ACCEPTED'),
    );
    await live.exchange.control.putStandardPosition({ symbol: 'BTC-USDT', positionSide: 'LONG' });
    await openSomething();
    const answer = await command('halt', { scope: 'system', why: 'all out', flatten: true });
    const halt = await haltOnce(answer.json().id, 'incomplete');
    expect(Date.parse(halt.finishedAt)).toBeLessThan(Date.parse(halt.deadlineAt) - 60_000);
    expect(halt).toMatchObject({ state: 'halted' });
    expect(halt.remaining.sort()).toEqual([
      expect.stringMatching(/^bingx bingx-spot\/BTC-USDT 0\.00999 held by our books: not sold, /),
      expect.stringMatching(/^bingx bingx-standard\/BTC-USDT long .*takes no orders by API/),
    ]);
    expect(await positions()).toEqual([]);
    const stop = orders.find(({ state }: any) => state === 'ACCEPTED');
    expect(await live.get(`/orders/${stop.id}`)).toMatchObject({ state: 'ACCEPTED' });
    const [{ why }] = (await live.get('/trading/state/changes')).items;
    expect(why).toContain('not everything can be closed from here, 2 left to do by hand');
  });

  it('says what it could not do while the exchange is away, and does it when it is back', async () => {
    await openSomething();
    await live.stopExchange();
    const answer = await command('halt', { scope: 'system', why: 'away', flatten: true });
    expect(answer.status).toBe(202);
    expect(answer.json()).toMatchObject({ status: 'running', state: 'reducing' });
    expect(answer.json().remaining.join('\n')).toMatch(/positions of bingx .* could not be read/);
    await live.startExchange();
    await haltOnce(answer.json().id, 'done', 60_000);
    expect(await positions()).toEqual([]);
  });

  it('sends no entry after its commit, whatever is on its way', async () => {
    await live.createStrategy({ alarmName: 'eth', instrument: ETH, long: side('0.01') });
    const burst = Array.from({ length: 60 }, (_, n) =>
      live.send({ Strategy: 'eth', Ticker: 'ETHUSDT.P', Id: `burst-${String(n)}` }),
    );
    await waitUntil(
      'the first of them to be sent',
      async () => (await live.exchange.control.state()).orders.length > 0,
      30_000,
      2,
    );
    const halted = await command('halt', { scope: 'system', why: 'stop', flatten: true });
    await Promise.all(burst);
    await haltOnce(halted.json().id, 'done', 60_000);
    await live.settled();
    const [late] = await live.database.query<{ n: string; sent: string }>(
      'orders',
      `SELECT SUM(e.at > c.at) AS n, COUNT(*) AS sent FROM order_event e
         JOIN trade_order o ON o.id = e.order_id AND o.reduce_only = 0
         JOIN trading_state_change c ON c.state_after = 'reducing'
        WHERE e.type = 'submitted'`,
    );
    expect(Number(late?.sent)).toBeGreaterThan(0);
    expect(Number(late?.n)).toBe(0);
    expect(await positions()).toEqual([]);
    expect(await live.differences()).toEqual([]);
  });

  it('works the same on paper', async () => {
    live.service = await live.service.restart({
      env: { ...LiveTrading.env(live.exchange), TRADING_MODE: 'paper' },
    });
    await live.createStrategy({
      alarmName: 'paper',
      instrument: ETH,
      long: side('0.5', { stopLossPerOrder: '2' }),
    });
    const id = await live.send({ Strategy: 'paper', Ticker: 'ETHUSDT.P' });
    await live.ordersOf(id ?? '', isFilled);
    const wanted = { scope: 'account', account: 'bingx', why: 'over', flatten: true };
    const halt = await haltOnce((await command('halt', wanted)).json().id, 'done');
    expect(halt).toMatchObject({ scope: 'bingx', state: 'halted', remaining: [] });
    expect(halt.closed).toMatchObject([{ venue: 'paper', state: 'FILLED', quantity: '0.5' }]);
    const [order] = await live.ordersOf(id ?? '', isFilled);
    expect(order).toMatchObject({ venue: 'paper' });
    expect((await live.get('/orders/?state=ACCEPTED')).total).toBe(0);
  });

  it('refuses what it can not understand', async () => {
    for (const body of [
      { scope: 'system' },
      { scope: 'system', why: ' ' },
      { scope: 'account', why: 'x' },
      { scope: 'system', account: 'bingx', why: 'x' },
      { scope: 'account', account: 'system', why: 'x' },
      { scope: 'system', why: 'x', flatten: 'yes' },
    ])
      expect([body, (await command('halt', body)).status]).toEqual([body, 400]);
    const unknown = await command('halt', { scope: 'account', account: 'nobody', why: 'x' });
    expect(unknown.json()).toMatchObject({ code: 'account-not-found' });
    expect((await live.get('/trading/state'))[0]).toMatchObject({ state: 'active' });
  });
});
