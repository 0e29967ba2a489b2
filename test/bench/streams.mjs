import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { ROOT } from '../../scripts/prepare.mjs';
import { Contender } from './contenders.mjs';

const require = createRequire(import.meta.url);
const built = (path) => require(join(ROOT, 'dist', `${path}.js`));
const STREAMS = 'modules/exchanges/adapters/bingx/streams';

/** One frame of each form that is subscribed or pushed, long ids and decimals as numbers included. */
const FRAMES = {
  'last price':
    '{"code":0,"dataType":"BTC-USDT@lastPrice","data":{"e":"lastPriceUpdate","E":1760001029063,"s":"BTC-USDT","c":"121485.9"}}',
  'best prices':
    '{"code":0,"dataType":"BTC-USDT@bookTicker","data":{"e":"bookTicker","u":578534658,"E":1760001840686,"T":1760001840687,"s":"BTC-USDT","b":"121584.1","B":"18.7084","a":"121584.3","A":"4.9602"}}',
  'candle, Coin-M':
    '{"code":0,"timestamp":1723769354547,"dataType":"BTC-USD@kline_1m","data":{"t":1723769340000,"o":57485.1,"c":57468,"l":57464.9,"h":57485.1,"a":0.189663,"v":109,"u":92,"s":"BTC-USD"}}',
  'order event':
    '{"e":"ORDER_TRADE_UPDATE","E":1758608899350,"T":1758608899316,"o":{"s":"BTC-USDT","c":"","i":2104122758140616705,"S":"SELL","o":"MARKET","q":"0.00100000","p":"112848.10000000","sp":"0.00000000","ap":"112848.10000000","x":"TRADE","X":"FILLED","N":"USDT","n":"-0.05642405","T":1758608899316,"wt":"","ps":"SHORT","rp":"0.00000000","z":"0.00100000","sg":"false","ti":2104122758140616704,"ro":false,"td":511178071,"tv":"112.8"}}',
  'order event, Spot':
    '{"code":0,"dataType":"spot.executionReport","data":{"e":"executionReport","E":1760068118150,"s":"SUI-USDT","S":"BUY","o":"MARKET","q":5,"p":3.4649,"x":"TRADE","X":"FILLED","i":1976495057808654301,"l":5,"z":5,"L":3.4647,"n":-0.0050000000000000001,"N":"SUI","T":1760068118035,"t":83956769,"O":1760068117941,"Z":17.3235,"Y":17.3235,"Q":17.5845,"m":false}}',
};

/** Decoding beside bare JSON.parse, which destroys ids: in turns, the best of many short rounds of each. */
export function measureDecoding({ rounds }) {
  const { readFrame } = built(`${STREAMS}/frame.json`);
  return Object.entries(FRAMES).map(([name, text]) => {
    const bareUs = { best: Infinity };
    const oursUs = { best: Infinity };
    for (let round = 0; round < rounds; round += 1) {
      for (const [parse, figure] of [
        [JSON.parse, bareUs],
        [readFrame, oursUs],
      ]) {
        const began = performance.now();
        for (let turn = 0; turn < 500; turn += 1) parse(text);
        figure.best = Math.min(figure.best, ((performance.now() - began) / 500) * 1000);
      }
    }
    return {
      name,
      bytes: text.length,
      bareUs: bareUs.best,
      oursUs: oursUs.best,
      ofBare: bareUs.best / oursUs.best,
    };
  });
}

/** From the moment a price is sent until it is in a cache: ours, and a bare socket with gunzip, JSON.parse and a Map. */
export async function measureTicks({ symbols, perSecond, seconds }) {
  const words = (port) => [
    join(ROOT, 'test/bench/tick-server.mjs'),
    String(port),
    String(perSecond),
  ];
  const server = new Contender('tick server', words, {}, '/');
  await server.start();
  const names = Array.from({ length: symbols }, (_, at) => `T${at + 1}`);
  try {
    const bare = await ticksOf('bare socket', bareCache(server, names), seconds);
    const ours = await ticksOf('price cache', priceCache(server, names), seconds);
    return [ours, bare].map((one) => ({ ...one, symbols, perSecond: symbols * perSecond }));
  } finally {
    await server.stop();
  }
}

const micros = () => Math.round((performance.timeOrigin + performance.now()) * 1000);

async function ticksOf(name, cache, seconds) {
  const took = [];
  let isCounting = false;
  const close = await cache((price) => {
    if (isCounting) took.push(micros() - Number(price));
  });
  await new Promise((done) => setTimeout(done, 500));
  isCounting = true;
  await new Promise((done) => setTimeout(done, seconds * 1000));
  await close();
  took.sort((a, b) => a - b);
  const at = (part) => took[Math.min(took.length - 1, Math.floor(took.length * part))] / 1000;
  return { name, ticks: took.length, p50: at(0.5), p99: at(0.99), worst: at(1) };
}

const bareCache = (server, names) => async (onTick) => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/swap-market`);
  const cache = new Map();
  await new Promise((done) => socket.once('open', done));
  socket.on('message', (bytes) => {
    const { data } = JSON.parse(gunzipSync(bytes).toString());
    if (data === null) return;
    cache.set(data.s, data.c);
    onTick(data.c);
  });
  names.forEach((name) =>
    socket.send(JSON.stringify({ id: name, reqType: 'sub', dataType: `${name}-USDT@lastPrice` })),
  );
  return () => socket.terminate();
};

const priceCache = (server, names) => async (onTick) => {
  const { BingxStreams } = built(`${STREAMS}/bingx.streams`);
  const { BingxHosts } = built('modules/exchanges/adapters/bingx/bingx.hosts');
  const { StreamedPrices } = built('modules/exchanges/streamed-prices');
  const { SystemClock } = built('platform/time/system-clock');
  const clock = new SystemClock();
  const settings = { BINGX_API_URL: server.address, BINGX_TIMEOUT_MS: 1_000 };
  const hosts = new BingxHosts({ settings, clock });
  const keyring = { find: () => Promise.resolve(null) };
  const streams = new BingxStreams({ hosts, keyring, clock, limits: { subscribeEveryMs: 1 } });
  const venue = { streams: streams.of('bingx-usdt-m') };
  const prices = new StreamedPrices(clock);
  // Told after the price is in the cache.
  prices.onTick((_instrument, price) => onTick(price));
  const instruments = names.map((base) => ({ market: 'bingx-usdt-m', base, quote: 'USDT' }));
  instruments.forEach((instrument) => prices.fresh(instrument, venue));
  const began = performance.now();
  while (instruments.some((instrument) => prices.fresh(instrument, venue) === null)) {
    if (performance.now() - began > 30_000) throw new Error('the prices did not come');
    await new Promise((done) => setTimeout(done, 20));
  }
  return async () => {
    prices.beforeApplicationShutdown();
    await streams.close();
    hosts.close();
  };
};
