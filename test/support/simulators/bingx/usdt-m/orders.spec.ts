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

  const openOrders = async (): Promise<Record<string, unknown>[]> =>
    (await client.call('GET', `${TRADE}/openOrders`, { symbol: 'BTC-USDT' })).data.orders;
  const positions = async (): Promise<Record<string, unknown>[]> =>
    (await client.call('GET', '/openApi/swap/v2/user/positions')).data;
  const stop = (price: string, more: Record<string, string> = {}) =>
    client.order({
      symbol: 'BTC-USDT',
      side: 'SELL',
      positionSide: 'LONG',
      type: 'STOP_MARKET',
      quantity: '0.01',
      stopPrice: price,
      ...more,
    });

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
    expect(await positions()).toMatchObject([
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

  describe('position modes', () => {
    it.each([
      [
        true,
        'BOTH',
        {},
        "In the Hedge mode, the 'PositionSide' field can only be set to LONG or SHORT.",
      ],
      [
        true,
        'LONG',
        { reduceOnly: 'true' },
        "In the Hedge mode, the 'ReduceOnly' field can not be filled.",
      ],
      [false, 'LONG', {}, "In the One-way mode, the 'PositionSide' field can only be set to BOTH."],
    ] as const)('hedge %s refuses %s %o', async (dual, positionSide, more, msg) => {
      await simulator.control.setMode(dual);
      expect(await client.open('LONG', '0.01', { positionSide, ...more })).toMatchObject({
        code: 109400,
        msg,
      });
    });

    it('holds both sides in hedge mode', async () => {
      await client.open('LONG', '0.01');
      await client.open('SHORT', '0.02');
      expect(
        (await positions()).map(({ positionSide, positionAmt }) => [positionSide, positionAmt]),
      ).toEqual([
        ['LONG', '0.0100'],
        ['SHORT', '0.0200'],
      ]);
    });

    it('nets and reverses in one-way mode, but reduceOnly never opens', async () => {
      await simulator.control.setMode(false);
      const both = { positionSide: 'BOTH' };
      await client.open('LONG', '0.01', both);
      await client.open('SHORT', '0.03', both);
      expect(await positions()).toMatchObject([
        { positionSide: 'SHORT', positionAmt: '0.0200', onlyOnePosition: true },
      ]);
      const reduce = { ...both, reduceOnly: 'true' };
      expect(await client.open('LONG', '0.03', reduce)).toMatchObject({ code: 101290 });
      expect(await client.open('LONG', '0.02', reduce)).toMatchObject({ code: 0 });
      expect(await client.open('LONG', '0.02', reduce)).toMatchObject({ code: 109420 });
      expect(await positions()).toEqual([]);
    });

    it('changes only while flat, and says the mode as text', async () => {
      const dual = '/openApi/swap/v1/positionSide/dual';
      expect((await client.call('GET', dual)).data).toEqual({ dualSidePosition: 'true' });
      await client.open('LONG', '0.01');
      expect(await client.call('POST', dual, { dualSidePosition: 'false' })).toMatchObject({
        code: 109401,
      });
    });
  });

  it('books profit, fee and balance exactly', async () => {
    await client.open('LONG', '0.01');
    await simulator.control.setPrice('BTC-USDT', '61000');
    await client.open('LONG', '0.01', { side: 'SELL' });
    const state = await simulator.control.state();
    expect(state.positions).toEqual([]);
    // 100000 + 10 profit - 0.3 - 0.305 fees
    expect(state.balances).toMatchObject([{ balance: '100009.395' }]);
    expect(state.closedPositions).toMatchObject([
      { realised: '10', commission: '-0.605', closed: '0.01' },
    ]);
  });

  it('rests a limit order until the price crosses it, and freezes its quantity for other closes', async () => {
    await client.open('LONG', '0.02');
    const close = { side: 'SELL', positionSide: 'LONG' };
    await client.open('LONG', '0.015', {
      ...close,
      type: 'LIMIT',
      price: '62000',
      clientOrderId: 'tp',
    });
    expect(await openOrders()).toMatchObject([
      { status: 'PENDING', clientOrderId: 'tp', profit: '0.0' },
    ]);
    expect(await positions()).toMatchObject([{ availableAmt: '0.0050' }]);
    expect(await client.open('LONG', '0.01', close)).toMatchObject({ code: 110203 });
    await simulator.control.setPrice('BTC-USDT', '63000');
    const { data } = await client.getOrder({ clientOrderId: 'tp' });
    expect(data.order).toMatchObject({ status: 'FILLED', avgPrice: '62000.0', profit: '30.0000' });
  });

  it('fires a stop: another order carries the fill, its parent leads to it, other stops stay', async () => {
    await client.open('LONG', '0.02');
    const parent =
      /"orderID":"(\d+)"/.exec((await stop('58000', { clientOrderId: 'sl' })).text)?.[1] ?? '';
    expect(await stop('57000', { quantity: '0.02' })).toMatchObject({ code: 110203 });
    expect(await stop('61000')).toMatchObject({ code: 110411 });
    await simulator.control.setPrice('BTC-USDT', '57900');
    const child = await client.getOrder({ orderId: parent });
    expect(child.data.order).toMatchObject({
      status: 'FILLED',
      type: 'STOP_MARKET',
      executedQty: '0.0100',
      avgPrice: '57900.0',
    });
    expect(child.text).toContain(`"triggerOrderId":${parent}`);
    expect(child.text).not.toContain(`"orderId":${parent}`);
    const all = await client.call('GET', `${TRADE}/allOrders`, { limit: '500' });
    expect(all.text).not.toContain(`"orderId":${parent}`);
    const fills = await client.call('GET', `${TRADE}/allFillOrders`, {
      startTs: String(Date.now() - 60_000),
      endTs: String(Date.now() + 1_000),
      tradingUnit: 'COIN',
    });
    expect(fills.data.fill_orders).toMatchObject([
      { type: 'MARKET', volume: '0.0200' },
      { type: 'STOP', volume: '0.0100', clientOrderID: '' },
    ]);
    expect(await positions()).toMatchObject([{ positionAmt: '0.0100' }]);
  });

  it('turns attached legs into orders after the fill and cancels the other when one fires', async () => {
    await client.open('LONG', '0.01', {
      takeProfit: '{"type":"TAKE_PROFIT_MARKET","stopPrice":66000}',
      stopLoss: '{"type":"STOP_MARKET","stopPrice":54000}',
    });
    await pause(60);
    expect(await openOrders()).toMatchObject([
      {
        type: 'STOP_MARKET',
        side: 'SELL',
        status: 'NEW',
        clientOrderId: '',
        avgPrice: '60000.0',
        profit: '',
      },
      { type: 'TAKE_PROFIT_MARKET', stopPrice: '66000.0', origQty: '0.0100' },
    ]);
    const byHand = await stop('53000');
    expect(byHand).toMatchObject({ code: 0 });
    await client.call('DELETE', `${TRADE}/order`, {
      symbol: 'BTC-USDT',
      orderId: String(byHand.data.order.orderID),
    });
    await simulator.control.setPrice('BTC-USDT', '66500');
    expect(await openOrders()).toEqual([]);
    expect(await positions()).toEqual([]);
    const { orders } = await simulator.control.state();
    expect(orders.map(({ type, status }) => [type, status])).toEqual([
      ['MARKET', 'FILLED'],
      ['TAKE_PROFIT_MARKET', 'TRIGGERED'],
      ['STOP_MARKET', 'CANCELLED'],
      ['STOP_MARKET', 'CANCELLED'],
      ['TAKE_PROFIT_MARKET', 'FILLED'],
    ]);
  });

  it('keeps attached legs inside an unfilled limit entry', async () => {
    await client.open('LONG', '0.01', {
      type: 'LIMIT',
      price: '59000',
      stopLoss: '{"type":"STOP_MARKET","stopPrice":54000.5}',
    });
    expect(await openOrders()).toMatchObject([
      {
        status: 'PENDING',
        stopLoss: { type: 'STOP_MARKET', stopPrice: 54000.5 },
        takeProfit: { stopPrice: 0 },
      },
    ]);
    await simulator.control.setPrice('BTC-USDT', '58900');
    await pause(60);
    expect(await openOrders()).toMatchObject([{ type: 'STOP_MARKET', status: 'NEW' }]);
  });

  it('allows one closePosition stop a side, wants its quantity, and drops it with the position', async () => {
    await client.open('LONG', '0.01');
    const close = { closePosition: 'true' };
    const { code, msg } = await client.order({
      ...{
        symbol: 'BTC-USDT',
        side: 'SELL',
        positionSide: 'LONG',
        type: 'STOP_MARKET',
        stopPrice: '55000',
      },
      ...close,
    });
    expect([code, msg]).toEqual([109400, 'parameter quantity or stopPrice is must']);
    expect(await stop('55000', close)).toMatchObject({ code: 0 });
    expect(await stop('54000', close)).toMatchObject({ code: 110406 });
    expect(await stop('56000')).toMatchObject({ code: 0 });
    await client.open('LONG', '0.01', { side: 'SELL' });
    expect(await openOrders()).toMatchObject([{ stopPrice: '56000.0', closePosition: 'false' }]);
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

  it('closes by hand, liquidates and closes everything', async () => {
    await client.open('LONG', '0.02');
    await simulator.control.closePositionByHand('BTC-USDT', 'LONG', '0.01');
    expect(await positions()).toMatchObject([{ positionAmt: '0.0100' }]);
    await simulator.control.liquidate('BTC-USDT', 'LONG', '57000');
    expect(await positions()).toEqual([]);
    expect((await simulator.control.state()).fills.at(-1)).toMatchObject({
      type: 'LIQUIDATION',
      price: '57000',
    });
    await client.open('SHORT', '0.01');
    const closed = await client.call('POST', `${TRADE}/closeAllPositions`);
    expect(closed.text).toMatch(/"success":\[\d{19}\],"failed":null/);
    expect(await positions()).toEqual([]);
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
