import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decimal } from '@/kernel/decimal';
import { StreamClient } from './stream-client';
import { type StreamStand, startStreamStand } from './test-world';
import { closeTime, openTime, readTopic } from './topics';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let stand: StreamStand;
beforeEach(async () => {
  stand = await startStreamStand({ subscribesPerSecond: 100 });
});
afterEach(() => stand.stop());

const open = (path: string): Promise<StreamClient> => StreamClient.open(stand.url, path);

describe('topics', () => {
  it.each([
    ['swap', 'BTC-USDT@depth20@500ms', { kind: 'depth', levels: 20 }],
    ['swap', 'BTC-USDT@kline_1M', { kind: 'kline', interval: '1M' }],
    ['swap', 'BTC-USDT@kline_3d', { kind: 'kline', interval: '3d' }],
    ['cswap', 'BTC-USD@depth100', { kind: 'depth', levels: 100 }],
    ['spot', 'BTC-USDT@kline_60min', { kind: 'kline', interval: '60min' }],
    ['spot', 'BTC-USDT@kline_1month', { kind: 'kline', interval: '1month' }],
  ] as const)('on %s: %s', (product, dataType, topic) => {
    expect(readTopic(product, dataType)).toMatchObject(topic);
  });

  it.each([
    ['swap', '@ticker'],
    ['swap', 'BTC-USDT'],
    ['swap', 'BTC-USDT@kline_1min'],
    ['spot', 'BTC-USDT@kline_3day'],
  ] as const)('not on %s: %s', (product, dataType) => {
    expect(readTopic(product, dataType)).toBeNull();
  });

  it('open weeks on Monday and months on the first', () => {
    const at = Date.UTC(2026, 1, 19, 13, 47, 5);
    expect(openTime('1w', at)).toBe(Date.UTC(2026, 1, 16));
    expect(openTime('1M', at)).toBe(Date.UTC(2026, 1, 1));
    expect(closeTime('1M', Date.UTC(2026, 1, 1))).toBe(Date.UTC(2026, 2, 1));
    expect(openTime('4h', at)).toBe(Date.UTC(2026, 1, 19, 12));
  });
});

describe('prices', () => {
  it('reach those who subscribed, at the subscription and with every change', async () => {
    const client = await open('/swap-market');
    const other = await open('/swap-market');
    await client.subscribe('BTC-USDT@lastPrice');
    await other.subscribe('ETH-USDT@lastPrice');
    await client.body((body) => body.data?.c === '60000.0');
    stand.hub.price('swap', 'BTC-USDT', decimal('60123.4'));
    await client.body((body) => body.data?.c === '60123.4');
    await client.unsubscribe('BTC-USDT@lastPrice');
    stand.hub.price('swap', 'BTC-USDT', decimal('60200'));
    await pause(30);
    expect(client.of('BTC-USDT@lastPrice').map((body) => body.data.c as string)).toEqual([
      '60000.0',
      '60123.4',
    ]);
    expect(other.bodies.filter((body) => body.dataType?.startsWith('BTC'))).toEqual([]);
  });

  it('of one product are not those of another', async () => {
    const swap = await open('/swap-market');
    const spot = await open('/market');
    await swap.subscribe('BTC-USDT@lastPrice');
    await spot.subscribe('BTC-USDT@lastPrice');
    stand.hub.price('spot', 'BTC-USDT', decimal('59000'));
    await spot.body((body) => body.data?.c === '59000.00');
    await pause(20);
    expect(swap.of('BTC-USDT@lastPrice')).toHaveLength(1);
  });

  it('form candles: open stays, high and low follow, volume grows', async () => {
    const client = await open('/swap-market');
    await client.subscribe('BTC-USDT@kline_1M');
    for (const price of ['60500', '59500', '60100'])
      stand.hub.price('swap', 'BTC-USDT', decimal(price));
    const { s, data } = await client.body((body) => body.data?.[0]?.c === '60100.0');
    const now = new Date();
    expect(s).toBe('BTC-USDT');
    expect(data).toEqual([
      {
        o: '60000.0',
        h: '60500.0',
        l: '59500.0',
        c: '60100.0',
        v: expect.stringMatching(/^\d+\.\d{4}$/),
        T: Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1),
      },
    ]);
    const volumes = client.of('BTC-USDT@kline_1M').map((body) => Number(body.data[0].v));
    expect(volumes).toEqual([...volumes].sort((a, b) => a - b));
    expect(volumes[0]).toBe(0);
  });

  it('are sent again without a change when the settings say so', async () => {
    stand.settings.republishMs = 30;
    const client = await open('/swap-market');
    await client.subscribe('BTC-USDT@markPrice');
    await client.subscribe('BTC-USDT@trade');
    await pause(500);
    expect(client.of('BTC-USDT@markPrice').length).toBeGreaterThan(4);
    expect(client.of('BTC-USDT@trade')).toEqual([]);
  });
});

describe('load', () => {
  it('ticks so many symbols at so many a second', async () => {
    const from = performance.now();
    const symbols = stand.hub.market.setLoad({ product: 'swap', symbols: 20, perSecond: 50 });
    expect(symbols[0]).toBe('LOAD001-USDT');
    const client = await open('/swap-market');
    for (const symbol of symbols) await client.subscribe(`${symbol}@lastPrice`);
    client.frames.length = 0;
    const before = stand.hub.market.loadState!.ticks;
    await pause(600);
    const ticks = stand.hub.market.loadState!.ticks;
    const seconds = (performance.now() - from) / 1_000;
    // Never too many; too few only by what a busy machine has not come to yet.
    expect(ticks).toBeLessThanOrEqual(20 * 50 * seconds + 1);
    expect(ticks).toBeGreaterThan(20 * 50 * (seconds - 0.4));
    await pause(50);
    expect(client.bodies.length).toBeGreaterThanOrEqual(ticks - before - 20);
    expect(new Set(client.bodies.map((body) => body.data.s as string)).size).toBe(20);
    stand.hub.market.setLoad(null);
    await pause(20);
    client.frames.length = 0;
    await pause(60);
    expect(client.frames).toEqual([]);
    expect(await client.subscribe('LOAD001-USDT@ticker')).toMatchObject({ code: 80015 });
  });

  it('walks the same way for the same seed, one tick of the price at a time', async () => {
    const walk = async (seed: number): Promise<string[]> => {
      const client = await open('/spot-market');
      // Slow enough to subscribe before the first tick.
      stand.hub.market.setLoad({ product: 'spot', symbols: ['AAA-USDT'], perSecond: 0.001, seed });
      await client.subscribe('AAA-USDT@trade');
      stand.hub.market.setLoad({ product: 'spot', symbols: ['AAA-USDT'], perSecond: 400, seed });
      await pause(150);
      stand.hub.market.setLoad(null);
      await client.close();
      return client.of('AAA-USDT@trade').map((body) => body.data.p as string);
    };
    const [first, again, other] = [await walk(5), await walk(5), await walk(6)];
    const shared = Math.min(first.length, again.length, other.length);
    expect(shared).toBeGreaterThan(15);
    expect(again.slice(0, shared)).toEqual(first.slice(0, shared));
    expect(other.slice(0, shared)).not.toEqual(first.slice(0, shared));
    const steps = first.slice(1).map((price, index) => Number(price) - Number(first[index]));
    expect(new Set(steps.map((step) => Math.abs(step).toFixed(2)))).toEqual(new Set(['0.01']));
  });
});
