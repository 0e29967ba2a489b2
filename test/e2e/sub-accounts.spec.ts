import { randomBytes } from 'node:crypto';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

const ETH = { Ticker: 'ETHUSDT.P' };
const SIDE = { entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantity: '0.1' };

let live: LiveTrading;
let subUid: string;

beforeAll(async () => {
  live = await LiveTrading.start({
    env: {
      ...{ BINGX_API_KEY: '', BINGX_SECRET_KEY: '' },
      CREDENTIALS_KEY: `a:${randomBytes(32).toString('hex')}`,
    },
  });
  subUid = (await live.exchange.control.openAccount('sub')).uid;
  await live.exchange.control.setBalance('5000', { account: 'sub' });
  await live.exchange.control.createKey('sub', 'key-of-the-sub-account-1', 'secret-of-the-sub-1');
  for (const [name, apiKey, secretKey, parent] of [
    ['main', live.exchange.key, live.exchange.secret, undefined],
    ['sub', 'key-of-the-sub-account-1', 'secret-of-the-sub-1', 'main'],
  ] as const) {
    const account = { name, exchange: 'bingx', environment: 'live', apiKey, secretKey, parent };
    const made = await live.service.http.post('/accounts/', account, AUTHORIZED);
    if (made.status !== 201) throw new Error(`account ${name}: ${made.text}`);
    const instrument = 'bingx-usdt-m/ETH-USDT';
    const long = { ...SIDE, pyramiding: 5 };
    await live.createStrategy({ alarmName: name, account: name, instrument, long });
  }
});
afterAll(() => live?.stop());

const order = async (name: string, Order: string, state: string) => {
  const id = await live.send({ ...ETH, Strategy: name, Order });
  const [first] = await live.ordersOf(id ?? '', (orders) =>
    orders.some((one) => one.state === state),
  );
  return first;
};
const quantityOf = async (account: string) => {
  const { items } = await live.get(`/positions/?account=${account}`);
  return items.map(({ quantity, venue }: any) => [venue, quantity]);
};
const accountIs = (name: string, status: string) =>
  waitUntil(`account ${name} to be ${status}`, async () => {
    const account = await live.get(`/accounts/${name}`);
    return account.status === status ? account : null;
  });

describe('a sub-account', () => {
  it('is an account of its own: own number, own money, own positions', async () => {
    expect(await live.get('/accounts/sub')).toMatchObject({
      ...{ parent: 'main', uid: subUid, status: 'active' },
      warnings: ['the key is not bound to an address: it works for whoever finds it'],
    });
    await order('sub', 'order open long', 'FILLED');
    expect(await quantityOf('sub')).toEqual([['bingx-usdt-m', '0.1']]);
    expect(await quantityOf('main')).toEqual([]);
    await order('main', 'order open long', 'FILLED');
    expect(await quantityOf('main')).toEqual([['bingx-usdt-m', '0.1']]);
  });

  it('whose key is revoked at the exchange opens nothing; its closes are tried, and the main account goes on', async () => {
    await live.exchange.control.changeKey('key-of-the-sub-account-1', { revoked: true });
    expect(await order('sub', 'order open long', 'REJECTED')).toMatchObject({
      refusalCategory: 'key-invalid',
    });
    expect(await accountIs('sub', 'invalid')).toMatchObject({
      problem: expect.stringContaining('expired or was revoked'),
    });
    const id = await live.send({ ...ETH, Strategy: 'sub' });
    const page = await waitUntil('the decision', async () => {
      const answer = await live.get(`/alarms/${id}`);
      return answer.decisions?.length > 0 ? answer : null;
    });
    expect(page.decisions[0]).toMatchObject({ reason: 'risk-account', orders: [] });
    expect(page.decisions[0].detail).toContain('account sub is invalid');
    const manual = { account: 'sub', instrument: 'bingx-usdt-m/ETH-USDT', type: 'market' };
    const opening = { ...manual, action: 'open', positionSide: 'long', quantity: '0.1' };
    const refused = await live.service.http.post('/orders/', opening, AUTHORIZED);
    expect([refused.status, refused.json().code]).toEqual([409, 'risk-account']);
    expect(await order('sub', 'order close long', 'REJECTED')).toMatchObject({
      refusalCategory: 'key-invalid',
    });
    expect((await order('main', 'order open long', 'FILLED')).account).toBe('main');
    const lines = live.service.logLines.filter(({ msg }) => /an account can not trade/.test(msg));
    expect(lines).toMatchObject([{ level: 'error', account: 'sub', problem: 'key-invalid' }]);
  });

  it('comes back with a new key, and then closes what it holds', async () => {
    const give = (apiKey: string, secretKey: string) =>
      live.service.http.patch('/accounts/sub', { apiKey, secretKey }, AUTHORIZED);
    const { control } = live.exchange;
    await control.createKey('sub', 'key-that-withdraws-2', 'secret-two-2', {
      permissions: [2, 3, 5],
    });
    const withdraws = await give('key-that-withdraws-2', 'secret-two-2');
    expect(withdraws.json()).toMatchObject({
      code: 'account-key-refused',
      details: { reason: 'withdrawals-enabled' },
    });
    const foreign = await give(live.exchange.key, live.exchange.secret);
    expect(foreign.json().code).toBe('account-key-foreign');
    await control.createKey('sub', 'key-of-the-sub-account-3', 'secret-three-3');
    const given = await give('key-of-the-sub-account-3', 'secret-three-3');
    expect(given.json()).toMatchObject({ status: 'active', problem: null, keyEnd: 'nt-3' });
    expect((await order('sub', 'order close long', 'FILLED')).account).toBe('sub');
    expect(await quantityOf('sub')).toEqual([]);
  });

  it('whose address or permissions change is found out by a check', async () => {
    const { control } = live.exchange;
    const key = 'key-of-the-sub-account-3';
    const check = async () =>
      (await live.service.http.post('/accounts/sub/check', {}, AUTHORIZED)).json();
    await control.changeKey(key, { ipAddresses: ['192.0.2.7'] });
    expect(await check()).toMatchObject({
      status: 'invalid',
      problem: expect.stringContaining('add the address of this server'),
    });
    await control.changeKey(key, { ipAddresses: [], permissions: [1, 2] });
    expect(await check()).toMatchObject({ status: 'active', permissions: ['read', 'spot'] });
    const id = await live.send({ ...ETH, Strategy: 'sub' });
    const { decisions } = await waitUntil('the decision', async () => {
      const answer = await live.get(`/alarms/${id}`);
      return answer.decisions?.length > 0 ? answer : null;
    });
    expect(decisions[0]).toMatchObject({
      reason: 'risk-account',
      detail: expect.stringContaining('permission for futures trading'),
    });
  });
});
