import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientAnswer, SignedClient } from './signed-client';
import type { SettingsChange } from './settings';
import { type Simulator, startSimulator } from './start-simulator';

const SWAP = '/openApi/swap/v2';

let simulator: Simulator;
let client: SignedClient;

const start = async (settings: SettingsChange): Promise<void> => {
  simulator = await startSimulator({ settings });
  client = new SignedClient(simulator);
};
const get = (path: string, params: Record<string, string> = {}): Promise<ClientAnswer> =>
  client.call('GET', `${SWAP}/${path}`, params);

afterEach(() => simulator.stop());

describe('what happens without the API', () => {
  beforeEach(() => start({ rateLimits: { enabled: false } }));

  it('settles funding: longs pay shorts, in income, balance and the position', async () => {
    await client.open('LONG', '0.1');
    const before = (await simulator.control.state()).balances[0]?.balance;
    expect(before).toBe('99997');
    await simulator.control.settleFunding('BTC-USDT', '0.0001');
    const state = await simulator.control.state();
    expect(state.balances[0]?.balance).toBe('99996.4');
    expect((await get('user/income', { incomeType: 'FUNDING_FEE' })).data).toMatchObject([
      { income: '-0.6000', info: 'Funding Fee', symbol: 'BTC-USDT' },
    ]);
    await simulator.control.closePositionByHand('BTC-USDT');
    const { data } = await client.call('GET', '/openApi/swap/v1/trade/positionHistory', {
      symbol: 'BTC-USDT',
      startTs: String(Date.now() - 60_000),
      endTs: String(Date.now() + 1_000),
    });
    expect(data.positionHistory).toMatchObject([{ totalFunding: '-0.6', netProfit: '-6.6000' }]);
  });

  it('liquidates and deleverages, and lists both apart', async () => {
    await client.open('LONG', '0.1');
    await simulator.control.liquidate('BTC-USDT', 'LONG', '57000');
    await client.open('SHORT', '0.2');
    await simulator.control.liquidate('BTC-USDT', 'SHORT', '56000', { kind: 'adl' });
    const listed = async (autoCloseType: string): Promise<unknown> =>
      (await get('trade/forceOrders', { autoCloseType })).data.orders;
    expect(await listed('LIQUIDATION')).toMatchObject([
      { type: 'LIQUIDATION', side: 'SELL', executedQty: '0.1000', clientOrderId: '' },
    ]);
    expect(await listed('ADL')).toMatchObject([{ side: 'BUY', executedQty: '0.2000' }]);
    expect((await simulator.control.state()).income.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['INSURANCE_CLEAR', 'ADL']),
    );
  });

  it('changes leverage, margin mode and contracts under the hands of the API', async () => {
    await client.open('LONG', '0.1');
    await simulator.control.changeSymbolSettings('BTC-USDT', {
      longLeverage: 5,
      marginType: 'ISOLATED',
    });
    expect((await get('user/positions')).data).toMatchObject([{ leverage: 5, isolated: true }]);
    await simulator.control.changeContract('BTC-USDT', {
      quantityPrecision: 2,
      minQuantity: '0.01',
    });
    expect(await client.open('LONG', '0.001')).toMatchObject({ code: 110422 });
    await simulator.control.changeContract('BTC-USDT', { status: 25 });
    expect(await client.open('LONG', '0.1')).toMatchObject({ code: 101415 });
    expect((await get('quote/contracts', { symbol: 'BTC-USDT' })).data).toMatchObject([
      { status: 25, apiStateOpen: 'false', quantityPrecision: 2 },
    ]);
    await simulator.control.changeContract('BTC-USDT', { status: 0 });
    expect(await client.open('LONG', '0.1')).toMatchObject({ code: 109425 });
  });

  it('takes orders by hand, which carry no client order id', async () => {
    await simulator.control.placeOrderByHand({
      symbol: 'BTC-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'LIMIT',
      price: '50000',
      quantity: '0.1',
      clientOrderId: 'dropped',
    });
    expect((await get('trade/openOrders')).data.orders).toMatchObject([{ clientOrderId: '' }]);
    await simulator.control.placeOrderByHand(
      { symbol: 'ETH-USDT', side: 'SELL', type: 'MARKET', quantity: '1' },
      { product: 'spot' },
    );
    expect((await simulator.control.state()).accounts.main?.spot.fills).toHaveLength(1);
  });

  it('goes into maintenance for a while and comes back by itself', async () => {
    await simulator.control.setMaintenance(true, 'busy-100500', 60);
    expect(await get('user/positions')).toMatchObject({ code: 100500, status: 200 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await get('user/positions')).toMatchObject({ code: 0 });
  });

  it('blocks an account after a flood and says until when', async () => {
    await simulator.control.block(5_000);
    const { code, msg } = await get('user/positions');
    expect(code).toBe(109429);
    expect(Number(/(\d{13})/.exec(msg)?.[1])).toBeGreaterThan(Date.now() + 3_000);
    await simulator.control.changeSettings({ errorFlood: { answer: '100410' } });
    expect(await get('user/positions')).toMatchObject({
      code: 100410,
      msg: expect.stringMatching(/unblocked after \d{13}/),
    });
    await simulator.control.unblock();
    expect(await get('user/positions')).toMatchObject({ code: 0 });
  });
});

