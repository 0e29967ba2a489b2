import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientAnswer, SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

const BASE = '/openApi/cswap/v1';

let simulator: Simulator;
let client: SignedClient;

beforeEach(async () => {
  simulator = await startSimulator({
    settings: { rateLimits: { enabled: false }, sameCancelMs: 0, legDelayMs: 1 },
  });
  client = new SignedClient(simulator);
});
afterEach(() => simulator.stop());

const get = (path: string, params: Record<string, string> = {}): Promise<ClientAnswer> =>
  client.call('GET', `${BASE}/${path}`, params);
const order = (params: Record<string, string>): Promise<ClientAnswer> =>
  client.call('POST', `${BASE}/trade/order`, {
    symbol: 'SOL-USD',
    side: 'BUY',
    positionSide: 'LONG',
    type: 'MARKET',
    quantity: '1',
    ...params,
  });
const idOf = (answer: ClientAnswer): string => /"orderId":"?(\d+)/.exec(answer.text)?.[1] ?? '';

describe('coin arithmetic', () => {
  it('margins one contract of ten dollars as the exchange was seen to', async () => {
    await client.call('POST', `${BASE}/trade/leverage`, {
      symbol: 'SOL-USD',
      side: 'LONG',
      leverage: '10',
    });
    await order({});
    const { data } = await get('user/positions', { symbol: 'SOL-USD' });
    expect(data).toMatchObject([
      { positionAmt: '1', avgPrice: '158.630', initialMargin: '0.00630398', leverage: 10 },
    ]);
  });

  it('takes fee and profit in the coin, rounded to eight decimals, and the balance agrees to the last one', async () => {
    await simulator.control.setPrice('SOL-USD', '182.652');
    const bought = await order({ quantity: '2' });
    const fills = await get('trade/allFillOrders', { orderId: idOf(bought) });
    expect(fills.data).toMatchObject([
      { volume: '2', amount: '20.00000000', commission: '-0.00005475', currency: 'SOL' },
    ]);
    await simulator.control.setPrice('SOL-USD', '200');
    const sold = await order({ side: 'SELL', quantity: '2' });
    // 20 × (1/182.652 − 1/200) = 0.00949784… coins
    expect((await get('trade/allFillOrders', { orderId: idOf(sold) })).data).toMatchObject([
      { realizedPnl: '0.00949784', commission: '-0.00005000' },
    ]);
    const { data } = await get('user/balance', { symbol: 'SOL-USD' });
    expect(data).toMatchObject([
      { asset: 'SOL', balance: '10.00939309', usedMargin: '0.00000000' },
    ]);
  });

  it('averages entries by what they are worth in coins', async () => {
    await simulator.control.setPrice('BTC-USD', '50000');
    await order({ symbol: 'BTC-USD' });
    await simulator.control.setPrice('BTC-USD', '100000');
    await order({ symbol: 'BTC-USD' });
    // 200 USD / (0.002 + 0.001) BTC
    expect((await get('user/positions')).data).toMatchObject([
      { positionAmt: '2', avgPrice: '66666.7', unrealizedProfit: '0.00100000' },
    ]);
  });

  it('refuses parts of a contract', async () => {
    expect(await order({ quantity: '0.5' })).toMatchObject({ code: 110422 });
  });
});

