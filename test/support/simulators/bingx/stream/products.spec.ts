import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignedClient } from '../signed-client';
import type { SpotOrder } from '../spot/model';
import { type Simulator, startSimulator } from '../start-simulator';
import { LISTEN_KEY_PATH } from './listen-key-endpoint';
import { StreamClient } from './stream-client';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let simulator: Simulator;
let rest: SignedClient;
beforeEach(async () => {
  simulator = await startSimulator({
    settings: {
      stream: { republishMs: 0, configPushMs: 0 },
      rateLimits: { enabled: false },
    },
  });
  rest = new SignedClient(simulator);
});
afterEach(() => simulator.stop());

const openPrivate = async (path: string, client = rest): Promise<StreamClient> => {
  const { text } = await client.raw('POST', LISTEN_KEY_PATH);
  const { listenKey } = JSON.parse(text) as { listenKey: string };
  return StreamClient.open(simulator.url, `${path}?listenKey=${listenKey}`);
};
const open = (path: string): Promise<StreamClient> => StreamClient.open(simulator.url, path);

/** A market buy for five dollars, filled. */
const aSpotOrder: SpotOrder = {
  id: '2104122758140616705',
  clientOrderId: 'one',
  symbol: 'ETH-USDT',
  side: 'BUY',
  type: 'MARKET',
  quantity: '0',
  quoteQuantity: '5',
  price: '0',
  stopPrice: '',
  firesOn: '',
  timeInForce: 'GTC',
  status: 'FILLED',
  executed: '0.0016',
  executedQuote: '4.8',
  locked: '0',
  lockedAsset: 'USDT',
  fee: '-0.0000016',
  feeAsset: 'ETH',
  listId: '',
  listClientOrderId: '',
  listRole: '',
  createdAt: 1_700_000_000_000,
  updatedAt: 1_700_000_000_000,
};

describe('Coin-M', () => {
  it('tells of orders in contracts and of money in coin', async () => {
    const client = await openPrivate('/cswap-market');
    await rest.call('POST', '/openApi/cswap/v1/trade/order', {
      symbol: 'SOL-USD',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      quantity: '2',
    });
    const { o } = await client.body((body) => body.o?.X === 'FILLED');
    expect(o).toMatchObject({ s: 'SOL-USD', q: '2.00000000', N: 'SOL', tv: '20' });
    expect(o.ap).toBe('158.63000000');
    const { a } = await client.body((body) => body.e === 'ACCOUNT_UPDATE');
    expect(a).toMatchObject({ B: [{ a: 'SOL' }], P: [{ s: 'SOL-USD', pa: '2.00000000' }] });
    const symbols = client.events('ACCOUNT_CONFIG_UPDATE').map(({ ac }) => ac.s as string);
    expect(symbols).toContain('ETH-USD');
    expect(symbols).not.toContain('BNB-USD');
  });

  it('has prices of its own', async () => {
    const coin = await open('/cswap-market');
    const swap = await open('/swap-market');
    await coin.subscribe('BTC-USD@lastPrice');
    await swap.subscribe('BTC-USDT@lastPrice');
    await simulator.control.setPrice('BTC-USD', '61111.1');
    await coin.body((body) => body.data?.p === '61111.1');
    expect(swap.of('BTC-USDT@lastPrice')).toHaveLength(1);
  });
});

