import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CONNECTION_NAMES } from '@/platform/database/connection-name';
import { strategySide } from '@test/support/builders/strategy-side';
import { isFilled, isSome } from '@test/support/harness/order-states';
import { NO_EXCHANGE, PaperService } from '@test/support/harness/paper-service';
import { alarmBody } from '@test/support/builders/alarm-body';
import { strategyRequest } from '@test/support/builders/strategy-request';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import {
  createServiceDatabase,
  migrateSchemas,
  REPOSITORY_ROOT,
} from '@test/support/harness/service-database';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

const ORDER = '/openApi/swap/v2/trade/order$';
const ETH = 'bingx-usdt-m/ETH-USDT';

describe('on the exchange', () => {
  let live: LiveTrading;

  beforeAll(async () => {
    live = await LiveTrading.start({ env: { BINGX_TIMEOUT_MS: '4000' } });
    await live.createStrategy({ alarmName: 'bad', instrument: ETH, long: strategySide('0.1') });
  });

  afterAll(() => live?.stop());

  afterEach(() => live.exchange.control.clearFaults());

  const eth = { Strategy: 'bad', Ticker: 'ETHUSDT.P' };

  it('a clock that jumps is measured anew, and the order goes through once', async () => {
    for (const skew of [20_000, -40_000, 0]) {
      await live.exchange.control.setClockSkew(skew);
      const orders = await live.ordersOf((await live.send(eth)) ?? '', isFilled);
      expect(orders).toHaveLength(1);
    }
    expect(await live.differences()).toEqual([]);
  });

  it('a symbol that the exchange does not list is a decision, and nothing is sent', async () => {
    const instrument = 'bingx-usdt-m/NOSUCH-USDT';
    await live.createStrategy({ alarmName: 'nosuch', instrument, long: strategySide('1') });
    const id = await live.send({ Strategy: 'nosuch', Ticker: 'NOSUCHUSDT.P' });
    const decision = await live.decisionOf(id ?? '');
    expect(decision).toMatchObject({ reason: 'instrument-unknown', orders: [] });
    expect(decision.detail).toContain(instrument);
  });

  it('a quantity below the minimum is a decision that names the minimum', async () => {
    await live.createStrategy({
      alarmName: 'tiny',
      instrument: ETH,
      long: strategySide('0.00000001'),
    });
    const decision = await live.decisionOf((await live.send({ ...eth, Strategy: 'tiny' })) ?? '');
    expect(decision).toMatchObject({ reason: 'quantity-too-small', orders: [] });
    const { items } = await live.get('/venues/bingx-usdt-m/instruments?text=ETH-USDT');
    expect(decision.detail).toContain(items[0].minQuantity);
  });

  it('a position mode switched by hand costs one refusal at most; then orders fit the new mode', async () => {
    await live.ordersOf((await live.send({ ...eth, Order: 'order close long' })) ?? '', isFilled);
    for (const dual of [false, true]) {
      await live.exchange.control.setMode(dual);
      const [first] = await live.ordersOf(
        (await live.send(eth)) ?? '',
        (orders) => isFilled(orders) || isSome('REJECTED')(orders),
      );
      if (first.state === 'REJECTED') {
        expect(first.refusalCategory).toBe('position-mode-mismatch');
        await live.ordersOf((await live.send(eth)) ?? '', isFilled);
      }
      await live.ordersOf((await live.send({ ...eth, Order: 'order close long' })) ?? '', isFilled);
    }
    expect(await live.differences()).toEqual([]);
  });

  it('an exchange that is down: the alarm is stored, the entry refused, and never placed later', async () => {
    await live.stopExchange();
    const id = await live.send(eth);
    expect(id).not.toBeNull();
    const [order] = await live.ordersOf(id ?? '', isSome('REJECTED'), 30_000);
    expect(order).toMatchObject({ refusalCategory: 'venue-unreachable', filledQuantity: '0' });
    await live.startExchange();
    const next = await live.ordersOf((await live.send(eth)) ?? '', isFilled, 30_000);
    expect(next).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const { orders } = await live.exchange.control.state();
    expect(orders.filter((one) => one.clientOrderId === order.clientOrderId)).toEqual([]);
    expect(await live.differences()).toEqual([]);
  });

  it('a strategy switched off or deleted while its order waits in the lane sends nothing', async () => {
    const waiting = [];
    for (const alarmName of ['waits-off', 'waits-gone'])
      waiting.push(
        await live.createStrategy({ alarmName, instrument: ETH, long: strategySide('0.1') }),
      );
    await live.exchange.control.addFaults({
      kind: 'delay',
      match: { method: 'POST', path: ORDER },
      ms: 3_000,
    });
    const slow = await live.send(eth);
    await live.ordersOf(slow ?? '', isSome('SUBMITTED'));
    const ids = [];
    for (const { alarmName } of waiting) {
      const id = await live.send({ ...eth, Strategy: alarmName });
      await live.ordersOf(id ?? '', isSome('INITIALIZED'));
      ids.push(id ?? '');
    }
    await live.post(`/strategies/${waiting[0].id}/off`, { version: 1 });
    const gone = await live.service.http.send(`/strategies/${waiting[1].id}?version=1`, {
      method: 'DELETE',
      headers: AUTHORIZED,
    });
    expect(gone.status).toBe(200);
    const [off] = await live.ordersOf(ids[0] ?? '', isSome('DENIED'));
    expect(off.refusalCategory).toBe('strategy-off');
    const [deleted] = await live.ordersOf(ids[1] ?? '', isSome('DENIED'));
    expect(deleted.refusalCategory).toBe('strategy-deleted');
    await live.ordersOf(slow ?? '', isFilled);
    expect(await live.differences()).toEqual([]);
  });
});

