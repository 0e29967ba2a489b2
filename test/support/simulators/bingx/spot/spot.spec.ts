import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientAnswer, SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';
import type { WalletRow } from './model';

const BASE = '/openApi/spot/v1';

let simulator: Simulator;
let client: SignedClient;

beforeEach(async () => {
  simulator = await startSimulator({ settings: { rateLimits: { enabled: false } } });
  client = new SignedClient(simulator);
});
afterEach(() => simulator.stop());

const get = (path: string, params: Record<string, string> = {}): Promise<ClientAnswer> =>
  client.call('GET', `${BASE}/${path}`, { symbol: 'BTC-USDT', ...params });
const post = (path: string, params: Record<string, string> = {}): Promise<ClientAnswer> =>
  client.call('POST', `${BASE}/${path}`, { symbol: 'BTC-USDT', ...params });
const order = (params: Record<string, string>): Promise<ClientAnswer> =>
  post('trade/order', params);
const limit = (
  price: string,
  quantity: string,
  more: Record<string, string> = {},
): Promise<ClientAnswer> => order({ side: 'BUY', type: 'LIMIT', price, quantity, ...more });
const idOf = (answer: ClientAnswer): string => /"orderId":"?(\d+)/.exec(answer.text)?.[1] ?? '';
const wallet = async (asset: string): Promise<WalletRow | undefined> =>
  (await simulator.control.state()).accounts.main?.spot.balances.find((row) => row.asset === asset);

describe('money', () => {
  it('takes the fee of a buy from the coin that it brings, so less can be sold than was bought', async () => {
    const bought = await order({ side: 'BUY', type: 'MARKET', quoteOrderQty: '100' });
    expect(bought).toMatchObject({ code: 0, data: { executedQty: '0', status: 'NEW' } });
    // 100 / 60000 in steps of 0.000001
    expect(await wallet('BTC')).toEqual({ asset: 'BTC', free: '1.001664334', locked: '0' });
    expect(await wallet('USDT')).toEqual({ asset: 'USDT', free: '99900.04', locked: '0' });
    const { data, text } = await get('trade/myTrades');
    expect(data.fills).toMatchObject([
      { qty: '0.001666', quoteQty: '99.96', commission: -0.000001666, commissionAsset: 'BTC' },
    ]);
    expect(text).toContain('"commission":-0.000001666,');
  });

  it('takes the fee of a sale from the quote coin', async () => {
    await order({ side: 'SELL', type: 'MARKET', quantity: '0.5' });
    expect(await wallet('USDT')).toMatchObject({ free: '129970' });
    expect(await wallet('BTC')).toMatchObject({ free: '0.5' });
  });

  it('locks what an order may cost, pays less when it fills cheaper and frees the rest on cancel', async () => {
    await limit('50000', '0.01');
    expect(await wallet('USDT')).toEqual({ asset: 'USDT', free: '99500', locked: '500' });
    await limit('61000', '0.01', { newClientOrderId: 'Cheaper' });
    expect(await wallet('USDT')).toEqual({ asset: 'USDT', free: '98900', locked: '500' });
    const partial = await limit('40000', '0.1', { newClientOrderId: 'part' });
    await simulator.control.fill({ clientOrderId: 'part' }, '0.25', { product: 'spot' });
    expect(await wallet('USDT')).toEqual({ asset: 'USDT', free: '94900', locked: '3500' });
    await post('trade/cancel', { orderId: idOf(partial) });
    expect(await wallet('USDT')).toEqual({ asset: 'USDT', free: '97900', locked: '500' });
    expect((await get('trade/historyOrders')).data.orders).toMatchObject([
      { status: 'CANCELED', executedQty: '0.025' },
      { status: 'FILLED', clientOrderID: 'cheaper' },
    ]);
  });

  it('refuses what the wallet does not hold, with the text inside the text', async () => {
    const answer = await limit('60000', '2');
    expect(answer).toMatchObject({ code: 100202, msg: expect.stringContaining('"Code":100202') });
    expect(await wallet('USDT')).toMatchObject({ free: '100000', locked: '0' });
  });
});

