import { SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

const TRADE = '/openApi/swap/v2/trade';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('orders', () => {
  let simulator: Simulator;
  let client: SignedClient;
  beforeEach(async () => {
    simulator = await startSimulator({
      settings: { rateLimits: { enabled: false }, legDelayMs: 5, sameCancelMs: 0 },
    });
    client = new SignedClient(simulator);
  });
  afterEach(() => simulator.stop());

  it('fills a market order at the price, but does not say so in the answer to the POST', async () => {
    const placed = await client.open('LONG', '0.01', { clientOrderId: 'MixedCase-1' });
    expect(placed.data.order).toMatchObject({
      executedQty: '0',
      status: 'NEW',
      clientOrderID: 'mixedcase-1',
    });
    const { data } = await client.getOrder({ clientOrderID: 'MIXEDCASE-1' });
    expect(data.order).toMatchObject({
      status: 'FILLED',
      executedQty: '0.0100',
      avgPrice: '60000.0',
      cumQuote: '600',
      commission: '-0.300000',
      leverage: '20X',
      clientOrderId: 'mixedcase-1',
    });
    expect(await client.positions()).toMatchObject([
      { positionAmt: '0.0100', positionSide: 'LONG', avgPrice: '60000.0' },
    ]);
  });

  it('gives adjacent 19-digit ids as JSON numbers that JSON.parse would merge', async () => {
    const first = await client.open('LONG', '0.01', {
      takeProfit: '{"type":"TAKE_PROFIT_MARKET","stopPrice":66000}',
      stopLoss: '{"type":"STOP_MARKET","stopPrice":54000}',
    });
    const text = /"orderId":(\d+),"orderID":"(\d+)"/.exec(first.text);
    expect(text?.[1]).toMatch(/^\d{19}$/);
    expect(text?.[1]).toBe(text?.[2]);
    await pause(60);
    const { text: listing } = await client.call('GET', `${TRADE}/openOrders`);
    const ids = [...listing.matchAll(/"orderId":(\d{19})/g)].map((match) =>
      BigInt(match[1] ?? '0'),
    );
    expect(ids).toHaveLength(2);
    expect((ids[0] ?? 0n) - (ids[1] ?? 0n)).toBe(1n);
    expect(await client.getOrder({ orderId: String(ids[0]) })).toMatchObject({
      data: { order: { type: 'STOP_MARKET' } },
    });
    expect(await client.getOrder({ orderId: String(ids[1]) })).toMatchObject({
      data: { order: { type: 'TAKE_PROFIT_MARKET' } },
    });
  });

  it('never takes a client order id twice, whatever its case and its fate', async () => {
    const limit = {
      symbol: 'BTC-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'LIMIT',
      quantity: '0.01',
      price: '50000',
    };
    expect(await client.order({ ...limit, clientOrderId: 'abc' })).toMatchObject({ code: 0 });
    expect(
      await client.call('DELETE', `${TRADE}/order`, { symbol: 'BTC-USDT', clientOrderId: 'ABC' }),
    ).toMatchObject({
      code: 0,
      data: { order: { status: 'CANCELLED' } },
    });
    expect(await client.order({ ...limit, clientOrderId: 'ABC' })).toMatchObject({ code: 101481 });
    await simulator.control.changeSettings({ sameOrderMs: 60_000 });
    expect(await client.order({ ...limit, clientOrderId: 'abc' })).toMatchObject({ code: 109201 });
    expect(await client.order({ ...limit, clientOrderId: 'x'.repeat(41) })).toMatchObject({
      code: 109400,
    });
    expect((await simulator.control.state()).accepted).toEqual({ abc: 1 });
  });

  it.each([
    ['too many decimals', { quantity: '0.00011' }, 110422],
    ['too many decimals of a price', { type: 'LIMIT', price: '60000.11' }, 110422],
    ['an exponent', { quantity: '1e-2' }, 109400],
    ['no value', { quantity: '0.0001', symbol: 'BTC-USDT', type: 'LIMIT', price: '10000' }, 110425],
    ['under the minimum', { symbol: 'LINK-USDT', quantity: '0.1' }, 101400],
    ['an unknown symbol', { symbol: 'NOPE-USDT' }, 109425],
    ['an offline symbol', { symbol: 'LUNA-USDT', quantity: '10' }, 109425],
    ['a symbol that is closed to entries', { symbol: 'ATOM-USDT', quantity: '10' }, 101415],
    ['more than the margin', { quantity: '1000' }, 101204],
    ['nothing to close', { side: 'SELL' }, 101205],
    [
      'a stop loss above the price',
      { stopLoss: '{"type":"STOP_MARKET","stopPrice":61000}' },
      101400,
    ],
    ['a leg that is no JSON', { stopLoss: '54000' }, 109400],
  ])('refuses an entry with %s', async (_what, change, code) => {
    const answer = await client.open('LONG', '0.01', change);
    expect(answer).toMatchObject({ status: 200, code, data: {} });
    expect((await simulator.control.state()).orders).toEqual([]);
  });

  it('offers a contract whose minimum is more than one step', async () => {
    expect(await client.open('LONG', '0.2', { symbol: 'LINK-USDT' })).toMatchObject({ code: 0 });
  });

  it('cancels once: what is finished or unknown does not exist', async () => {
    const gone = { symbol: 'BTC-USDT', clientOrderId: 'nobody' };
    const answer = await client.call('DELETE', `${TRADE}/order`, gone);
    expect(answer).toMatchObject({ code: 109400, msg: 'order not exist' });
    expect(await client.getOrder({ clientOrderId: 'nobody' })).toMatchObject({ code: 109421 });
    await simulator.control.changeSettings({ sameCancelMs: 60_000 });
    await client.call('DELETE', `${TRADE}/order`, gone);
    expect(await client.call('DELETE', `${TRADE}/order`, gone)).toMatchObject({ code: 109429 });
  });

  it('places the good orders of a batch although the answer is an error', async () => {
    const good = {
      symbol: 'BTC-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      quantity: 0.01,
      clientOrderId: 'good',
    };
    const bad = { ...good, quantity: 0.00001, clientOrderId: 'bad' };
    const answer = await client.call('POST', `${TRADE}/batchOrders`, {
      batchOrders: JSON.stringify([good, bad, bad]),
    });
    expect(answer.code).toBe(110422);
    expect(answer.msg).toContain('; ');
    expect((await simulator.control.state()).accepted).toEqual({ good: 1 });
  });

  it('asks for windows of at most seven days and for a limit', async () => {
    const day = 86_400_000;
    const now = Date.now();
    const wide = { startTime: String(now - 8 * day), endTime: String(now), limit: '500' };
    expect(await client.call('GET', `${TRADE}/allOrders`, wide)).toMatchObject({
      code: 109400,
      msg: 'the query range is more than seven days',
    });
    expect(await client.call('GET', `${TRADE}/allOrders`)).toMatchObject({ code: 109400 });
  });

  it('pages fills by start < t <= end', async () => {
    for (let i = 0; i < 3; i += 1) await client.open('LONG', '0.01');
    const query = {
      symbol: 'BTC-USDT',
      startTs: String(Date.now() - 60_000),
      endTs: String(Date.now()),
    };
    const first = await client.call('GET', `${TRADE}/fillHistory`, {
      ...query,
      pageIndex: '1',
      pageSize: '2',
    });
    const second = await client.call('GET', `${TRADE}/fillHistory`, {
      ...query,
      pageIndex: '2',
      pageSize: '2',
    });
    expect([first.data.fill_history_orders.length, second.data.fill_history_orders.length]).toEqual(
      [2, 1],
    );
    expect(first.data).toMatchObject({
      total: 3,
      fill_history_orders: [{ side: 'buy', role: 'taker' }, {}],
    });
    const onlyStart = await client.call('GET', `${TRADE}/fillHistory`, {
      symbol: 'BTC-USDT',
      startTs: query.startTs,
    });
    expect(onlyStart.data.fill_history_orders).toEqual([]);
  });
});
