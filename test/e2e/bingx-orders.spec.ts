import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

const AT = '/bingx/usdt-m';
const BTC = { account: 'bingx', symbol: 'BTC-USDT' };
const OPEN = { ...BTC, action: 'open', positionSide: 'long' };
const FAR = { ...OPEN, type: 'limit', quantity: '0.01', price: '20000' };
const ORDER = 'swap/v2/trade/order$';

let live: LiveTrading;

interface Answer {
  readonly status: number;
  readonly body: any;
}

const post = async (path: string, body: unknown, more: object = {}): Promise<Answer> => {
  const answer = await live.service.http.post(`${AT}${path}`, body, { ...AUTHORIZED, ...more });
  return { status: answer.status, body: answer.json() };
};
const get = (path: string): Promise<any> => live.get(`${AT}${path}`);
const openOrders = async (): Promise<any[]> =>
  (await get('/open-orders?symbol=BTC-USDT')).items as any[];

beforeAll(async () => {
  // The default time limit: these tests want answers, and the machine may be busy.
  live = await LiveTrading.start({ env: { BINGX_TIMEOUT_MS: '5000' } });
  // The first entry after a start waits until the books were compared: answered 202 until then.
  const { body } = await post('/orders', FAR);
  await waitUntil(
    'the first entry',
    async () => (await live.get(`/orders/${body.id}`)).state === 'ACCEPTED',
  );
  await post('/orders/cancel', { ...BTC, orderId: body.id });
}, 60_000);

afterAll(() => live?.stop());

afterEach(async () => {
  await live.exchange.control.clearFaults();
  await post('/orders/cancel-all', { ...BTC, includeProtection: true });
});

describe('orders of every type', () => {
  it.each([
    ['limit', { price: '20000', timeInForce: 'post-only' }, { type: 'LIMIT' }],
    ['trigger-market', { stopPrice: '20000' }, { type: 'TRIGGER_MARKET' }],
    ['trigger-limit', { stopPrice: '20000', price: '20000' }, { type: 'TRIGGER_LIMIT' }],
  ])('rests a %s to open', async (type, terms, listed) => {
    const { status, body } = await post('/orders', { ...OPEN, type, quantity: '0.01', ...terms });
    expect({ status, body }).toMatchObject({ status: 201, body: { type, ...terms } });
    expect(body.state).toBe('ACCEPTED');
    expect(await openOrders()).toEqual([
      expect.objectContaining({ orderId: body.venueOrderId, ...listed }),
    ]);
  });

  it('rests stops, targets and a trailing stop behind a position, and closes it by its id', async () => {
    const entry = await post('/orders', { ...OPEN, type: 'market', quantity: '0.03' });
    expect(entry).toMatchObject({ status: 201, body: { refusalCategory: null } });
    await waitUntil(
      'the position',
      async () => (await get('/positions?symbol=BTC-USDT')).total === 1,
    );
    // Until its fill is booked the entry counts as one that may still be cancelled.
    await waitUntil(
      'its fill to be booked',
      async () => (await live.get(`/orders/${entry.body.id}`)).state === 'FILLED',
    );
    const close = { ...OPEN, action: 'close', quantity: '0.01' };
    const shields = await post('/orders/batch', {
      account: 'bingx',
      orders: [
        { ...close, type: 'stop-limit', stopPrice: '30000', price: '29900' },
        { ...close, type: 'take-profit-limit', stopPrice: '900000', price: '900000' },
        { ...close, type: 'trailing-stop-market', trailingRate: '0.05' },
      ].map(({ account: _account, ...order }) => order),
    });
    expect(shields.status).toBe(201);
    expect(shields.body.items.map((order: any) => [order.type, order.state])).toEqual([
      ['stop-limit', 'ACCEPTED'],
      ['take-profit-limit', 'ACCEPTED'],
      ['trailing-stop-market', 'ACCEPTED'],
    ]);
    const kept = await post('/orders/cancel-all', { ...BTC, includeProtection: false });
    expect(kept.body.items.map((one: any) => one.outcome)).toEqual(['kept', 'kept', 'kept']);
    const [position] = (await get('/positions?symbol=BTC-USDT')).items;
    const closed = await post(`/positions/${position.positionId}/close`, BTC);
    expect(closed.body).toMatchObject({
      total: 1,
      items: [{ quantity: '0.03', reduceOnly: true }],
    });
    await waitUntil(
      'it to be flat',
      async () => (await get('/positions?symbol=BTC-USDT')).total === 0,
    );
  });
});

