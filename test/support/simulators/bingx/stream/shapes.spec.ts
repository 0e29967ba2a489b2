import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decimal } from '@/kernel/decimal';
import { StreamClient } from './stream-client';
import { type StreamStand, anOrderPush, startStreamStand } from './test-world';
import type { StreamProduct } from './topics';

const FIXTURES = resolve(__dirname, '../../../../../../shared/fixtures/bingx');
const isThere = existsSync(FIXTURES);
if (!isThere) process.stdout.write(`skipped: no recorded frames in ${FIXTURES}\n`);

/** Members and their types; a list is as its first element. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  const members = Object.entries(value).map(([name, member]) => [name, shapeOf(member)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const recorded = (name: string): any =>
  JSON.parse(readFileSync(resolve(FIXTURES, `${name}.json`), 'utf8'));

const PATHS = { swap: '/swap-market', cswap: '/cswap-market', spot: '/spot-market' } as const;

let stand: StreamStand;
beforeEach(async () => {
  stand = await startStreamStand();
});
afterEach(() => stand.stop());

(isThere ? describe : describe.skip)('frames have the recorded shape', () => {
  it.each<[string, StreamProduct]>([
    ['ws.swap.kline_1m', 'swap'],
    ['ws.swap.trade', 'swap'],
    ['ws.swap.ticker', 'swap'],
    ['ws.swap.lastPrice', 'swap'],
    ['ws.swap.markPrice', 'swap'],
    ['ws.swap.bookTicker', 'swap'],
    ['ws.swap.depth5-500ms', 'swap'],
    ['ws.swap.kline_1m.ccxt', 'swap'],
    ['ws.swap.kline_1m.net', 'swap'],
    ['ws.swap.trade.net', 'swap'],
    ['ws.swap.ticker.ccxt', 'swap'],
    ['ws.swap.ticker.net', 'swap'],
    ['ws.swap.depth20-100ms.net', 'swap'],
    ['ws.cswap.kline_1m.ccxt', 'cswap'],
    ['ws.cswap.lastPrice', 'cswap'],
    ['ws.cswap.bookTicker', 'cswap'],
    ['ws.cswap.depth5', 'cswap'],
    ['ws.spot.kline_1min', 'spot'],
    ['ws.spot.trade', 'spot'],
    ['ws.spot.ticker', 'spot'],
    ['ws.spot.lastPrice', 'spot'],
    ['ws.spot.bookTicker', 'spot'],
    ['ws.spot.depth50', 'spot'],
  ])('%s', async (name, product) => {
    const frame = recorded(name);
    const dataType = frame.dataType as string;
    const client = await StreamClient.open(stand.url, PATHS[product]);
    expect(await client.subscribe(dataType)).toMatchObject({ code: 0 });
    stand.hub.price(product, dataType.split('@')[0]!, decimal('60000.1'));
    const sent = await client.body((body) => body.dataType === dataType);
    expect(shapeOf(sent)).toEqual(shapeOf(frame));
    expect(sent.dataType).toBe(dataType);
    if (frame.data.e !== undefined) expect(sent.data.e).toBe(frame.data.e);
    const bids = frame.data.bids as unknown[] | undefined;
    if (bids !== undefined) expect(sent.data.bids).toHaveLength(bids.length);
  });

  it('of best prices: bids fall, asks fall towards the best one, and nothing crosses', async () => {
    const client = await StreamClient.open(stand.url, '/swap-market');
    await client.subscribe('BTC-USDT@depth20@500ms');
    const { data } = await client.body((body) => body.dataType === 'BTC-USDT@depth20@500ms');
    const prices = [...data.asks, ...data.bids].map((row: [string, string]) => Number(row[0]));
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
    expect(new Set(prices).size).toBe(40);
  });

  it('ws.private.listenKeyExpired and ws.error.100400', async () => {
    const client = await StreamClient.open(stand.url, '/swap-market?listenKey=none');
    await client.closed;
    expect(shapeOf(client.bodies[0])).toEqual(shapeOf(recorded('ws.private.listenKeyExpired')));
    const other = await StreamClient.open(stand.url, '/swap-market');
    other.send('nothing');
    const error = await other.body((body) => body.code === 100400);
    expect(shapeOf(error)).toEqual(shapeOf(recorded('ws.error.100400')));
  });

  it('ws.spot.sub-ack and ws.spot.heartbeat-ping', async () => {
    stand.settings.heartbeatMs = 20;
    const client = await StreamClient.open(stand.url, '/spot-market');
    const answer = await client.subscribe('BTC-USDT@ticker');
    expect(shapeOf(answer)).toEqual(shapeOf(recorded('ws.spot.sub-ack')));
    const beat = await client.frame(({ body }) => body?.ping !== undefined);
    expect(shapeOf(beat.body)).toEqual(shapeOf(recorded('ws.spot.heartbeat-ping')));
  });

  it.each(['swap', 'cswap'] as const)('private events of %s', async (product) => {
    const key = stand.hub.keys.create('main');
    const client = await StreamClient.open(stand.url, `${PATHS[product]}?listenKey=${key}`);
    stand.hub.order(product, 'main', anOrderPush());
    stand.hub.balances(product, 'main', {
      reason: 'ORDER',
      balances: [{ asset: 'USDT', wallet: '1', cross: '1', change: '0', locked: '0' }],
      positions: [
        {
          symbol: 'BTC-USDT',
          amount: '0.001',
          entryPrice: '60000',
          unrealised: '0',
          isIsolated: false,
          isolatedWallet: '0',
          side: 'LONG',
          realised: '0',
        },
      ],
    });
    await client.body((body) => body.e === 'ACCOUNT_UPDATE');
    const shape = (name: string): unknown => shapeOf(client.events(name)[0]);
    expect(shape('ORDER_TRADE_UPDATE')).toEqual(shapeOf(recorded('ws.swap.private.TRADE_UPDATE')));
    expect(shape('ACCOUNT_UPDATE')).toEqual(shapeOf(recorded('ws.swap.private.ACCOUNT_UPDATE')));
    expect(shape('ACCOUNT_CONFIG_UPDATE')).toEqual(
      shapeOf(recorded(`ws.${product}.private.ACCOUNT_CONFIG_UPDATE`)),
    );
    const { mt } = client.events('ACCOUNT_CONFIG_UPDATE')[0].ac;
    expect(mt).toBe(recorded(`ws.${product}.private.ACCOUNT_CONFIG_UPDATE`).ac.mt);
  });

  it('private events of spot', async () => {
    const key = stand.hub.keys.create('main');
    const client = await StreamClient.open(stand.url, `/spot-market?listenKey=${key}`);
    await client.subscribe('spot.executionReport');
    await client.subscribe('ACCOUNT_UPDATE');
    stand.hub.order('spot', 'main', anOrderPush());
    const report = await client.body((body) => body.dataType === 'spot.executionReport');
    const name = 'ws.spot.private.executionReport.new.ccxt';
    expect(shapeOf(report)).toEqual(shapeOf(recorded(name)));
    expect(shapeOf(client.events('ACCOUNT_UPDATE')[0])).toEqual(
      shapeOf(recorded('ws.spot.private.ACCOUNT_UPDATE')),
    );
  });
});
