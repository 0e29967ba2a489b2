import { instrumentOf } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import type { MarketTopic } from '@/modules/exchanges/venue-streams.port';
import { FakeLog, FakeSockets, ManualTime } from '@test/support/fakes/fake-sockets';
import { MarketStreams } from './market-streams';
import { SPOT_FRAMES } from './spot.frames';
import { SocketSlots, STREAM_LIMITS, type StreamLimits } from './stream-time';
import { USDT_M_FRAMES } from './usdt-m.frames';

const priceOf = (base: string): MarketTopic => ({
  kind: 'price',
  instrument: instrumentOf(`bingx-usdt-m/${base}-USDT`),
});
const lastPrice = (base: string, price: string) => ({
  code: 0,
  dataType: `${base}-USDT@lastPrice`,
  data: { e: 'lastPriceUpdate', E: 1760001029063, s: `${base}-USDT`, c: price },
});

function setUp(limits: Partial<StreamLimits> = {}, frames = USDT_M_FRAMES) {
  const sockets = new FakeSockets();
  const time = new ManualTime();
  const log = new FakeLog();
  const streams = new MarketStreams(frames, 'wss://market', {
    open: sockets.open,
    time,
    log,
    slots: new SocketSlots(),
    limits: { ...STREAM_LIMITS, ...limits },
  });
  const told: string[] = [];
  const watch = (topic: MarketTopic) =>
    streams.watch(topic, {
      onEvent: (event) => told.push('price' in event ? event.price : event.kind),
      onUp: (missedSince) => told.push(missedSince === null ? 'up' : 'up again'),
      onDown: () => told.push('down'),
      onRefused: (message) => told.push(`refused: ${message}`),
    });
  return { sockets, time, streams, told, watch };
}