describe('cancels and replacements', () => {
  it('cancels by each name, and says gone of one that nobody knows', async () => {
    const first = await post('/orders', FAR);
    const byId = await post('/orders/cancel', { ...BTC, orderId: first.body.id });
    expect(byId).toMatchObject({ status: 200, body: { outcome: 'cancelled' } });
    const second = await post('/orders', FAR);
    const byClient = await post('/orders/cancel', {
      ...BTC,
      clientOrderId: second.body.clientOrderId.toUpperCase(),
    });
    expect(byClient.body).toMatchObject({ outcome: 'cancelled', order: { id: second.body.id } });
    const third = (await post('/orders', FAR)).body.venueOrderId;
    const again = await post('/orders/cancel', { ...BTC, venueOrderId: third });
    expect(again.body).toMatchObject({ outcome: 'cancelled', order: { venueOrderId: third } });
    const unknown = await post('/orders/cancel', { ...BTC, venueOrderId: '1111111111111111111' });
    expect(unknown).toMatchObject({ status: 200, body: { outcome: 'gone', order: null } });
  });

  it('replaces an order that rests, and places nothing in the place of one that is gone', async () => {
    const { body } = await post('/orders', FAR);
    const next = { ...FAR, price: '21000', replacesOrderId: body.id };
    const { account, ...item } = next;
    const done = await post('/orders/replace', { account, replacements: [item] });
    expect(done).toMatchObject({
      status: 201,
      body: { items: [{ cancelled: { state: 'CANCELED' }, placed: { state: 'ACCEPTED' } }] },
    });
    expect((await openOrders()).map((order) => order.price)).toEqual(['21000']);
  });

  it('says 202 and UNKNOWN for an order without answer, and finds it without a second request', async () => {
    await live.exchange.control.addFaults({
      kind: 'http-5xx-after-accept',
      match: { method: 'POST', path: ORDER },
    });
    const { status, body } = await post('/orders', FAR, { 'idempotency-key': 'only-once' });
    expect(status).toBe(202);
    await waitUntil(
      'the order to be found',
      async () => (await live.get(`/orders/${body.id}`)).state === 'ACCEPTED',
    );
    const repeat = await post('/orders', FAR, { 'idempotency-key': 'only-once' });
    expect(repeat.body.id).toBe(body.id);
    expect(await openOrders()).toHaveLength(1);
  });

  it('says the same on /orders: 202 while nobody knows, 201 once it is known', async () => {
    const { symbol, ...order } = FAR;
    const request = { ...order, instrument: 'bingx-usdt-m/BTC-USDT' };
    const place = (key: string) =>
      live.service.http.post('/orders/', request, { ...AUTHORIZED, 'idempotency-key': key });
    expect(await place('known-at-once')).toMatchObject({ status: 201 });
    await live.exchange.control.addFaults({
      kind: 'http-5xx-after-accept',
      match: { method: 'POST', path: ORDER },
    });
    const unclear = await place('without-answer');
    expect([unclear.status, unclear.json().state]).toEqual([202, 'UNKNOWN']);
    const { id } = unclear.json();
    await waitUntil(
      'the order to be found',
      async () => (await live.get(`/orders/${id}`)).state === 'ACCEPTED',
    );
    const repeat = await place('without-answer');
    expect([repeat.status, repeat.json().id]).toEqual([201, id]);
    expect(await live.journaled('placeOrder.unknown')).toMatchObject({ kind: 'command' });
    expect(await openOrders()).toHaveLength(2);
  });
});

