import { strategySide } from '@test/support/builders/strategy-side';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';

const AT = '/bingx/usdt-m';
const HOUR_MS = 3_600_000;

let live: LiveTrading;
let orderId = '';

const get = async (
  path: string,
): Promise<{ status: number; body: any; type: string; text: string }> => {
  const { status, headers, text } = await live.service.http.get(path, AUTHORIZED);
  return { status, text, type: String(headers['content-type']), body: JSON.parse(text) };
};

beforeAll(async () => {
  live = await LiveTrading.start();
  await live.createStrategy({
    alarmName: 'reads',
    long: strategySide('0.01', { pyramiding: 1, stopLossPerOrder: '2', takeProfitPerOrder: '5' }),
  });
  const alarm = await live.send({ Strategy: 'reads' });
  const orders = await live.ordersOf(
    alarm ?? '',
    (all) => all.filter(({ state }) => state === 'ACCEPTED').length === 2,
  );
  orderId = orders.find(({ purpose }) => purpose === 'entry').venueOrderId;
}, 60_000);

afterAll(() => live?.stop());

describe('what BingX tells of an account that trades', () => {
  it('shows the position, the balance and the mode', async () => {
    const positions = await get(`${AT}/positions?symbol=BTC-USDT`);
    expect(positions).toMatchObject({ status: 200, body: { total: 1, nextCursor: null } });
    expect(positions.body.items[0]).toMatchObject({ positionSide: 'LONG', quantity: '0.01' });
    const balances = await get(`${AT}/balances`);
    expect(balances.body.items[0].equity).toMatch(/^\d+(\.\d+)?$/);
    expect((await get(`${AT}/position-mode`)).body).toEqual({ isHedge: true });
    const leverage = await get(`${AT}/leverage?symbol=BTC-USDT`);
    expect(leverage.body.longLeverage).toMatch(/^\d+$/);
    expect((await get(`${AT}/margin-mode?symbol=BTC-USDT`)).body.marginMode).toMatch(
      /ISOLATED|CROSSED/,
    );
  });

  it('shows the order in every list, under one id of 19 digits', async () => {
    const one = await get(`${AT}/order?symbol=BTC-USDT&orderId=${orderId}`);
    expect(one.body).toMatchObject({
      orderId,
      symbol: 'BTC-USDT',
      status: 'FILLED',
      filledQuantity: '0.01',
    });
    expect(one.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    const open = await get(`${AT}/open-orders`);
    expect(open.body.items.map(({ type }: any) => type).sort()).toEqual([
      'STOP_MARKET',
      'TAKE_PROFIT_MARKET',
    ]);
    const ids = open.body.items.map((order: any) => order.orderId);
    expect(new Set(ids).size).toBe(2);
    const history = await get(`${AT}/order-history?symbol=BTC-USDT&limit=5`);
    expect(history.body.items.map((order: any) => order.orderId)).toContain(orderId);
    const fills = await get(`${AT}/fill-history?symbol=BTC-USDT&orderId=${orderId}`);
    expect(fills.body.items[0]).toMatchObject({ orderId, side: 'BUY', quantity: '0.01' });
  });

  it('answers the text of BingX on request', async () => {
    const raw = await get(`${AT}/order?symbol=BTC-USDT&orderId=${orderId}&raw=true`);
    expect(raw.type).toMatch(/^application\/json/);
    expect(raw.text).toContain(`"orderId":${orderId}`);
    expect(raw.body.code).toBe(0);
  });

  it('shows market data without an account', async () => {
    const contracts = await get(`${AT}/contracts`);
    expect(contracts.body.items.length).toBeGreaterThan(1);
    expect(contracts.body.total).toBe(contracts.body.items.length);
    const price = await get(`${AT}/prices?symbol=BTC-USDT`);
    expect(price.body.items[0]).toMatchObject({ symbol: 'BTC-USDT' });
    const from = new Date(Date.now() - 5 * HOUR_MS).toISOString();
    const klines = await get(`${AT}/klines?symbol=BTC-USDT&interval=1h&from=${from}`);
    const times = klines.body.items.map(({ openAt }: any) => openAt);
    expect(times.length).toBeGreaterThanOrEqual(4);
    expect(times).toEqual([...times].sort());
  });

  it('walks through the income of two months', async () => {
    const from = new Date(Date.now() - 60 * 24 * HOUR_MS).toISOString();
    const kinds: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const rest: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: any = (await get(`${AT}/income?from=${from}&limit=10${rest}`)).body;
      kinds.push(...page.items.map(({ incomeType }: any) => incomeType));
      cursor = page.nextCursor;
    }
    expect(kinds).toContain('TRADING_FEE');
  });

  it('values the account, and shows which wallets it could not read', async () => {
    const { status, body } = await get('/bingx/account/overview');
    expect(status).toBe(200);
    const wallet = body.wallets.find((one: any) => one.wallet === 'usdt-m');
    expect(wallet).toMatchObject({ isRead: true, assets: [{ asset: expect.any(String) }] });
    for (const one of body.wallets)
      expect(one.isRead || typeof one.problem === 'string').toBe(true);
  });
});

describe('questions that are refused', () => {
  it.each([
    ['positions?symbol=BTC-USD', '/symbol'],
    ['positions?symbol=BTC-USDT%26side%3DSELL', '/symbol'],
    ['positions?symbol=BTC-USDT&symbol=ETH-USDT', '/symbol'],
    ['positions?symbol[a]=BTC-USDT', '/symbol[a]'],
    ['positions?signature=1', '/signature'],
    ['order?symbol=BTC-USDT', '/orderId'],
    ['income?from=yesterday', '/from'],
    ['income?limit=0', '/limit'],
    ['income?cursor=abc', '/cursor'],
    ['klines?symbol=BTC-USDT&interval=7m', '/interval'],
  ])('%s', async (question, pointer) => {
    const { status, body } = await get(`${AT}/${question}`);
    expect(status).toBe(400);
    expect(body.errors.map((error: any) => error.pointer)).toContain(pointer);
  });

  it('passes on why BingX refused', async () => {
    const unknown = await get(`${AT}/order?symbol=BTC-USDT&orderId=1`);
    expect(unknown).toMatchObject({
      status: 422,
      body: { code: 'venue-refused', venueCode: '109421' },
    });
    const nobody = await get(`${AT}/positions?account=nobody`);
    expect(nobody).toMatchObject({
      status: 422,
      body: { details: { category: 'account-unknown' } },
    });
  });

  it('asks for a token', async () => {
    expect((await live.service.http.get(`${AT}/positions`)).status).toBe(401);
  });

  it('is unavailable while BingX is', async () => {
    await live.stopExchange();
    const answer = await live.service.http.get(`${AT}/positions`, AUTHORIZED);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    await live.startExchange();
  });
});
