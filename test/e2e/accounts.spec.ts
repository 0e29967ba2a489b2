import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONNECTION_NAMES } from '@/platform/database/connection-name';
import { isFilled } from '@test/support/harness/order-states';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { REPOSITORY_ROOT } from '@test/support/harness/service-database';
import { waitUntil } from '@test/support/harness/wait-until';

const ETH = 'bingx-usdt-m/ETH-USDT';
const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;
const WITHOUT_KEY = { BINGX_API_KEY: '', BINGX_SECRET_KEY: '' };
const CANARY = 'canary-of-a-secret-3f9a1c';

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start({ env: { ...WITHOUT_KEY, CREDENTIALS_KEY: OLD } });
});
afterAll(() => live?.stop());

const add = (change: Readonly<Record<string, unknown>> = {}) =>
  live.service.http.post(
    '/accounts/',
    {
      ...{ name: 'main', exchange: 'bingx', environment: 'live' },
      ...{ apiKey: live.exchange.key, secretKey: live.exchange.secret },
      ...change,
    },
    AUTHORIZED,
  );
const eth = { Strategy: 'eth', Ticker: 'ETHUSDT.P' };
const openThenClose = async () => {
  for (const Order of ['order open long', 'order close long']) {
    const id = await live.send({ ...eth, Order });
    const [order] = await live.ordersOf(id ?? '', isFilled);
    expect(order).toMatchObject({ account: 'main', venue: 'bingx-usdt-m' });
  }
};

let earlierLogs = '';

/** The service again with other master keys; what it logged until now is kept. */
async function restartWith(CREDENTIALS_KEY: string): Promise<void> {
  earlierLogs += live.service.logs;
  live.service = await live.service.restart({
    env: { ...LiveTrading.env(live.exchange), ...WITHOUT_KEY, CREDENTIALS_KEY },
  });
}

/** Everything that the service wrote: all logs, and the rows of every table of every connection. */
async function written(): Promise<string> {
  const rows = await Promise.all(
    CONNECTION_NAMES.map(async (name) => {
      const tables = await live.database.query<{ name: string }>(
        name,
        'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
      );
      return Promise.all(
        tables.map((table) => live.database.query(name, `SELECT * FROM \`${table.name}\``)),
      );
    }),
  );
  return earlierLogs + live.service.logs + JSON.stringify(rows);
}

