import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StreamClient } from './stream-client';
import { type StreamStand, anOrderPush, startStreamStand } from './test-world';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let stand: StreamStand;
beforeEach(async () => {
  stand = await startStreamStand();
});
afterEach(() => stand.stop());

const open = (path: string, account = 'main'): Promise<StreamClient> =>
  StreamClient.open(stand.url, `${path}?listenKey=${stand.hub.keys.create(account)}`);

describe('futures account events', () => {
  it.each([
    ['/swap-market', 'swap', 'cross'],
    ['/cswap-market', 'cswap', 'Cross'],
  ] as const)('arrive on %s without a subscription', async (path, product, mode) => {
    const client = await open(path);
    stand.hub.order(product, 'main', anOrderPush());
    stand.hub.balances(product, 'main', { reason: 'FUNDING_FEE', balances: [], positions: [] });
    stand.hub.config(product, 'main', {
      symbol: 'X',
      longLeverage: 3,
      shortLeverage: 4,
      isIsolated: true,
    });
    const own = await client.body((body) => body.ac?.s === 'X');
    expect(own.ac.mt.toLowerCase()).toBe('isolated');
    expect(client.events('ORDER_TRADE_UPDATE')).toHaveLength(1);
    expect(client.events('ACCOUNT_UPDATE')).toMatchObject([{ a: { m: 'FUNDING_FEE' } }]);
    expect(client.events('ACCOUNT_CONFIG_UPDATE')[0]).toMatchObject({ ac: { l: 12, mt: mode } });
  });

  it('carry the whole order id as a number, and mostly no client id', async () => {
    const client = await open('/swap-market');
    stand.hub.order('swap', 'main', anOrderPush());
    stand.settings.clientOrderIds = 'sent';
    stand.settings.orderEvent = 'TRADE_UPDATE';
    stand.hub.order('swap', 'main', anOrderPush());
    await client.body((body) => body.e === 'TRADE_UPDATE');
    const texts = client.frames.flatMap(({ text }) =>
      text?.includes('TRADE_UPDATE') ? [text] : [],
    );
    expect(texts[0]).toContain('"i":2104122758140616704,');
    expect(client.events('ORDER_TRADE_UPDATE')[0].o).toMatchObject({
      c: '',
      x: 'TRADE',
      X: 'FILLED',
      z: '0.00100000',
      p: '60000.00000000',
      sg: 'false',
      ti: 0,
      ro: false,
    });
    expect(client.events('TRADE_UPDATE')[0].o.c).toBe('a-client-id');
  });

  it('repeat leverage and margin mode of every symbol after connecting and from time to time', async () => {
    stand.settings.configPushMs = 40;
    const client = await open('/swap-market');
    await pause(150);
    const symbols = client.events('ACCOUNT_CONFIG_UPDATE').map((body) => body.ac.s as string);
    expect(symbols.slice(0, 2)).toEqual(['BTC-USDT', 'ETH-USDT']);
    expect(symbols.length).toBeGreaterThanOrEqual(6);
  });

  it('go to the account that they are about and to nobody else', async () => {
    const main = await open('/swap-market');
    const other = await open('/swap-market', 'another');
    const open_ = await StreamClient.open(stand.url, '/swap-market');
    const coin = await open('/cswap-market');
    stand.hub.order('swap', 'main', anOrderPush());
    await main.body((body) => body.e === 'ORDER_TRADE_UPDATE');
    await pause(30);
    for (const client of [other, open_, coin])
      expect(client.events('ORDER_TRADE_UPDATE')).toEqual([]);
    expect(stand.hub.state().sockets.map(({ account }) => account)).toEqual([
      'main',
      'another',
      null,
      'main',
    ]);
  });
});

describe('spot account events', () => {
  it('arrive only after their subscriptions; balances begin with an overview', async () => {
    const client = await open('/spot-market');
    stand.hub.order('spot', 'main', anOrderPush());
    await pause(30);
    expect(client.frames).toEqual([]);
    await client.subscribe('ACCOUNT_UPDATE');
    expect(await client.body((body) => body.e === 'ACCOUNT_UPDATE')).toEqual({
      e: 'ACCOUNT_UPDATE',
      a: { B: [{ a: 'USDT', bc: '0', cw: '100.5', wb: '100.5', lk: '0' }], m: 'INIT' },
      E: expect.any(Number),
    });
    await client.subscribe('spot.executionReport');
    stand.hub.order('spot', 'main', anOrderPush());
    const report = await client.body((body) => body.dataType === 'spot.executionReport');
    expect(report.data).toMatchObject({ q: 0.001, l: 0.001, z: 0.001, L: 60000, n: -0.03, Z: 60 });
    expect(client.frames.some(({ text }) => text?.includes('"i":2104122758140616704,'))).toBe(true);
    expect(report.data).not.toHaveProperty('C');
    await client.unsubscribe('spot.executionReport');
    stand.hub.order('spot', 'main', anOrderPush());
    await pause(30);
    expect(client.of('spot.executionReport')).toHaveLength(1);
  });

  it('may carry the id as text and the client id', async () => {
    stand.settings.spotOrderId = 'text';
    stand.settings.clientOrderIds = 'sent';
    const client = await open('/spot-market');
    await client.subscribe('spot.executionReport');
    stand.hub.order('spot', 'main', anOrderPush());
    const { data } = await client.body((body) => body.dataType === 'spot.executionReport');
    expect(data).toMatchObject({ i: '2104122758140616704', C: 'a-client-id' });
  });
});

describe('listen keys', () => {
  it('end with an event and then the connection, on every product', async () => {
    stand.settings.listenKeyLifeMs = 80;
    const key = stand.hub.keys.create('main');
    const clients = await Promise.all(
      ['/swap-market', '/cswap-market', '/spot-market'].map((path) =>
        StreamClient.open(stand.url, `${path}?listenKey=${key}`),
      ),
    );
    for (const client of clients) {
      expect(await client.closed).toBe(1000);
      expect(client.bodies.at(-1)).toEqual({
        e: 'listenKeyExpired',
        E: expect.any(Number),
        listenKey: key,
      });
    }
    expect(stand.hub.state()).toMatchObject({ listenKeysExpired: 1, listenKeysAlive: 0 });
  });

  it('live on from their extension', async () => {
    stand.settings.listenKeyLifeMs = 120;
    const key = stand.hub.keys.create('main');
    const client = await StreamClient.open(stand.url, `/swap-market?listenKey=${key}`);
    await pause(80);
    expect(stand.hub.keys.extend(key)).toBe(true);
    await pause(80);
    expect(client.events('listenKeyExpired')).toEqual([]);
    await client.closed;
    expect(stand.hub.keys.extend(key)).toBe(false);
  });

  it('can be ended by command for one account', async () => {
    const main = await open('/swap-market');
    const other = await open('/swap-market', 'another');
    expect(stand.hub.keys.expireNow('main')).toBe(1);
    await main.closed;
    await pause(20);
    expect(stand.hub.chosen({}).map(({ account }) => account)).toEqual(['another']);
    await other.close();
  });

  it('that do not exist open nothing', async () => {
    const client = await StreamClient.open(stand.url, '/swap-market?listenKey=0123456789abcdef');
    expect(await client.closed).toBe(1000);
    expect(client.bodies).toMatchObject([{ e: 'listenKeyExpired' }]);
    expect(stand.hub.state().violations['unknown-listen-key']).toBe(1);
  });
});