describe('limits', () => {
  it('blocks one endpoint after twenty equal errors on it, for that account only', async () => {
    await start({ rateLimits: { enabled: false }, errorFlood: { enabled: true } });
    await simulator.control.openAccount('other1');
    await simulator.control.createKey('other1', 'other-key', 'other-secret');
    const other = new SignedClient({
      url: simulator.url,
      key: 'other-key',
      secret: 'other-secret',
    });
    for (let time = 0; time < 21; time += 1)
      expect(await client.open('LONG', '0.00001')).toMatchObject({ code: 110422 });
    expect(await client.open('LONG', '0.01')).toMatchObject({ code: 109429 });
    expect(await get('user/positions')).toMatchObject({ code: 0 });
    expect(await other.open('LONG', '0.00001')).toMatchObject({ code: 110422 });
  });

  it('counts per account and endpoint and says what is left', async () => {
    await start({});
    const answers = await Promise.all(
      [1, 2, 3].map(() => get('trade/marginType', { symbol: 'BTC-USDT' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    expect(answers[0]?.headers.get('x-ratelimit-requests-remain')).toBe('1');
    const { overBudget } = await simulator.control.state();
    expect(overBudget.total).toBe(1);
    expect(Object.keys(overBudget.byBudget)).toEqual([
      expect.stringMatching(/^uid\|\d+\|GET .*marginType$/),
    ]);
  });

  it('counts what one address asks of all accounts together', async () => {
    await start({ rateLimits: { interfacePer10s: 3, marketPer10s: 4 } });
    await simulator.control.openAccount('other1');
    await simulator.control.createKey('other1', 'other-key', 'other-secret');
    const other = new SignedClient({
      url: simulator.url,
      key: 'other-key',
      secret: 'other-secret',
    });
    for (const caller of [client, other, client])
      expect(await caller.call('GET', `${SWAP}/user/positions`)).toMatchObject({ code: 0 });
    expect(await other.call('GET', `${SWAP}/user/positions`)).toMatchObject({ code: 100410 });
    for (let time = 0; time < 4; time += 1) await get('quote/contracts');
    expect(await get('quote/contracts')).toMatchObject({ status: 429 });
    expect((await simulator.control.state()).overBudget.byBudget).toEqual({
      'ip|g3|GET /openApi/swap/v2/user/positions': 1,
      'ip|g1|10s': 1,
    });
  });

  it('counts requests over budget even when they are let through', async () => {
    await start({
      rateLimits: {
        enabled: false,
        defaultPerSecond: 1,
        perSecond: { [`GET ${SWAP}/user/positions`]: 1 },
      },
    });
    await Promise.all([get('user/positions'), get('user/positions')]);
    expect((await simulator.control.state()).overBudget.total).toBe(1);
  });
});

describe('fault scripts', () => {
  beforeEach(() => start({ rateLimits: { enabled: false } }));

  it.each([
    [
      'cswap',
      '/openApi/cswap/v1/trade/order',
      { symbol: 'BTC-USD', positionSide: 'LONG', quantity: '1' },
    ],
    ['spot', '/openApi/spot/v1/trade/order', { symbol: 'BTC-USDT', quoteOrderQty: '100' }],
  ])('strike the routes of %s like the others', async (product, path, fields) => {
    const params = { side: 'BUY', type: 'MARKET', ...fields };
    const place = (): Promise<ClientAnswer> => client.call('POST', path, params);
    const match = { method: 'POST', path: `${path}$` };
    await simulator.control.addFaults({ kind: 'reject-code', code: 101204, match });
    expect(await place()).toMatchObject({ code: 101204 });
    await simulator.control.addFaults({ kind: 'drop-response-after-accept', match });
    await expect(place()).rejects.toThrow();
    await simulator.control.addFaults({ kind: 'late-accept', ms: 20, match });
    await expect(place()).rejects.toThrow();
    await simulator.control.addFaults({
      kind: 'partial-fills',
      fractions: ['0.5', '0.5'],
      ms: 10,
      match,
    });
    await place();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { accounts } = await simulator.control.state();
    const book = product === 'spot' ? accounts.main?.spot : accounts.main?.cswap;
    expect(book?.orders).toHaveLength(3);
  });
});