describe('Spot', () => {
  it('shows what was there, then what changed', async () => {
    const client = await openPrivate('/spot-market');
    await client.subscribe('ACCOUNT_UPDATE');
    const { a: first } = await client.body((body) => body.a?.m === 'INIT');
    expect(first.B).toContainEqual({ a: 'BTC', bc: '0', cw: '1', wb: '1', lk: '0' });
    await simulator.control.setBalance('3', { product: 'spot', asset: 'BTC' });
    const { a } = await client.body((body) => body.a?.m === 'DEPOSIT');
    expect(a.B).toEqual([{ a: 'BTC', bc: '2', cw: '3', wb: '3', lk: '0' }]);
  });

  it('reports orders as they happened on its own market', async () => {
    const client = await openPrivate('/spot-market');
    await client.subscribe('spot.executionReport');
    simulator.events.emit({
      kind: 'order',
      product: 'spot',
      account: 'main',
      order: aSpotOrder,
      execution: 'TRADE',
      fill: {
        id: '83956769',
        orderId: aSpotOrder.id,
        symbol: 'ETH-USDT',
        side: 'BUY',
        price: '3000',
        quantity: '0.0016',
        quote: '4.8',
        fee: '-0.0000016',
        feeAsset: 'ETH',
        isMaker: false,
        at: 1_700_000_000_000,
      },
      at: 1_700_000_000_000,
    });
    const { data } = await client.body((body) => body.dataType === 'spot.executionReport');
    expect(data).toMatchObject({ s: 'ETH-USDT', x: 'TRADE', X: 'FILLED', N: 'ETH', n: -0.0000016 });
    expect(data).toMatchObject({
      q: 0,
      Q: 5,
      l: 0.0016,
      z: 0.0016,
      L: 3000,
      p: 3000,
      Y: 4.8,
      Z: 4.8,
    });
    expect(client.frames.some(({ text }) => text?.includes(`"i":${aSpotOrder.id},`))).toBe(true);
  });

  it('has prices and precision of its own', async () => {
    const client = await open('/market');
    await client.subscribe('SHIB-USDT@lastPrice');
    await simulator.control.setPrice('SHIB-USDT', '0.00002456', 'spot');
    await client.body((body) => body.data?.c === '0.00002456');
  });
});

describe('candles agree with the REST side', () => {
  it.each(['1h', '4h', '1w', '1M'])('of %s on USDT-M', async (interval) => {
    const client = await open('/swap-market');
    await client.subscribe(`BTC-USDT@kline_${interval}`);
    const { data } = await client.body((body) => body.dataType === `BTC-USDT@kline_${interval}`);
    const { data: rows } = await rest.raw(
      'GET',
      `/openApi/swap/v3/quote/klines?symbol=BTC-USDT&interval=${interval}&limit=1`,
    );
    expect(rows[0]).toMatchObject({ time: data[0].T, open: data[0].o, close: data[0].c });
  });
});

describe('accounts', () => {
  it('get their own events only, by their own keys', async () => {
    await simulator.control.openAccount('second');
    await simulator.control.createKey('second', 'key-two', 'secret-two');
    const second = new SignedClient({ url: simulator.url, key: 'key-two', secret: 'secret-two' });
    const [mine, theirs] = [
      await openPrivate('/swap-market'),
      await openPrivate('/swap-market', second),
    ];
    await rest.open('LONG', '0.01');
    await mine.body((body) => body.o?.X === 'FILLED');
    await pause(30);
    expect(theirs.events('ORDER_TRADE_UPDATE')).toEqual([]);
    await simulator.control.stream.cut({ account: 'second' });
    expect(await theirs.closed).toBe(1006);
    expect((await simulator.control.stream.state()).sockets).toMatchObject([{ account: 'main' }]);
  });

  it('of a revoked key get no listen key', async () => {
    await simulator.control.changeKey(simulator.key, { revoked: true });
    expect((await rest.raw('POST', LISTEN_KEY_PATH)).code).toBe(100413);
  });

  it('holding an isolated position see it apart from the rest of the wallet', async () => {
    const client = await openPrivate('/swap-market');
    await simulator.control.changeSymbolSettings('BTC-USDT', { marginType: 'ISOLATED' });
    await client.body((body) => body.ac?.s === 'BTC-USDT' && body.ac.mt === 'isolated');
    await rest.open('LONG', '0.02');
    const { a } = await client.body((body) => body.a?.P[0]?.mt === 'isolated');
    const [{ wb, cw }] = a.B;
    expect(a.P[0].iw).toBe('60.00000000');
    expect((Number(wb) - Number(cw)).toFixed(8)).toBe('60.00000000');
  });
});

describe('contracts', () => {
  it('that change their steps change their frames; offline ones fall silent', async () => {
    const client = await open('/swap-market');
    await client.subscribe('LTC-USDT@lastPrice');
    await client.body((body) => body.data?.c === '83.50');
    await simulator.control.changeContract('LTC-USDT', { pricePrecision: 3 });
    await simulator.control.setPrice('LTC-USDT', '84');
    await client.body((body) => body.data?.c === '84.000');
    await simulator.control.changeContract('LTC-USDT', { status: 0 });
    client.frames.length = 0;
    await simulator.control.setPrice('LTC-USDT', '85');
    await pause(50);
    expect(client.frames).toEqual([]);
    expect(await client.subscribe('LTC-USDT@ticker')).toMatchObject({ code: 80015 });
  });
});