describe('with the wrong secret', () => {
  it('the entry is refused with the reason, the service runs, and nothing is at the exchange', async () => {
    const secret = 'not-the-secret-of-this-key-0123456789';
    const live = await LiveTrading.start({ env: { BINGX_SECRET_KEY: secret } });
    try {
      await live.createStrategy({
        alarmName: 'signed',
        instrument: ETH,
        long: strategySide('0.1'),
      });
      const id = await live.send({ Strategy: 'signed', Ticker: 'ETHUSDT.P' });
      // The first comparison of the books is turned down already, so the entry never leaves.
      const [order] = await live.ordersOf(id ?? '', isSome('DENIED'));
      expect(order.refusalCategory).toBe('not-reconciled');
      expect(order.refusalMessage).toMatch(/signature/i);
      expect((await live.exchange.control.state()).orders).toEqual([]);
      expect((await live.service.http.get('/health/live')).status).toBe(200);
      expect(live.service.logs).not.toContain(secret);
    } finally {
      await live.stop();
    }
  });
});

describe('at the start', () => {
  it('missing and contradictory settings are listed at once, without their values', () => {
    const env = {
      PATH: process.env.PATH ?? '',
      TRADING_MODE: 'live',
      PORT: 'eighty',
      BINGX_SECRET_KEY: 'value-of-the-secret-key',
      BINGX_API_URL: 'https://example.com/value-of-the-url',
      ALLOWED_IPS: 'not-an-address-value',
    };
    const program = join(REPOSITORY_ROOT, 'dist/main.js');
    const end = spawnSync(process.execPath, [program], { env, encoding: 'utf8', timeout: 20_000 });
    expect(end.status).toBe(1);
    for (const name of [
      ...['PORT', 'DB_URL', 'ALLOWED_IPS', 'BINGX_API_URL'],
      ...['WEBHOOK_SECRET', 'API_TOKENS', 'BINGX_API_KEY'],
    ])
      expect(end.stderr).toMatch(new RegExp(`^  ${name}: `, 'm'));
    expect(end.stdout + end.stderr).not.toMatch(/value-of|not-an-address-value|eighty/);
  });

  it('two instances migrate and start at once on an empty server', async () => {
    const database = await createServiceDatabase('twice');
    const services: ServiceProcess[] = [];
    try {
      const prefix = new URL(database.url).pathname.slice(1);
      for (const name of [...CONNECTION_NAMES].reverse())
        if (name !== 'alarms') await database.query('alarms', `DROP DATABASE ${prefix}_${name}`);
      await database.query('alarms', `DROP DATABASE ${prefix}_alarms`);
      await Promise.all([migrateSchemas(database.url), migrateSchemas(database.url)]);
      services.push(
        ...(await Promise.all(
          [1, 2].map(() => spawnService({ databaseUrl: database.url, env: NO_EXCHANGE })),
        )),
      );
      const [one, two] = services as [ServiceProcess, ServiceProcess];
      const made = await one.http.post('/strategies/', strategyRequest({ alarmName: 'two' }));
      expect(made.status).toBe(201);
      const body = alarmBody({ Strategy: 'two' });
      const answers = await Promise.all(
        [one, two, one, two].map((service) => service.http.post('/alarms/webhook', body)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const ids = new Set(answers.map((answer) => answer.json().duplicateOf ?? answer.json().id));
      expect(ids.size).toBe(1);
      const orders = await waitUntil('the order', async () => {
        const { items } = (await two.http.get('/orders/')).json();
        return isFilled(items) ? items : null;
      });
      expect(orders).toHaveLength(1);
    } finally {
      await Promise.all(services.map((service) => service.stop()));
      await database.drop();
    }
  });
});

describe('at the webhook', () => {
  let paper: PaperService;

  beforeAll(async () => {
    paper = await PaperService.start('bodies');
  });

  afterAll(() => paper?.stop());

  it('200 KB are 413 and are not stored; 160 KiB are', async () => {
    const large = await paper.service.http.post('/alarms/webhook', 'x'.repeat(200 * 1024));
    expect(large.status).toBe(413);
    expect(large.json()).toMatchObject({
      code: 'body-too-large',
      details: { limitBytes: 163_840 },
    });
    const [row] = await paper.database.query('alarms', 'SELECT COUNT(*) AS n FROM alarm');
    expect(String(row?.n)).toBe('0');
    expect((await paper.service.http.post('/alarms/webhook', 'x'.repeat(160 * 1024))).status).toBe(
      200,
    );
  });

  it.each([
    ['10,000 nested lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10,000 lists that never end', '['.repeat(10_000)],
    ['10,000 nested objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['no bytes', ''],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('%s are stored as not understood', async (_what, body) => {
    const answer = await paper.service.http.post('/alarms/webhook', body);
    expect(answer.status).toBe(200);
    expect(answer.json().status).toBe('not-understood');
    const page = await paper.service.http.get(`/alarms/${answer.json().id}`);
    expect(page.status).toBe(200);
  });

  it('__proto__ and constructor are members like any other', async () => {
    await paper.createStrategy({ alarmName: 'proto' });
    const body = alarmBody({ Strategy: 'proto' }).replace(
      '{',
      '{"__proto__":{"Strategy":"other","isAdmin":true},"constructor":{"prototype":{"x":1}},',
    );
    const { id } = await paper.send(body);
    const page = await waitUntil('the decision', async () => {
      const answer = await paper.get(`/alarms/${id}`);
      return answer.decisions.length > 0 ? answer : null;
    });
    expect(page.body).toBe(body);
    expect(page.decisions[0].reason).toBe('placed');
    const strategy = await paper.service.http.post(
      '/strategies/',
      JSON.stringify(strategyRequest({ alarmName: 'p2' })).replace('{', '{"__proto__":{"isOn":1},'),
    );
    expect([201, 400]).toContain(strategy.status);
    expect((await paper.service.http.get('/health/ready')).status).toBe(200);
  });
});
