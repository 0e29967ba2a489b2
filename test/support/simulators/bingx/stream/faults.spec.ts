import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decimal } from '@/kernel/decimal';
import { StreamClient } from './stream-client';
import type { StreamFaultScript } from './stream-faults';
import { type StreamStand, anOrderPush, startStreamStand } from './test-world';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const TOPIC = 'BTC-USDT@lastPrice';

let stand: StreamStand;
let client: StreamClient;
beforeEach(async () => {
  stand = await startStreamStand();
  client = await StreamClient.open(stand.url, '/swap-market');
  await client.subscribe(TOPIC);
  await client.body((body) => body.dataType === TOPIC);
  client.frames.length = 0;
});
afterEach(() => stand.stop());

const move = (...prices: string[]): void => {
  for (const price of prices) stand.hub.price('swap', 'BTC-USDT', decimal(price));
};
const seen = (): string[] => client.of(TOPIC).map((body) => body.data.c as string);
const strike = (script: StreamFaultScript): number => stand.hub.faults.add(script);

describe('frame faults', () => {
  it('drop one frame', async () => {
    strike({ kind: 'drop', after: 1 });
    move('1', '2', '3');
    await pause(50);
    expect(seen()).toEqual(['1.0', '3.0']);
    expect(stand.hub.state().faults).toMatchObject([{ matched: 3, struck: 1 }]);
  });

  it('delay a frame, so that others overtake it', async () => {
    strike({ kind: 'delay', ms: 200 });
    move('1', '2');
    await pause(60);
    expect(seen()).toEqual(['2.0']);
    await pause(250);
    expect(seen()).toEqual(['2.0', '1.0']);
  });

  it('shuffle a window of frames, the same way for the same seed', async () => {
    const orders: string[][] = [];
    for (const seed of [7, 7, 8]) {
      client.frames.length = 0;
      strike({ kind: 'reorder', window: 6, seed });
      move('1', '2', '3', '4', '5', '6', '7');
      await pause(50);
      stand.hub.faults.clear();
      orders.push(seen());
    }
    const [first, second, third] = orders;
    expect(first).not.toEqual(['1.0', '2.0', '3.0', '4.0', '5.0', '6.0', '7.0']);
    expect([...first!].sort()).toEqual(['1.0', '2.0', '3.0', '4.0', '5.0', '6.0', '7.0']);
    expect(first!.at(-1)).toBe('7.0');
    expect(second).toEqual(first);
    expect(third).not.toEqual(first);
  });

  it('never lose what a window holds: it is sent when time is up or the script is taken back', async () => {
    strike({ kind: 'reorder', window: 5, ms: 150 });
    move('1', '2');
    await pause(50);
    expect(seen()).toEqual([]);
    await pause(200);
    expect(seen()).toEqual(['2.0', '1.0']);
    strike({ kind: 'reorder', window: 5, ms: 5_000 });
    move('3', '4');
    stand.hub.faults.clear();
    await pause(30);
    expect(seen().slice(2)).toEqual(['4.0', '3.0']);
  });

  it('repeat a frame at once and later', async () => {
    strike({ kind: 'repeat', times: 2 });
    strike({ kind: 'repeat', ms: 200 });
    move('1', '2');
    await pause(60);
    expect(seen()).toEqual(['1.0', '1.0', '1.0', '2.0']);
    await pause(250);
    expect(seen()).toEqual(['1.0', '1.0', '1.0', '2.0', '2.0']);
  });

  it.each(['not-gzip', 'truncated-gzip'] as const)(
    'send what cannot be unpacked: %s',
    async (kind) => {
      strike({ kind });
      move('1', '2');
      await client.frame(({ text }) => text === null);
      await pause(20);
      expect(client.frames.map(({ text, isBinary }) => [text === null, isBinary])).toEqual([
        [true, true],
        [false, true],
      ]);
      if (kind === 'not-gzip') expect(client.frames[0]!.bytes.toString()).toContain('"c":"1.0"');
    },
  );

  it('send gzip with broken JSON inside', async () => {
    strike({ kind: 'broken-json' });
    move('1');
    const frame = await client.frame(() => true);
    expect(frame.text).toMatch(/^\{"code":0/);
    expect(frame.body).toBeUndefined();
  });

  it('hide the word ping in data that is no heartbeat', async () => {
    strike({ kind: 'ping-in-text' });
    move('1');
    const frame = await client.frame(() => true);
    expect(frame.text).toMatch(/Ping, ping/);
    expect(frame.body).toMatchObject({ dataType: TOPIC, data: { c: '1.0' } });
  });

  it('choose frames by product, account, kind and text, and leave answers alone', async () => {
    const key = stand.hub.keys.create('main');
    const own = await StreamClient.open(stand.url, `/swap-market?listenKey=${key}`);
    await own.body((body) => body.e === 'ACCOUNT_CONFIG_UPDATE');
    strike({ kind: 'drop', count: null, match: { frame: 'private', contains: 'TRADE_UPDATE' } });
    strike({ kind: 'drop', count: null, match: { product: 'spot' } });
    strike({ kind: 'drop', count: null, match: { account: 'another' } });
    await own.subscribe(TOPIC);
    move('1');
    stand.hub.order('swap', 'main', anOrderPush());
    stand.hub.balances('swap', 'main', { reason: 'ORDER', balances: [], positions: [] });
    await own.body((body) => body.e === 'ACCOUNT_UPDATE');
    expect(own.events('ORDER_TRADE_UPDATE')).toEqual([]);
    await client.body((body) => body.dataType === TOPIC);
    expect(seen()).toEqual(['1.0']);
    expect(stand.hub.faults.list().map(({ struck }) => struck)).toEqual([1, 0, 0]);
  });

  it('strike by chance, the same frames for the same seed', async () => {
    const dropped: number[] = [];
    for (let run = 0; run < 2; run += 1) {
      client.frames.length = 0;
      strike({ kind: 'drop', count: null, probability: 0.5, seed: 11 });
      move(...Array.from({ length: 40 }, (_, index) => String(index + 1)));
      await pause(40);
      stand.hub.faults.clear();
      dropped.push(40 - seen().length);
    }
    expect(dropped[0]).toBe(dropped[1]);
    expect(dropped[0]).toBeGreaterThan(8);
    expect(dropped[0]).toBeLessThan(32);
  });
});

describe('socket faults', () => {
  it('cut every socket at once and let nobody back in for a while', async () => {
    const other = await StreamClient.open(stand.url, '/spot-market');
    stand.hub.refuseFor(5_000, 403);
    for (const socket of stand.hub.chosen({})) socket.cut();
    expect(await Promise.all([client.closed, other.closed])).toEqual([1006, 1006]);
    await expect(StreamClient.open(stand.url, '/swap-market')).rejects.toThrow('refused with 403');
    stand.hub.refuseFor(500, 0);
    await expect(StreamClient.open(stand.url, '/swap-market')).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    );
    await pause(550);
    const again = await StreamClient.open(stand.url, '/swap-market');
    expect(await again.subscribe(TOPIC)).toMatchObject({ code: 0 });
    expect(stand.hub.state()).toMatchObject({ refused: 2, closed: 2 });
  });

  it('keep a socket open and silent, while a new one works', async () => {
    for (const socket of stand.hub.chosen({ product: 'swap' }))
      socket.silenceFor(700, 'everything');
    const healthy = await StreamClient.open(stand.url, '/swap-market');
    await healthy.subscribe(TOPIC);
    move('1');
    await healthy.body((body) => body.data?.c === '1.0');
    await pause(20);
    expect(client.frames).toEqual([]);
    await pause(750);
    move('2');
    await client.body((body) => body.data?.c === '2.0');
    expect(seen()).toEqual(['2.0']);
  });

  it('stop the heartbeats alone', async () => {
    stand.settings.heartbeatMs = 15;
    stand.settings.answerWithinMs = 1_000;
    const quiet = await StreamClient.open(stand.url, '/swap-market');
    await quiet.subscribe(TOPIC);
    for (const socket of stand.hub.chosen({})) socket.silenceFor(500, 'heartbeats');
    await pause(10);
    quiet.frames.length = 0;
    move('1');
    await pause(120);
    expect(quiet.frames.map(({ body }) => body?.data?.c as unknown)).toEqual(['1.0']);
    await quiet.frame(({ text }) => text === 'Ping');
  });
});