describe('a stored account', () => {
  it('is checked, added and shown without its keys', async () => {
    const made = await add({ label: 'first' });
    expect(made.status).toBe(201);
    const { balances, lastCheckedAt, clockOffsetMs, ...shown } = made.json();
    expect(shown).toEqual({
      ...{ name: 'main', exchange: 'bingx', environment: 'live', label: 'first', parent: null },
      venues: ['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot', 'bingx-standard'],
      uid: expect.stringMatching(/^\d+$/),
      keyEnd: live.exchange.key.slice(-4),
      permissions: expect.arrayContaining(['futures', 'read']),
      ...{ ipRestricted: expect.any(Boolean), allowWithdrawals: false, positionMode: 'hedge' },
      ...{ status: 'active', warnings: expect.any(Array), problem: null, version: 1 },
    });
    expect(balances[0]).toMatchObject({ venue: 'bingx-usdt-m', asset: 'USDT' });
    expect(new Date(lastCheckedAt).getTime()).not.toBeNaN();
    expect(Math.abs(clockOffsetMs)).toBeLessThan(1_000);
    for (const path of [
      '/accounts/',
      '/accounts/main',
      '/status-server/',
      '/accounts/main/balances',
    ]) {
      const answer = await live.service.http.get(path, AUTHORIZED);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(live.exchange.secret);
      expect(answer.text).not.toContain(live.exchange.key);
      expect(answer.text).not.toMatch(/apiKey|secretKey|nonce|dataKey/);
    }
    const told = await live.shown('the account at its venue', ({ venues }) => {
      const venue = venues.find((one: any) => one.name === 'bingx-usdt-m');
      return venue.detail.accounts?.length > 0 ? venue.detail.accounts : null;
    });
    expect(told).toMatchObject([{ name: 'main', status: 'active' }]);
  });

  it('trades by its own key', async () => {
    const side = { entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantity: '0.1' };
    await live.createStrategy({ alarmName: 'eth', account: 'main', instrument: ETH, long: side });
    await openThenClose();
  });

  it('can not be named by strategies when it is unknown or has no such market', async () => {
    const create = (change: object) =>
      live.service.http.post(
        '/strategies/',
        { alarmName: 'wrong', account: 'main', instrument: ETH, ...change },
        AUTHORIZED,
      );
    const unknown = await create({ account: 'nobody' });
    expect(unknown.status).toBe(422);
    expect(unknown.json()).toMatchObject({
      code: 'strategy-invalid',
      errors: [{ pointer: '/account' }],
    });
    const paper = await create({ account: 'paper', alarmName: 'on-paper' });
    expect(paper.status).toBe(201);
    const moved = await live.service.http.patch(
      `/strategies/${paper.json().id}`,
      { version: 1, account: 'nobody' },
      AUTHORIZED,
    );
    expect(moved.status).toBe(422);
  });

  it('is refused, with the field and the rule and without the value', async () => {
    const twice = await add({ name: 'again' });
    expect([twice.status, twice.json().code]).toEqual([409, 'account-uid-taken']);
    const wrong = await add({ name: 'wrong', secretKey: CANARY });
    expect(wrong.status).toBe(422);
    expect(wrong.json()).toMatchObject({
      code: 'account-key-refused',
      details: { reason: 'signature-mismatch' },
      errors: [{ pointer: '/secretKey' }],
    });
    const unknown = await add({ name: 'wrong', apiKey: CANARY });
    expect(unknown.json().details.reason).toBe('key-invalid');
    const demo = await add({ name: 'wrong', environment: 'demo' });
    expect(demo.json().details.reason).toBe('environment-mismatch');
    for (const change of [
      ...[{ environment: undefined }, { environment: 'paper' }, { name: 'No Name' }],
      ...[{ exchange: 'other' }, { apiKey: `${CANARY}\r\nx: y` }, { secretKey: [CANARY] }],
      { surprise: CANARY },
    ]) {
      const answer = await add({ name: 'wrong', ...change });
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain(CANARY);
    }
    for (const answer of [wrong, unknown]) expect(answer.text).not.toContain(CANARY);
    expect((await live.get('/accounts/')).items.map(({ name }: any) => name)).not.toContain(
      'wrong',
    );
  });

  it('can not be revoked while it is needed', async () => {
    const revoke = await live.service.http.send('/accounts/main', {
      method: 'DELETE',
      headers: AUTHORIZED,
    });
    expect(revoke.status).toBe(409);
    expect(revoke.json()).toMatchObject({
      code: 'account-in-use',
      details: { uses: ['1 strategy is on'] },
    });
  });

  it('keeps trading while the master key is exchanged', async () => {
    await restartWith(`${OLD},${NEW}`);
    const trading = openThenClose();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(REPOSITORY_ROOT, 'dist/cli/rewrap-credentials.js')],
      {
        env: {
          PATH: process.env.PATH,
          DB_URL: live.database.url,
          CREDENTIALS_KEY: `${NEW},${OLD}`,
        },
      },
    );
    expect(stdout).toMatch(/^main +rewrapped$/m);
    await trading;
    await restartWith(NEW);
    await openThenClose();
  });

  it('says that it does not open when the master key is another one; nothing is lost', async () => {
    await restartWith(OLD);
    const account = await live.get('/accounts/main');
    expect(account).toMatchObject({ status: 'unreadable', balances: null });
    expect(account.problem).toContain('CREDENTIALS_KEY has no such key');
    const id = await live.send(eth);
    const page = await waitUntil('the decision', async () => {
      const answer = await live.get(`/alarms/${id}`);
      return answer.decisions?.length > 0 ? answer : null;
    });
    expect(page.decisions[0]).toMatchObject({ reason: 'risk-account', orders: [] });
    await restartWith(NEW);
    await openThenClose();
  });

  it('has left its keys in no log and no table', async () => {
    const all = await written();
    // Looked at in full: the account's row, the log of the process that added it, and orders.
    expect(all).toContain('"ct\\":');
    expect(all).toContain('account added');
    expect(all).toContain('order accepted by the venue');
    for (const secret of [
      live.exchange.key,
      live.exchange.secret,
      CANARY,
      OLD.slice(4),
      NEW.slice(4),
    ])
      expect(all).not.toContain(secret);
  });

  it('is revoked when its owner insists, and its history stays', async () => {
    const revoked = await live.service.http.send('/accounts/main?force=true', {
      method: 'DELETE',
      headers: AUTHORIZED,
    });
    expect(revoked.status).toBe(200);
    expect(revoked.json()).toMatchObject({ status: 'revoked', venues: [], balances: null });
    expect((await live.get('/orders/?account=main')).total).toBeGreaterThan(4);
    expect((await live.service.http.get('/accounts/main/balances', AUTHORIZED)).status).toBe(200);
    const again = await live.service.http.send('/accounts/paper', {
      method: 'DELETE',
      headers: AUTHORIZED,
    });
    expect([again.status, again.json().code]).toEqual([409, 'account-not-stored']);
  });
});