describe('orders', () => {
  it('gives the id as a number when placing and as text when asked, in mixed case', async () => {
    const placed = await order({ type: 'LIMIT', price: '150', clientOrderId: 'mine' });
    expect(placed.text).toMatch(/"orderId":\d{19},/);
    const id = idOf(placed);
    const { text, data } = await get('trade/orderDetail', { symbol: 'SOL-USD', orderId: id });
    expect(text).toContain(`"orderId":"${id}"`);
    expect(data.order).toMatchObject({
      status: 'Pending',
      positionSide: 'Long',
      quantity: 1,
      origQty: '',
      clientOrderId: '',
    });
    await simulator.control.changeSettings({ coinM: { spelling: 'upper' } });
    expect((await get('trade/openOrders')).data.orders).toMatchObject([
      { orderId: id, status: 'PENDING', positionSide: 'LONG' },
    ]);
    const gone = await client.call('DELETE', `${BASE}/trade/cancelOrder`, {
      symbol: 'SOL-USD',
      orderId: id,
    });
    expect(gone.data.order).toMatchObject({ status: 'CANCELLED', quantity: 0 });
  });

  it('ignores client order ids, so the same one places twice, unless they are switched on', async () => {
    await order({ clientOrderId: 'twice' });
    expect(await order({ clientOrderId: 'twice' })).toMatchObject({ code: 0 });
    expect(
      await get('trade/orderDetail', { symbol: 'SOL-USD', clientOrderId: 'twice' }),
    ).toMatchObject({ code: 109421 });
    await simulator.control.changeSettings({ coinM: { clientOrderIds: 'honoured' } });
    await order({ clientOrderId: 'once' });
    expect(await order({ clientOrderId: 'once' })).toMatchObject({ code: 101481 });
    const { data } = await get('trade/orderDetail', { symbol: 'SOL-USD', clientOrderId: 'once' });
    expect(data.order).toMatchObject({ clientOrderId: 'once', status: 'Filled' });
  });

  it('cancels everything by the one method that is switched on', async () => {
    await order({ type: 'LIMIT', price: '150' });
    const path = `${BASE}/trade/allOpenOrders`;
    expect(await client.call('DELETE', path)).toMatchObject({ code: 100400 });
    expect((await client.call('POST', path)).data).toMatchObject({
      success: [{ type: 'LIMIT', quantity: 1, status: 'CANCELLED' }],
      failed: null,
    });
    await simulator.control.changeSettings({ coinM: { cancelAll: 'DELETE' } });
    expect(await client.call('POST', path)).toMatchObject({ code: 100400 });
    expect(await client.call('DELETE', path)).toMatchObject({ code: 0 });
  });

  it('closes positions, keeps history and liquidates by coin', async () => {
    await order({ quantity: '3' });
    const closed = await client.call('POST', `${BASE}/trade/closeAllPositions`);
    expect(closed.data.success).toEqual([expect.stringMatching(/^\d{19}$/)]);
    await order({ side: 'SELL', positionSide: 'SHORT' });
    await simulator.control.liquidate('SOL-USD', 'SHORT', '190', { product: 'cswap' });
    expect((await get('trade/orderHistory')).data.orders).toHaveLength(4);
    expect(
      (await get('trade/forceOrders', { autoCloseType: 'LIQUIDATION' })).data.orders,
    ).toMatchObject([{ type: 'LIQUIDATION', side: 'BUY', status: 'Filled' }]);
    expect((await get('user/positions')).data).toEqual([]);
  });

  it('keeps the books of the products apart', async () => {
    await order({});
    await client.open('LONG', '0.01');
    const state = await simulator.control.state();
    expect(state.positions).toMatchObject([{ symbol: 'BTC-USDT' }]);
    expect(state.accounts.main?.cswap.positions).toMatchObject([{ symbol: 'SOL-USD' }]);
  });
});

describe('margin and market', () => {
  it('adds margin to an isolated position and refuses to take more than was added', async () => {
    await client.call('POST', `${BASE}/trade/marginType`, {
      symbol: 'SOL-USD',
      marginType: 'ISOLATED',
    });
    await order({});
    const change = (params: Record<string, string>): Promise<ClientAnswer> =>
      client.call('POST', `${BASE}/trade/positionMargin`, { symbol: 'SOL-USD', ...params });
    expect(await change({ amount: '0.01', type: '1', positionSide: 'LONG' })).toMatchObject({
      code: 0,
    });
    expect(await change({ amount: '0.02', type: '2', positionSide: 'LONG' })).toMatchObject({
      code: 104411,
    });
    const nameless = await change({ amount: '0.01', type: '2' });
    expect(nameless).toMatchObject({ code: 101400 });
    expect(nameless.text).toContain('field MarginSide');
  });

  it('keeps candles for thirty days, start inclusive and end exclusive', async () => {
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    const range = (start: number, end: number): Promise<ClientAnswer> =>
      get('market/klines', {
        symbol: 'BTC-USD',
        interval: '1m',
        startTime: String(start),
        endTime: String(end),
      });
    const { data } = await range(minute - 120_000, minute);
    expect(data.map(({ time }: { time: number }) => time)).toEqual([
      minute - 60_000,
      minute - 120_000,
    ]);
    expect((await range(minute - 32 * 86_400_000, minute - 31 * 86_400_000)).data).toEqual([]);
    expect(
      await get('market/klines', { symbol: 'BTC-USD', interval: '1m', limit: '1001' }),
    ).toMatchObject({ code: 109400 });
  });
});