describe('what only some products have', () => {
  it('lets an order be tested, which places nothing', async () => {
    const good = await post('/orders/test', FAR);
    expect(good).toMatchObject({ status: 200, body: { outcome: 'accepted' } });
    expect(await openOrders()).toEqual([]);
    const coinM = await live.service.http.post(
      '/bingx/coin-m/orders/test',
      { ...FAR, symbol: 'BTC-USD', quantity: '1' },
      AUTHORIZED,
    );
    expect(coinM).toMatchObject({ status: 422 });
    expect(coinM.json().code).toBe('venue-cannot');
  });

  it('changes the size of a limit order at BingX and in our books', async () => {
    const { body } = await post('/orders', FAR);
    const amended = await post(`/orders/${body.id}/amend`, { ...BTC, quantity: '0.02' });
    expect(amended).toMatchObject({ status: 200, body: { quantity: '0.02', state: 'ACCEPTED' } });
    expect((await openOrders()).map((order) => order.quantity)).toEqual(['0.02']);
    const same = await post(`/orders/${body.id}/amend`, { ...BTC, quantity: '0.0000001' });
    expect(same).toMatchObject({ status: 422, body: { code: 'quantity-off-step' } });
  });

  it('believes BingX about the size when its answer is lost', async () => {
    const { body } = await post('/orders', FAR);
    await live.exchange.control.addFaults({
      kind: 'http-5xx-after-accept',
      match: { method: 'POST', path: 'swap/v1/trade/amend$' },
    });
    const amended = await post(`/orders/${body.id}/amend`, { ...BTC, quantity: '0.03' });
    expect(amended.body.quantity).toBe('0.03');
    expect((await openOrders()).map((order) => order.quantity)).toEqual(['0.03']);
  });

  it('cancels an order that a person placed by hand', async () => {
    await live.exchange.control.placeOrderByHand({
      symbol: 'BTC-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'LIMIT',
      quantity: '0.01',
      price: '19000',
    });
    const [hand] = await openOrders();
    const done = await post('/orders/cancel', { ...BTC, venueOrderId: hand.orderId });
    expect(done).toMatchObject({ status: 200, body: { outcome: 'cancelled', order: null } });
    expect(await openOrders()).toEqual([]);
  });

  it('spends an amount on Spot, and sells what it bought', async () => {
    const spot = (body: unknown) => live.service.http.post('/bingx/spot/orders', body, AUTHORIZED);
    const buy = { ...OPEN, type: 'market', quoteQuantity: '50' };
    const bought = (await spot(buy)).json();
    expect(bought).toMatchObject({ type: 'market', quoteQuantity: '50', side: 'buy' });
    const filled = await waitUntil('the buy to fill', async () => {
      const order = await live.get(`/orders/${bought.id}`);
      return order.state === 'FILLED' ? order : null;
    });
    expect(Number(filled.filledQuantity) * Number(filled.averagePrice)).toBeCloseTo(50, 0);
    expect((await spot({ ...buy, quantity: '1' })).status).toBe(400);
    expect((await post('/orders', buy)).status).toBe(422);
    expect((await spot({ ...buy, positionSide: 'short' })).status).toBe(422);
  });
});

describe('bad input', () => {
  it.each([
    ['a symbol of another product', { ...FAR, symbol: 'BTC-USD' }, '/symbol'],
    ['an injection', { ...FAR, symbol: 'BTC-USDT&side=SELL' }, '/symbol'],
    ['too many decimals', { ...FAR, quantity: '0.0123456789' }, '/quantity'],
    ['a price off its tick', { ...FAR, price: '20000.00001' }, '/price'],
    ['an unknown field', { ...FAR, leverage: '5' }, '/leverage'],
    ['a price on a market order', { ...FAR, type: 'market' }, '/price'],
    [
      'both ways to trail',
      {
        ...FAR,
        type: 'trailing-stop-market',
        price: undefined,
        trailingRate: '0.1',
        trailingDistance: '10',
      },
      '/trailingRate',
    ],
    [
      'a time in force where nothing rests',
      { ...OPEN, type: 'market', quantity: '0.01', timeInForce: 'ioc' },
      '/timeInForce',
    ],
  ])('refuses %s, naming the field, and sends nothing', async (_what, body, pointer) => {
    const before = (await openOrders()).length;
    const answer = await post('/orders', body);
    expect([400, 422]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).toContain(`"${pointer}"`);
    expect((await openOrders()).length).toBe(before);
  });
});
