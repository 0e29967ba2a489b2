import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

const BTC = { account: 'bingx', symbol: 'BTC-USDT' };

let live: LiveTrading;

interface Answer {
  readonly status: number;
  readonly body: any;
  readonly text: string;
}

const send = async (method: string, path: string, body?: unknown, more = {}): Promise<Answer> => {
  const answer = await live.service.http.send(`/bingx${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...AUTHORIZED, ...more },
  });
  return { status: answer.status, text: answer.text, body: JSON.parse(answer.text) };
};
const put = (path: string, body: unknown): Promise<Answer> => send('PUT', path, body);
const post = (path: string, body: unknown, more = {}): Promise<Answer> =>
  send('POST', path, body, more);
/** How often BingX was asked to write at a path since the start. */
const sent = async (path: string): Promise<number> =>
  (await live.exchange.control.state()).requests.filter(
    (one) => one.method === 'POST' && one.path.endsWith(path),
  ).length;

beforeAll(async () => {
  live = await LiveTrading.start();
}, 60_000);

afterAll(() => live?.stop());

afterEach(() => live.exchange.control.clearFaults());

describe('settings of an account', () => {
  it('sets the leverage and reads it back', async () => {
    const { status, body } = await put('/usdt-m/leverage', { ...BTC, side: 'long', leverage: 7 });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { outcome: 'done', now: { longLeverage: '7' }, nowProblem: null },
    });
    const raw = await put('/usdt-m/leverage?raw=true', { ...BTC, side: 'long', leverage: 8 });
    expect(raw.body).toMatchObject({ code: 0 });
  });

  it('refuses more than the maximum, which BingX itself lets pass', async () => {
    const { status, body } = await put('/usdt-m/leverage', { ...BTC, side: 'long', leverage: 499 });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { pointer: '/leverage', message: expect.stringMatching(/^must be at most \d+/) },
    ]);
  });

  it.each([
    ['/usdt-m/margin-mode', { ...BTC, marginMode: 'crossed' }, { marginMode: 'CROSSED' }],
    ['/usdt-m/position-mode', { account: 'bingx', isHedge: true }, { isHedge: true }],
    ['/usdt-m/asset-mode', { account: 'bingx', assetMode: 'single' }, {}],
    [
      '/coin-m/margin-mode',
      { account: 'bingx', symbol: 'BTC-USD', marginMode: 'isolated' },
      { marginMode: 'ISOLATED' },
    ],
    [
      '/coin-m/leverage',
      { account: 'bingx', symbol: 'BTC-USD', side: 'short', leverage: 4 },
      { shortLeverage: '4' },
    ],
  ])('sets %s', async (path, body, now) => {
    const answer = await put(path, body);
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'done', now } });
  });

  it('changes the margin of a position and shows it', async () => {
    await put('/usdt-m/margin-mode', { ...BTC, marginMode: 'isolated' });
    await post('/usdt-m/orders', {
      ...BTC,
      action: 'open',
      positionSide: 'long',
      type: 'market',
      quantity: '0.01',
    });
    await waitUntil('it', async () => (await live.get('/bingx/usdt-m/positions')).total === 1);
    const [before] = (await live.get('/bingx/usdt-m/positions')).items;
    const change = { ...BTC, amount: '5', direction: 'add', positionSide: 'long' };
    const { status, body } = await post('/usdt-m/isolated-margin-changes', change);
    expect({ status, outcome: body.outcome }).toEqual({ status: 201, outcome: 'done' });
    expect(body.now).toHaveLength(1);
    expect(body.now[0].positionId).toBe(before.positionId);
    expect(body.now[0].margin).not.toBe(before.margin);
    await post('/usdt-m/positions/close-all', BTC);
  });

  it('says unknown once, without a second request, and how it stands', async () => {
    await live.exchange.control.addFaults({
      kind: 'drop-response-after-accept',
      match: { method: 'POST', path: 'swap/v2/trade/leverage$' },
    });
    const before = await sent('/trade/leverage');
    const { status, body } = await put('/usdt-m/leverage', { ...BTC, side: 'short', leverage: 9 });
    expect(status).toBe(202);
    expect(await sent('/trade/leverage')).toBe(before + 1);
    expect(body).toMatchObject({ outcome: 'unknown', now: { shortLeverage: '9' } });
  });

  it.each([
    ['a symbol of another product', { ...BTC, symbol: 'BTC-USD' }, '/symbol'],
    ['an injection', { ...BTC, symbol: 'BTC-USDT&side=SHORT' }, '/symbol'],
    ['a number as text', { ...BTC, leverage: '5' }, '/leverage'],
    ['an unknown field', { ...BTC, price: '5' }, '/price'],
  ])('refuses %s, naming the field', async (_what, change, pointer) => {
    const { status, body } = await put('/usdt-m/leverage', {
      side: 'long',
      leverage: 5,
      ...change,
    });
    expect(status).toBe(400);
    expect(body.errors.map((one: any) => one.pointer)).toContain(pointer);
  });
});

describe('transfers', () => {
  const MOVE = {
    account: 'bingx',
    fromAccount: 'USDTMPerp',
    toAccount: 'fund',
    asset: 'USDT',
    amount: '12.5',
  };
  const moved = async (): Promise<any[]> =>
    (await live.get('/bingx/spot/transfers?fromAccount=USDTMPerp&toAccount=fund')).items;

  it('moves money once for a key', async () => {
    const key = { 'idempotency-key': 'transfer-1' };
    const first = await post('/spot/transfers', MOVE, key);
    expect(first).toMatchObject({ status: 201, body: { outcome: 'done' } });
    const again = await post('/spot/transfers', MOVE, key);
    expect(again.body.answer).toEqual(first.body.answer);
    expect(await moved()).toHaveLength(1);
    const other = await post('/spot/transfers', { ...MOVE, amount: '1' }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });

  it('finds a transfer without answer in the records instead of sending it again', async () => {
    await live.exchange.control.addFaults({
      kind: 'http-5xx-after-accept',
      match: { method: 'POST', path: 'asset/v1/transfer$' },
    });
    const move = { ...MOVE, amount: '3.25' };
    const { body } = await post('/spot/transfers', move, { 'idempotency-key': 'transfer-2' });
    expect(body.outcome).toBe('done');
    expect((await moved()).filter(({ amount }) => amount === '3.25')).toHaveLength(1);
  });

  it('lets a key be used again after a refusal', async () => {
    const key = { 'idempotency-key': 'transfer-3' };
    const tooMuch = await post('/spot/transfers', { ...MOVE, amount: '999999999' }, key);
    expect(tooMuch.status).toBe(422);
    expect(await post('/spot/transfers', { ...MOVE, amount: '2' }, key)).toMatchObject({
      status: 201,
    });
  });
});

describe("a dead man's switch", () => {
  const AT = '/usdt-m/dead-mans-switch';

  it('is set, kept alive, read and closed', async () => {
    const set = await put(AT, { account: 'bingx', timeoutSeconds: 10 });
    expect(set).toMatchObject({ status: 200, body: { state: 'armed', problem: null } });
    const firstTrigger = Date.parse(set.body.triggerAt);
    expect(Math.abs(firstTrigger - Date.now() - 10_000)).toBeLessThan(5_000);
    await waitUntil(
      'a renewal',
      async () => {
        const { body } = await send('GET', `${AT}?account=bingx`);
        return Date.parse(body.triggerAt) > firstTrigger;
      },
      15_000,
    );
    const closed = await send('DELETE', `${AT}?account=bingx`);
    expect(closed).toMatchObject({ status: 200, body: { state: 'closed' } });
    expect((await send('GET', `${AT}?account=bingx`)).status).toBe(404);
  }, 40_000);

  it('is not on Coin-M, and takes 10 to 120 seconds', async () => {
    expect(
      (await put('/coin-m/dead-mans-switch', { account: 'bingx', timeoutSeconds: 10 })).status,
    ).toBe(400);
    expect((await put(AT, { account: 'bingx', timeoutSeconds: 9 })).status).toBe(400);
  });

  it('goes on after a restart, and fires on nobody whose service lives', async () => {
    const limit = { ...BTC, action: 'open', positionSide: 'long', type: 'limit' };
    await post('/usdt-m/orders', { ...limit, quantity: '0.01', price: '20000' });
    // Long enough for a restart on a busy machine; it is renewed after a third of that.
    const set = await put(AT, { account: 'bingx', timeoutSeconds: 30 });
    live.service = await live.service.restart();
    await waitUntil(
      'a renewal by the new process',
      async () => {
        const { body } = await send('GET', `${AT}?account=bingx`);
        return Date.parse(body.triggerAt) > Date.parse(set.body.triggerAt);
      },
      30_000,
    );
    expect((await live.get('/bingx/usdt-m/open-orders')).total).toBe(1);
    await send('DELETE', `${AT}?account=bingx`);
    await post('/usdt-m/orders/cancel-all', { ...BTC, includeProtection: true });
  }, 60_000);

  it('is closed on a halt when it was set so', async () => {
    await put(AT, { account: 'bingx', timeoutSeconds: 10, isClosedOnHalt: true });
    await live.service.http.post('/trading/halt', { scope: 'system', why: 'test' }, AUTHORIZED);
    await waitUntil(
      'the switch to be closed',
      async () => (await send('GET', `${AT}?account=bingx`)).status === 404,
      15_000,
    );
  }, 30_000);
});

describe('the journal', () => {
  it('says of a command that was answered 202 that nobody knows', async () => {
    const entries = await waitUntil('the journal to be sealed', async () => {
      const page = await live.get('/journal/?limit=100');
      return page.waiting === 0 ? page.items : null;
    });
    const actions = entries.map((entry: any) => entry.action);
    expect(actions).toContain('setBingxUsdtMLeverage.unknown');
    expect(actions).toContain('makeBingxTransfer.done');
    expect(actions).toContain('makeBingxTransfer.refused');
  });
});