describe('rules of orders', () => {
  it('wants a quote amount for a market buy and a quantity for a market sale', async () => {
    expect(await order({ side: 'BUY', type: 'MARKET', quantity: '1' })).toMatchObject({
      code: 100400,
      msg: "quoteOrderQty can't be 0 in market bid order",
    });
    expect(await order({ side: 'SELL', type: 'MARKET', quoteOrderQty: '9' })).toMatchObject({
      code: 100400,
    });
  });

  it('cuts excess decimals off without a word', async () => {
    expect((await limit('50000.129', '0.0012345678')).data).toMatchObject({
      price: '50000.12',
      origQty: '0.001234',
    });
    expect((await limit('50000', '', { quoteOrderQty: '99' })).data).toMatchObject({
      origQty: '0.00198',
    });
  });

  it('refuses small orders, suspended pairs and repeated client order ids', async () => {
    expect(await limit('50000', '0.00009')).toMatchObject({
      code: 100400,
      msg: expect.stringContaining('minVolume'),
    });
    expect(await limit('10', '10', { symbol: 'ATOM-USDT' })).toMatchObject({ code: 100421 });
    expect(await limit('0.2', '100', { symbol: 'DOGE-USDT' })).toMatchObject({ code: 100421 });
    await limit('50000', '0.001', { newClientOrderId: 'once' });
    expect(await limit('50000', '0.001', { newClientOrderId: 'ONCE' })).toMatchObject({
      code: 101481,
    });
  });

  it('finds an order by its client order id for two hours only', async () => {
    const placed = await limit('50000', '0.001', { newClientOrderId: 'short' });
    expect((await get('trade/query', { clientOrderID: 'short' })).data).toMatchObject({
      status: 'PENDING',
    });
    await simulator.control.setClockSkew(7_260_000);
    const timestamp = String(Date.now() + 7_260_000);
    expect(await get('trade/query', { clientOrderID: 'short', timestamp })).toMatchObject({
      code: 100404,
    });
    expect(await get('trade/query', { orderId: idOf(placed), timestamp })).toMatchObject({
      code: 0,
    });
  });

  it('fires conditional orders when the price gets there', async () => {
    await order({
      side: 'SELL',
      type: 'TAKE_STOP_MARKET',
      stopPrice: '59000',
      quantity: '0.1',
      newClientOrderId: 'stop',
    });
    await order({
      side: 'BUY',
      type: 'TRIGGER_LIMIT',
      stopPrice: '62000',
      price: '61000',
      quantity: '0.1',
      newClientOrderId: 'entry',
    });
    await simulator.control.setPrice('BTC-USDT', '58999', 'spot');
    expect((await get('trade/query', { clientOrderID: 'stop' })).data).toMatchObject({
      status: 'FILLED',
      avgPrice: '58999',
    });
    await simulator.control.setPrice('BTC-USDT', '62000', 'spot');
    expect((await get('trade/query', { clientOrderID: 'entry' })).data).toMatchObject({
      status: 'PENDING',
      StopPrice: '62000',
    });
    await simulator.control.setPrice('BTC-USDT', '60900', 'spot');
    expect((await get('trade/query', { clientOrderID: 'entry' })).data).toMatchObject({
      status: 'FILLED',
    });
  });

  it('cancels post-only orders that would take and what an IOC order leaves', async () => {
    const ids = [
      await limit('61000', '0.001', { timeInForce: 'PostOnly' }),
      await limit('50000', '0.001', { timeInForce: 'IOC' }),
    ].map(idOf);
    for (const orderId of ids)
      expect((await get('trade/query', { orderId })).data).toMatchObject({
        status: 'CANCELED',
        executedQty: '0',
      });
    expect(await wallet('USDT')).toMatchObject({ free: '100000', locked: '0' });
  });
});