describe(MarketStreams.name, () => {
  it('opens nothing before somebody watches, and one subscription for all who do', async () => {
    const { sockets, time, told, watch } = setUp();
    expect(sockets.all).toHaveLength(0);
    const first = watch(priceOf('BTC'));
    const second = watch(priceOf('BTC'));
    await time.advance(0);
    sockets.last.accept();
    expect(sockets.last.requests).toMatchObject([
      { reqType: 'sub', dataType: 'BTC-USDT@lastPrice' },
    ]);
    expect(first.isUp).toBe(false);
    sockets.last.answer('BTC-USDT@lastPrice');
    expect(first.isUp).toBe(true);
    sockets.last.push(lastPrice('BTC', '121485.9'));
    expect(told).toEqual(['up', 'up', '121485.9', '121485.9']);
    first.end();
    await time.advance(1_000);
    expect(sockets.last.requests).toHaveLength(1);
    second.end();
    await time.advance(1_000);
    expect(sockets.last.requests.at(-1)).toMatchObject({ reqType: 'unsub' });
    sockets.last.push(lastPrice('BTC', '1'));
    expect(told).toHaveLength(4);
    await time.advance(15_000);
    sockets.last.push('Ping');
    await time.advance(15_000);
    expect(sockets.last.isEnded).toBe(true);
  });

  it('asks for at most ten topics a second, and for all of them again after a reconnection', async () => {
    const { sockets, time, told, watch } = setUp();
    for (let at = 0; at < 25; at += 1) watch(priceOf(`C${String(at)}`));
    await time.advance(0);
    sockets.last.accept();
    await time.advance(999);
    expect(sockets.last.requests).toHaveLength(10);
    await time.advance(2_000);
    expect(new Set(sockets.last.requests.map(({ dataType }) => dataType)).size).toBe(25);
    for (const { dataType } of sockets.last.requests) sockets.last.answer(dataType);
    sockets.last.end();
    await time.advance(500);
    sockets.last.accept();
    await time.advance(3_000);
    expect(sockets.last.requests).toHaveLength(25);
    sockets.last.answer('C7-USDT@lastPrice');
    expect(told.filter((one) => one === 'down')).toHaveLength(25);
    expect(told.filter((one) => one === 'up again')).toHaveLength(1);
  });

  it('opens another socket when one has all the topics that it may have', async () => {
    const { sockets, time, watch, streams } = setUp({ topicsPerSocket: 2 });
    for (const base of ['A', 'B', 'C']) watch(priceOf(base));
    await time.advance(0);
    expect(sockets.all).toHaveLength(2);
    for (const socket of sockets.all) socket.accept();
    await time.advance(500);
    expect(sockets.all.map(({ requests }) => requests.length)).toEqual([2, 1]);
    expect(streams.status()).toMatchObject([
      { name: 'market', state: 'up', topics: 2 },
      { topics: 1 },
    ]);
  });

  it('moves a topic that BingX has no room for to another socket', async () => {
    const { sockets, time, told, watch } = setUp();
    watch(priceOf('A'));
    watch(priceOf('B'));
    await time.advance(0);
    sockets.last.accept();
    await time.advance(200);
    const [full] = sockets.all;
    full?.answer('A-USDT@lastPrice');
    full?.answer('B-USDT@lastPrice', 80403, 'subscribe topics exceeds the limit of 200');
    await time.advance(0);
    expect(sockets.all).toHaveLength(2);
    sockets.last.accept();
    sockets.last.answer('B-USDT@lastPrice');
    expect(told).toEqual(['up', 'up']);
  });

  it('reports a refused topic and leaves the others alone; asks again after "too fast"', async () => {
    const { sockets, time, told, watch, streams } = setUp();
    watch(priceOf('LUNA'));
    watch(priceOf('BTC'));
    await time.advance(0);
    sockets.last.accept();
    await time.advance(200);
    sockets.last.answer('LUNA-USDT@lastPrice', 80015, 'symbol:LUNA-USDT not supported');
    sockets.last.answer('BTC-USDT@lastPrice', 100410, 'too fast');
    sockets.last.push({ code: 100400, msg: '', timestamp: 1 });
    await time.advance(200);
    sockets.last.answer('BTC-USDT@lastPrice');
    expect(told).toEqual(['refused: 80015 symbol:LUNA-USDT not supported', 'up']);
    expect(streams.status()).toMatchObject([
      {
        state: 'up',
        badFrames: 0,
        refusedTopics: ['LUNA-USDT@lastPrice (80015 symbol:LUNA-USDT not supported)'],
      },
    ]);
  });

  it('asks again when an answer never comes, and takes data for one', async () => {
    const { sockets, time, told, watch } = setUp();
    watch(priceOf('BTC'));
    watch(priceOf('ETH'));
    await time.advance(0);
    sockets.last.accept();
    await time.advance(5_000);
    sockets.last.push(lastPrice('ETH', '3000'));
    for (let round = 0; round < 5; round += 1) {
      await time.advance(10_000);
      sockets.last.push('Ping');
    }
    expect(sockets.last.requests.filter(({ dataType }) => dataType.startsWith('BTC'))).toHaveLength(
      4,
    );
    expect(sockets.last.requests.filter(({ dataType }) => dataType.startsWith('ETH'))).toHaveLength(
      1,
    );
    expect(told).toEqual(['up', '3000', 'refused: no answer']);
  });

  it('contains a price of another symbol, and frames without topic', async () => {
    const { sockets, time, told, watch, streams } = setUp();
    watch(priceOf('BTC'));
    await time.advance(0);
    sockets.last.accept();
    sockets.last.push({ ...lastPrice('ETH', '3000'), dataType: 'BTC-USDT@lastPrice' });
    sockets.last.push({ note: 'no envelope' });
    sockets.last.push(lastPrice('BTC', '0'));
    sockets.last.push(lastPrice('BTC', '1e400'));
    expect(told).toEqual([]);
    expect(streams.status()).toMatchObject([{ state: 'up', badFrames: 4 }]);
  });

  it('says at once that a product has no such topic', async () => {
    const { sockets, time, told, watch } = setUp({}, SPOT_FRAMES);
    const instrument = instrumentOf('bingx-spot/BTC-USDT');
    watch({ kind: 'mark-price', instrument });
    watch({ kind: 'kline', instrument, timeframe: '3d' as Timeframe });
    watch(priceOf('BTC'));
    await time.advance(0);
    expect(told).toEqual(Array.from({ length: 3 }, () => 'refused: the venue has no such topic'));
    expect(sockets.all).toHaveLength(0);
  });

  it('leaves nothing behind when it is closed', async () => {
    const { sockets, time, watch, streams } = setUp();
    watch(priceOf('BTC'));
    await time.advance(0);
    sockets.last.accept();
    streams.close();
    expect(sockets.last.isEnded).toBe(true);
    expect(streams.status()).toEqual([]);
    await time.advance(60_000);
    expect(sockets.all).toHaveLength(1);
  });
});
