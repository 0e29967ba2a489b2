import { afterEach, describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { StreamClient, type StreamClientOptions } from './stream-client';
import type { StreamSettings } from './stream-settings';
import { type StreamStand, startStreamStand } from './test-world';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let stand: StreamStand;
const start = async (change: Partial<StreamSettings> = {}): Promise<void> => {
  stand = await startStreamStand(change);
};
const open = (path: string, options?: StreamClientOptions): Promise<StreamClient> =>
  StreamClient.open(stand.url, path, options);
afterEach(() => stand.stop());

describe('heartbeats', () => {
  it('are a compressed text on USDT-M, and a client that answers stays connected', async () => {
    await start({ heartbeatMs: 20, answerWithinMs: 1_000 });
    const client = await open('/swap-market');
    await pause(200);
    const beats = client.frames.filter(({ text }) => text === 'Ping');
    expect(beats.length).toBeGreaterThan(3);
    expect(beats.every(({ isBinary }) => isBinary)).toBe(true);
    expect(gunzipSync(beats[0]!.bytes).toString()).toBe('Ping');
    const state = stand.hub.state();
    expect(state.sockets).toHaveLength(1);
    expect(state.pongsReceived).toBeGreaterThan(2);
    expect(state.violations).toMatchObject({ 'unanswered-ping': 0, 'wrong-pong': 0 });
  });

  it.each(['/spot-market', '/market', '/cswap-market'])(
    'are an object with id and time on %s',
    async (path) => {
      await start({ heartbeatMs: 20, answerWithinMs: 1_000 });
      const client = await open(path);
      const { body } = await client.frame((frame) => frame.body?.ping !== undefined);
      expect(body).toEqual({
        ping: expect.stringMatching(/^[0-9a-f]{32}$/),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0800$/),
      });
      await pause(150);
      expect(stand.hub.state().sockets).toHaveLength(1);
      expect(stand.hub.state().violations['wrong-pong']).toBe(0);
    },
  );

  it('may be answered with a plain Pong everywhere', async () => {
    await start({ heartbeatMs: 20, answerWithinMs: 1_000 });
    await open('/spot-market', { heartbeats: 'plain-pong' });
    await pause(150);
    expect(stand.hub.state().sockets).toHaveLength(1);
  });

  it.each([
    ['/swap-market', 'ignore', 0],
    ['/spot-market', 'ignore', 0],
    ['/spot-market', 'wrong', 1],
    ['/swap-market', 'wrong', 1],
  ] as const)(
    'cut a client of %s that does this with them: %s',
    async (path, heartbeats, wrong) => {
      await start({ heartbeatMs: 20, answerWithinMs: 50 });
      const client = await open(path, { heartbeats });
      expect(await client.closed).toBe(1006);
      const { violations, sockets } = stand.hub.state();
      expect(violations['unanswered-ping']).toBe(1);
      expect(violations['wrong-pong']).toBeGreaterThanOrEqual(wrong);
      expect(sockets).toEqual([]);
    },
  );
});

