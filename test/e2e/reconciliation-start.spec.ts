import { strategySide } from '@test/support/builders/strategy-side';
import { isFilled } from '@test/support/harness/order-states';
import { LiveTrading } from '@test/support/harness/live-trading';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;

const ENV = { RECONCILE_EVERY: '5' };
const DAY = 86_400_000;

const start = (env: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> =>
  spawnService({
    databaseUrl: live.database.url,
    env: { ...LiveTrading.env(live.exchange), ...ENV, ...env },
  });

const submitted = async (): Promise<number> =>
  (await live.exchange.control.state()).requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/trade/order'),
  ).length;

/** The comparison with which the process that runs now began. */
const firstRow = (): Promise<any> =>
  waitUntil('the comparison of the start', async () => {
    const { items } = await live.get('/trading/reconciliations?limit=500');
    const done = items.filter(
      (row: any) =>
        row.trigger === 'start' &&
        row.finishedAt !== null &&
        row.instance.includes(`/${String(live.service.pid)}/`),
    );
    return done[0] ?? null;
  });

beforeEach(async () => {
  live = await LiveTrading.start({ env: ENV });
});
afterEach(() => live?.stop());

describe('before the first order after a start', () => {
  it('holds entries back until the books were compared, and sends them then', async () => {
    await live.createStrategy({ alarmName: 'waits', long: strategySide('0.01') });
    await live.service.stop();
    await live.exchange.control.addFaults({
      kind: 'http-5xx-before',
      status: 503,
      count: null,
      match: { path: '/user/positions' },
    });
    live.service = await start();
    const id = (await live.send({ Strategy: 'waits' })) ?? '';
    await live.ordersOf(id, (orders) => orders.some((order) => order.state === 'INITIALIZED'));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await submitted()).toBe(0);
    await live.exchange.control.clearFaults();
    await live.ordersOf(id, isFilled, 40_000);
    expect(await submitted()).toBe(1);
    expect(await live.differences()).toEqual([]);
  });

  it('attempts nothing with a key that the venue turns down, and says why', async () => {
    await live.createStrategy({ alarmName: 'refused', long: strategySide('0.01') });
    await live.service.stop();
    live.service = await start({ BINGX_SECRET_KEY: 'not-the-secret' });
    const row = await waitUntil('the refusal', async () => {
      const { items } = await live.get('/trading/reconciliations');
      return items.find((one: any) => one.outcome === 'refused') ?? null;
    });
    expect(row.summary).toMatch(/signature|refused/i);
    const id = (await live.send({ Strategy: 'refused' })) ?? '';
    const page = await waitUntil('the decision', async () => {
      const found = await live.get(`/alarms/${id}`);
      const [decision] = found.decisions ?? [];
      const isOver = decision?.orders.every((order: any) => order.state === 'DENIED') ?? false;
      return isOver ? decision : null;
    });
    for (const order of page.orders)
      expect(order.refusalMessage).toMatch(/not compared|signature/i);
    expect(await submitted()).toBe(0);
  });

  it('adopts what books restored from a backup had not sent yet, and books what they never knew', async () => {
    await live.createStrategy({ alarmName: 'kept', long: strategySide('0.01') });
    await live.createStrategy({
      alarmName: 'lost',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: strategySide('0.5'),
    });
    const kept = (await live.send({ Strategy: 'kept' })) ?? '';
    await live.ordersOf(kept, isFilled);
    const lost = (await live.send({ Strategy: 'lost', Ticker: 'ETHUSDT.P' })) ?? '';
    const [unknown] = await live.ordersOf(lost, isFilled);
    const before = await submitted();
    await live.service.stop();
    await restoreOlderBooks(unknown.id);
    live.service = await start();
    await live.ordersOf(kept, isFilled, 30_000);
    const row = await firstRow();
    const { items } = await live.get('/orders?purpose=external');
    expect(items).toMatchObject([
      { strategyId: null, instrument: 'bingx-usdt-m/ETH-USDT', filledQuantity: '0.5' },
    ]);
    const seen = await live.get('/trading/external-orders');
    expect(seen.items).toMatchObject([{ looksOurs: true, state: 'filled' }]);
    expect(await submitted()).toBe(before);
    expect(row.report.adopted).toMatchObject([{ from: 'INITIALIZED', to: 'FILLED' }]);
    expect((await live.get('/trading/drifts')).items).toEqual([]);
  });

  it('only closes when the books end before what the venue still tells', async () => {
    await live.createStrategy({ alarmName: 'old', long: strategySide('0.01') });
    const id = (await live.send({ Strategy: 'old' })) ?? '';
    await live.ordersOf(id, isFilled);
    await live.service.stop();
    const old = new Date(Date.now() - 9 * DAY);
    await live.database.query('orders', 'UPDATE reconciliation SET started_at = ?', [old]);
    await live.database.query('orders', 'UPDATE trade_order SET updated_at = ?', [old]);
    live.service = await start();
    const row = await firstRow();
    expect(row.report.remarks.join()).toContain('before what the venue still tells');
    const states = await live.get('/trading/state');
    expect(states).toContainEqual(
      expect.objectContaining({ scope: 'bingx', state: 'reducing', changedBy: 'reconciliation' }),
    );
    const entry = (await live.send({ Strategy: 'old' })) ?? '';
    const refused = await waitUntil('the decision', async () => {
      const { decisions } = await live.get(`/alarms/${entry}`);
      return decisions?.[0] ?? null;
    });
    expect(refused.reason).toBe('risk-reducing');
    const close = (await live.send({ Strategy: 'old', Order: 'order close long' })) ?? '';
    await live.ordersOf(close, isFilled);
  });

  it('books what happened by hand once when two processes compare', async () => {
    await live.createStrategy({ alarmName: 'two', long: strategySide('0.03') });
    const other = await start();
    try {
      const id = (await live.send({ Strategy: 'two' })) ?? '';
      await live.ordersOf(id, isFilled);
      await live.exchange.control.closePositionByHand('BTC-USDT', 'LONG');
      const asked = [live.service, other].map((service) =>
        service.http.post('/trading/reconciliations', { account: 'bingx' }, AUTHORIZED),
      );
      await Promise.all(asked);
      await waitUntil('the external close', async () => {
        const { items } = await live.get('/orders?purpose=external');
        return items.length > 0 ? items : null;
      });
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      const { items, total } = await live.get('/orders?purpose=external');
      expect(items).toMatchObject([{ filledQuantity: '0.03' }]);
      expect(total).toBe(1);
      expect(await live.differences()).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});

const AUTHORIZED = { authorization: 'Bearer test-token-0123456789abcdef' };

/** As a backup from the moment between two commits has it: one order written down but not sent, the other not yet made. */
async function restoreOlderBooks(unknownId: string): Promise<void> {
  const { database } = live;
  await database.query('orders', 'DELETE FROM fill');
  for (const table of ['order_event WHERE order_id', 'trade_order WHERE id'])
    await database.query('orders', `DELETE FROM ${table} = ?`, [unknownId]);
  await database.query('orders', 'DELETE FROM order_event WHERE sequence > 1');
  await database.query(
    'orders',
    `UPDATE trade_order SET state = 'INITIALIZED', version = 1, venue_order_id = NULL, filled_quantity = 0,
            average_price = NULL, submitted_at = NULL, next_check_at = NULL, checks = 0`,
  );
}
