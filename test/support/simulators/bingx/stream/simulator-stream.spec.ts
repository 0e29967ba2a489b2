import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';
import { LISTEN_KEY_PATH } from './listen-key-endpoint';
import { StreamClient } from './stream-client';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let simulator: Simulator;
let rest: SignedClient;
beforeEach(async () => {
  simulator = await startSimulator({ settings: { stream: { republishMs: 0, configPushMs: 0 } } });
  rest = new SignedClient(simulator);
});
afterEach(() => simulator.stop());

const newKey = async (): Promise<string> => {
  const { text } = await rest.raw('POST', LISTEN_KEY_PATH);
  return (JSON.parse(text) as { listenKey: string }).listenKey;
};
const openPrivate = async (path = '/swap-market'): Promise<StreamClient> =>
  StreamClient.open(simulator.url, `${path}?listenKey=${await newKey()}`);

describe('listen keys over REST', () => {
  it('are made, extended and deleted; the status alone says how it went', async () => {
    const made = await rest.raw('POST', LISTEN_KEY_PATH);
    expect(made.status).toBe(200);
    expect(made.text).toMatch(/^\{"listenKey":"[0-9a-f]{64}"\}$/);
    const key = (JSON.parse(made.text) as { listenKey: string }).listenKey;
    const client = await StreamClient.open(simulator.url, `/swap-market?listenKey=${key}`);
    for (const [method, target, status] of [
      ['PUT', LISTEN_KEY_PATH, 204],
      ['PUT', `${LISTEN_KEY_PATH}?listenKey=${key}`, 200],
      ['DELETE', LISTEN_KEY_PATH, 204],
      ['DELETE', `${LISTEN_KEY_PATH}?listenKey=${key}`, 200],
    ] as const)
      expect(await rest.raw(method, target)).toMatchObject({ status, text: '' });
    await pause(1_050);
    for (const method of ['PUT', 'DELETE'])
      expect(await rest.raw(method, `${LISTEN_KEY_PATH}?listenKey=${key}`)).toMatchObject({
        status: 404,
      });
    expect(await client.closed).toBe(1000);
    expect(client.events('listenKeyExpired')).toEqual([]);
  });

  it('are for known keys, signed or not, and for two calls a second', async () => {
    const stranger = await rest.raw('POST', LISTEN_KEY_PATH, {
      headers: { 'X-BX-APIKEY': 'somebody' },
    });
    expect(stranger.code).toBe(100413);
    expect(await rest.raw('GET', LISTEN_KEY_PATH)).toMatchObject({ code: 100400 });
    expect((await rest.call('POST', LISTEN_KEY_PATH)).text).toContain('listenKey');
    const answers = [
      await rest.raw('POST', LISTEN_KEY_PATH),
      await rest.raw('POST', LISTEN_KEY_PATH),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    expect(answers[1]!.code).toBe(100410);
  });

  it('appear in the request log and meet its faults', async () => {
    await simulator.control.addFaults({
      kind: 'http-5xx-before',
      match: { path: 'userDataStream' },
    });
    expect((await rest.raw('POST', LISTEN_KEY_PATH)).status).toBe(500);
    const { requests } = await simulator.control.state();
    expect(requests).toMatchObject([{ path: LISTEN_KEY_PATH, faults: ['http-5xx-before'] }]);
  });
});

describe('the exchange tells its sockets', () => {
  it('of prices', async () => {
    const client = await StreamClient.open(simulator.url, '/swap-market');
    await client.subscribe('BTC-USDT@lastPrice');
    await client.subscribe('BTC-USDT@kline_1m');
    await simulator.control.setPrice('BTC-USDT', '61234.5');
    await client.body((body) => body.data?.c === '61234.5');
    const { data } = await client.body((body) => body.data?.[0]?.c === '61234.5');
    expect(data[0].T % 60_000).toBe(0);
    expect(await client.subscribe('LUNA-USDT@lastPrice')).toMatchObject({ code: 80015 });
  });

  it('of an order from its placing to its fills, and of money and position', async () => {
    const client = await openPrivate();
    await rest.open('LONG', '0.02', { type: 'LIMIT', price: '50000', clientOrderId: 'a1' });
    await simulator.control.fill({ clientOrderId: 'a1' }, '0.5');
    await simulator.control.fill({ clientOrderId: 'a1' }, '0.5');
    await client.body((body) => body.o?.X === 'FILLED');
    const { orders } = await simulator.control.state();
    const steps = client.events('ORDER_TRADE_UPDATE').map(({ o }) => [o.x, o.X, o.z] as unknown);
    expect(steps).toEqual([
      ['NEW', 'NEW', '0.00000000'],
      ['TRADE', 'PARTIALLY_FILLED', '0.01000000'],
      ['TRADE', 'FILLED', '0.02000000'],
    ]);
    expect(client.frames.find(({ text }) => text?.includes('"FILLED"'))!.text).toContain(
      `"i":${orders[0]!.id},`,
    );
    await client.body((body) => body.a?.P[0]?.pa === '0.02000000');
    const [first] = client.events('ACCOUNT_UPDATE');
    expect(first.a).toMatchObject({
      m: 'ORDER',
      B: [{ a: 'USDT' }],
      P: [{ s: 'BTC-USDT', pa: '0.01000000', ep: '50000.00000000', ps: 'LONG', mt: 'cross' }],
    });
  });

  it('of a cancel, a liquidation and changed leverage', async () => {
    const client = await openPrivate();
    await rest.open('LONG', '0.02', { type: 'LIMIT', price: '50000', clientOrderId: 'a1' });
    await rest.call('DELETE', '/openApi/swap/v2/trade/order', {
      symbol: 'BTC-USDT',
      clientOrderId: 'a1',
    });
    await client.body((body) => body.o?.X === 'CANCELED');
    await rest.open('LONG', '0.01');
    await simulator.control.liquidate('BTC-USDT', 'LONG');
    const { o } = await client.body((body) => body.o?.x === 'CALCULATED');
    expect(o).toMatchObject({ o: 'LIQUIDATION', X: 'FILLED', S: 'SELL' });
    await client.body((body) => body.a?.P[0]?.pa === '0.00000000');
    await rest.call('POST', '/openApi/swap/v2/trade/leverage', {
      symbol: 'BTC-USDT',
      side: 'LONG',
      leverage: '7',
    });
    await client.body((body) => body.ac?.s === 'BTC-USDT' && body.ac.l === 7);
  });
});

describe('the control API of the sockets', () => {
  it('cuts, refuses and counts', async () => {
    const client = await openPrivate();
    await simulator.control.stream.cut({ refuseMs: 500, status: 429 });
    expect(await client.closed).toBe(1006);
    await expect(StreamClient.open(simulator.url, '/swap-market')).rejects.toThrow('429');
    await pause(550);
    await StreamClient.open(simulator.url, '/swap-market');
    await simulator.control.stream.refuse(5_000);
    await expect(StreamClient.open(simulator.url, '/swap-market')).rejects.toThrow('403');
    expect((await simulator.control.state()).stream).toMatchObject({ opened: 2, refused: 2 });
  });

  it('adds and takes back frame faults', async () => {
    const client = await StreamClient.open(simulator.url, '/swap-market');
    await client.subscribe('BTC-USDT@lastPrice');
    await client.body((body) => body.dataType === 'BTC-USDT@lastPrice');
    await simulator.control.stream.addFaults({ kind: 'drop', count: null });
    await simulator.control.setPrice('BTC-USDT', '61000');
    await simulator.control.stream.clearFaults();
    await simulator.control.setPrice('BTC-USDT', '62000');
    await client.body((body) => body.data?.c === '62000.0');
    expect(client.of('BTC-USDT@lastPrice')).toHaveLength(2);
    await expect(simulator.control.stream.addFaults({ kind: 'melt' as 'drop' })).rejects.toThrow(
      'no stream fault is called melt',
    );
  });

  it('sends whatever a test wants, packed or not', async () => {
    const client = await StreamClient.open(simulator.url, '/spot-market');
    await simulator.control.stream.send('{"note":"shipping"}');
    await simulator.control.stream.send('plain', 'binary');
    await simulator.control.stream.send('text', 'text', { product: 'spot' });
    await simulator.control.stream.send('elsewhere', 'text', { product: 'swap' });
    await client.frame(({ isBinary }) => !isBinary);
    expect(client.frames.map(({ text, bytes }) => text ?? bytes.toString())).toEqual([
      '{"note":"shipping"}',
      'plain',
      'text',
    ]);
  });

  it('makes sockets silent, ends listen keys and runs a load', async () => {
    const client = await openPrivate();
    await simulator.control.stream.silence(100);
    await simulator.control.stream.expireKeys('nobody');
    const [symbol] = await simulator.control.stream.startLoad({
      product: 'swap',
      symbols: 2,
      perSecond: 100,
    });
    const other = await StreamClient.open(simulator.url, '/swap-market');
    await other.subscribe(`${symbol!}@markPrice`);
    await pause(150);
    expect(await simulator.control.stream.stopLoad()).toBeGreaterThan(10);
    expect(other.bodies.length).toBeGreaterThan(5);
    await simulator.control.stream.expireKeys('main');
    expect(await client.closed).toBe(1000);
    expect(client.events('listenKeyExpired')).toHaveLength(1);
    await expect(simulator.control.stream.silence(-1)).rejects.toThrow('whole number');
  });
});