describe('requests', () => {
  it('are answered in the form of each product, without the topic', async () => {
    await start();
    const swap = await open('/swap-market');
    expect(await swap.subscribe('BTC-USDT@lastPrice')).toEqual({
      id: 'request-1',
      code: 0,
      msg: '',
      dataType: '',
      data: null,
    });
    for (const [path, topic] of [
      ['/spot-market', 'BTC-USDT@lastPrice'],
      ['/cswap-market', 'BTC-USD@lastPrice'],
    ] as const) {
      const client = await open(path);
      expect(await client.subscribe(topic)).toEqual({
        id: 'request-1',
        code: 0,
        msg: 'SUCCESS',
        timestamp: expect.any(Number),
      });
    }
  });

  it.each([
    ['/swap-market', 'DOGE-USDT@ticker', 'symbol:DOGE-USDT not supported'],
    ['/swap-market', 'BTC-USD@ticker', 'symbol:BTC-USD not supported'],
    ['/swap-market', 'BTC-USDT@kline_60min', 'dataType not supported'],
    ['/swap-market', 'BTC-USDT@depth7@500ms', 'dataType not supported'],
    ['/swap-market', 'BTC-USDT@depth5', 'dataType not supported'],
    ['/swap-market', 'ORDER_TRADE_UPDATE', 'dataType not supported'],
    ['/cswap-market', 'BTC-USD@depth5@500ms', 'dataType not supported'],
    ['/spot-market', 'BTC-USDT@kline_1h', 'dataType not supported'],
    ['/spot-market', 'BTC-USDT@markPrice', 'dataType not supported'],
    ['/spot-market', 'spot.executionReport', 'dataType not supported'],
  ])('on %s for %s meet 80015', async (path, topic, msg) => {
    await start();
    const client = await open(path);
    expect(await client.subscribe(topic)).toMatchObject({ code: 80015, msg });
    expect(stand.hub.state().violations['unknown-topic']).toBe(1);
  });

  it.each([
    '{"id":"1","reqType":"sub"',
    'hello',
    '{"id":"1","reqType":"subscribe","dataType":"BTC-USDT@ticker"}',
    '{"id":"1","reqType":"sub"}',
  ])('that are none, like %s, meet 100400', async (text) => {
    await start();
    const client = await open('/swap-market');
    client.send(text);
    expect(await client.body((body) => body.code === 100400)).toEqual({
      code: 100400,
      msg: '',
      timestamp: expect.any(Number),
    });
    expect(stand.hub.state().violations['malformed-frame']).toBe(1);
  });

  it('have to be text', async () => {
    await start();
    const client = await open('/swap-market');
    client.send(Buffer.from('{"id":"1","reqType":"sub","dataType":"BTC-USDT@ticker"}'));
    await client.body((body) => body.code === 100400);
    expect(stand.hub.state().violations['binary-frame']).toBe(1);
  });

  it('end a subscription, and a wrong end is seen', async () => {
    await start();
    const client = await open('/swap-market');
    await client.subscribe('BTC-USDT@lastPrice');
    await client.subscribe('BTC-USDT@markPrice');
    await client.unsubscribe('BTC-USDT@lastPrice');
    expect(stand.hub.state().sockets[0]!.topics).toEqual(['BTC-USDT@markPrice']);
    await client.unsubscribe('BTC-USDT@lastPrice');
    expect(stand.hub.state()).toMatchObject({
      subscribes: 2,
      unsubscribes: 2,
      mostTopics: 2,
      violations: { 'unsubscribed-unknown': 1, 'subscribed-twice': 0 },
    });
  });
});

describe('limits', () => {
  it('let 200 topics onto a socket and answer the next one with 80403', async () => {
    await start({ subscribesPerSecond: 1_000 });
    stand.hub.market.setLoad({ product: 'swap', symbols: 201, perSecond: 0.01 });
    const client = await open('/swap-market');
    const topic = (number: number): string =>
      `LOAD${String(number).padStart(3, '0')}-USDT@lastPrice`;
    for (let number = 1; number <= 200; number += 1)
      expect(await client.subscribe(topic(number))).toMatchObject({ code: 0 });
    expect(await client.subscribe(topic(201))).toMatchObject({ code: 80403 });
    // A topic that is subscribed already takes no further place.
    expect(await client.subscribe(topic(7))).toMatchObject({ code: 0 });
    expect(stand.hub.state().violations).toMatchObject({
      'too-many-topics': 1,
      'subscribed-twice': 1,
    });
    await client.unsubscribe(topic(1));
    expect(await client.subscribe(topic(201))).toMatchObject({ code: 0 });
  });

  it('refuse the eleventh subscription of a second', async () => {
    await start();
    const client = await open('/swap-market');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => client.subscribe('BTC-USDT@lastPrice')),
    );
    expect(answers.map(({ code }) => code as number)).toEqual([
      ...Array.from({ length: 10 }, () => 0),
      100410,
      100410,
    ]);
    expect(stand.hub.state()).toMatchObject({
      mostSubscribesPerSecond: 12,
      violations: { 'subscribe-flood': 2 },
    });
    await pause(1_050);
    expect(await client.subscribe('BTC-USDT@lastPrice')).toMatchObject({ code: 0 });
  });

  it('refuse the socket after the sixtieth of an address', async () => {
    await start();
    const clients = await Promise.all(Array.from({ length: 60 }, () => open('/swap-market')));
    await expect(open('/spot-market')).rejects.toThrow('refused with 429');
    stand.settings.tooManyStatus = 403;
    await expect(open('/spot-market')).rejects.toThrow('refused with 403');
    await clients[0]!.close();
    await pause(20);
    await open('/spot-market');
    expect(stand.hub.state()).toMatchObject({
      mostSockets: 60,
      opened: 61,
      refused: 2,
      violations: { 'too-many-sockets': 2 },
    });
  });

  it('know no other paths', async () => {
    await start();
    await expect(open('/ws')).rejects.toThrow('refused with 404');
  });
});