describe('several orders', () => {
  it('places batches of one kind and cancels by list, all or what can be', async () => {
    const row = (price: number): string =>
      `{"symbol":"BTC-USDT","side":"BUY","type":"LIMIT","price":${price},"quantity":0.001}`;
    const placed = await post('trade/batchOrders', { data: `[${row(50_000)},${row(49_000)}]` });
    const ids = [...placed.text.matchAll(/"orderId":(\d+)/g)].map(([, id]) => id);
    expect(ids).toHaveLength(2);
    const orderIds = `${ids.join(',')},1`;
    expect(await post('trade/cancelOrders', { orderIds, process: '0' })).toMatchObject({
      code: 100400,
    });
    expect((await get('trade/openOrders')).data.orders).toHaveLength(2);
    expect((await post('trade/cancelOrders', { orderIds, process: '1' })).data).toMatchObject({
      orders: [{ status: 'CANCELED' }, { status: 'CANCELED' }],
      fails: [{ orderId: '1' }],
    });
    expect(await post('trade/cancel', { orderId: ids[0] ?? '' })).toMatchObject({ code: 100400 });
    expect(await post('trade/cancel', { orderId: '77' })).toMatchObject({ code: 100404 });
  });

  it('replaces with an outer code of 0 even when the cancel failed', async () => {
    const params = {
      side: 'BUY',
      type: 'LIMIT',
      price: '50000',
      quantity: '0.001',
      cancelOrderId: '5',
    };
    const allowed = await post('trade/order/cancelReplace', {
      ...params,
      CancelReplaceMode: 'ALLOW_FAILURE',
    });
    expect(allowed).toMatchObject({
      code: 0,
      data: {
        cancelResult: { code: 100404, result: false },
        openResult: { code: 0, result: true },
      },
    });
    const stopped = await post('trade/order/cancelReplace', {
      ...params,
      CancelReplaceMode: 'STOP_ON_FAILURE',
    });
    expect(stopped).toMatchObject({ code: 0, data: { openResult: { result: false } } });
    expect((await get('trade/openOrders')).data.orders).toHaveLength(1);
  });

  it('lets one leg of an OCO list cancel the other', async () => {
    const prices = {
      side: 'SELL',
      quantity: '0.1',
      limitPrice: '65000',
      triggerPrice: '58000',
      orderPrice: '57900',
    };
    const { data } = await post('oco/order', { ...prices, listClientOrderId: '8150001' });
    expect(data).toMatchObject([
      { orderType: 'ocoLimit' },
      { orderType: 'ocoTps', triggerPrice: 58_000 },
    ]);
    expect(await wallet('BTC')).toEqual({ asset: 'BTC', free: '0.9', locked: '0.1' });
    await simulator.control.setPrice('BTC-USDT', '58000', 'spot');
    expect((await get('oco/orderList', { clientOrderId: '8150001' })).data).toMatchObject([
      { orderType: 'ocoTps', status: 'FILLED' },
      { orderType: 'ocoLimit', status: 'CANCELED' },
    ]);
    expect(await wallet('BTC')).toEqual({ asset: 'BTC', free: '0.9', locked: '0' });
    await simulator.control.setPrice('BTC-USDT', '60000', 'spot');
    const second = await post('oco/order', prices);
    expect((await get('oco/openOrderList')).data).toHaveLength(2);
    expect(await post('oco/cancel', { orderId: idOf(second) })).toMatchObject({ code: 0 });
    expect((await get('oco/openOrderList')).data).toEqual([]);
    expect(await wallet('BTC')).toEqual({ asset: 'BTC', free: '0.9', locked: '0' });
  });

  it('tells the feed of orders, trades and the wallet', async () => {
    const seen: string[] = [];
    simulator.events.on((event) => {
      if (event.kind === 'order' && event.product === 'spot')
        seen.push(`${event.execution} ${event.order.status} ${event.fill?.quote ?? ''}`);
      if (event.kind === 'balance' && event.product === 'spot')
        seen.push(
          event.balances
            .map(({ asset, change, locked }) => `${asset} ${change} ${locked}`)
            .join('; '),
        );
    });
    await limit('50000', '0.01');
    await order({ side: 'SELL', type: 'MARKET', quantity: '0.5' });
    expect(seen).toEqual([
      'NEW PENDING ',
      'USDT 0 500',
      'NEW NEW ',
      'TRADE FILLED 30000',
      'BTC -0.5 0; USDT 29970 500',
    ]);
  });
});

describe('market data', () => {
  it('begins long candles at the hours of UTC+8 unless UTC is asked for', async () => {
    const day = async (more: Record<string, string>): Promise<number[]> =>
      (
        await client.call('GET', '/openApi/spot/v2/market/kline', {
          symbol: 'BTC-USDT',
          interval: '1d',
          limit: '2',
          ...more,
        })
      ).data.map(([time]: number[]) => time);
    const [utc8 = 0, before = 0] = await day({});
    expect([utc8 % 86_400_000, utc8 - before]).toEqual([57_600_000, 86_400_000]);
    expect((await day({ timeZone: '0' })).map((time) => time % 86_400_000)).toEqual([0, 0]);
  });

  it('wants an underscore in the old price endpoint and answers an empty range with 100204', async () => {
    expect((await get('ticker/price', { symbol: 'BTC_USDT' })).data).toMatchObject([
      { symbol: 'BTC_USDT', trades: [{ price: '60000' }] },
    ]);
    expect(await get('ticker/price', { symbol: 'BTC-USDT' })).toMatchObject({ code: 100400 });
    expect(
      await get('market/kline', { interval: '1m', startTime: String(Date.now() + 120_000) }),
    ).toMatchObject({ code: 100204 });
  });

  it('prints tiny steps with an exponent', async () => {
    const { text } = await get('common/symbols', { symbol: 'SHIB-USDT' });
    expect(text).toContain('"tickSize":1e-8');
  });
});
