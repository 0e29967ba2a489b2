import type { AccountEvent } from '@/modules/exchanges/venue-streams.port';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { FakeLog, FakeSockets, ManualTime, settle } from '@test/support/fakes/fake-sockets';
import type { BingxEnvironment } from '../bingx.environment';
import { BingxHosts } from '../bingx.hosts';
import type { BingxKeyring } from '../bingx.keyring';
import type { OutboundRequest } from '@/platform/outbound/outbound-http';
import { BingxStreams } from './bingx.streams';
import type { StreamVenue } from './stream-urls';

const opened: BingxHosts[] = [];
afterEach(() => {
  for (const hosts of opened.splice(0)) hosts.close();
});

const KEY = { apiKey: 'a-key', secretKey: 'a-secret' };

/** Hosts whose listen-key endpoint a test plays. */
function setUp(environment: BingxEnvironment = 'live', url = 'https://open-api.bingx.com') {
  const clock = new FixedClock();
  const settings = { BINGX_API_URL: url, BINGX_TIMEOUT_MS: 1_000 };
  const hosts = new BingxHosts({ settings, clock });
  opened.push(hosts);
  const asked: string[] = [];
  const answers: Record<string, number> = {};
  let made = 0;
  const send = (request: OutboundRequest) => {
    const params = new URL(request.url).searchParams;
    const key = params.get('listenKey');
    if (!request.url.includes('userDataStream')) {
      const text = JSON.stringify({ code: 0, data: { serverTime: clock.now().getTime() } });
      return Promise.resolve({ kind: 'answer', status: 200, headers: {}, text, ms: 1 } as const);
    }
    asked.push(`${request.method}${key === null ? '' : ` ${key}`}`);
    expect(request.headers?.['x-bx-apikey']).toBe('a-key');
    if (request.method === 'POST') made += 1;
    const text = request.method === 'POST' ? `{"listenKey":"listen-key-${String(made)}"}` : '';
    const status = answers[request.method] ?? 200;
    return Promise.resolve({ kind: 'answer', status, headers: {}, text, ms: 1 } as const);
  };
  for (const host of [hosts.market, hosts.of('demo'), hosts.of('live')]) {
    Object.assign(host.http, { send });
  }
  const keyring: BingxKeyring = {
    find: (account) =>
      Promise.resolve(account === 'stranger' ? null : { credentials: KEY, environment }),
  };
  const sockets = new FakeSockets();
  const time = new ManualTime();
  const log = new FakeLog();
  const streams = new BingxStreams({
    hosts,
    keyring,
    clock,
    logger: log,
    open: sockets.open,
    time,
  });
  const told: AccountEvent[] = [];
  const watch = (venue: StreamVenue = 'bingx-usdt-m', account = 'bingx') =>
    streams.of(venue).account.watch(account, (event) => told.push(event));
  const settleAll = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await settle();
    await time.advance(0);
  };
  return { asked, answers, sockets, time, log, streams, told, watch, settleAll };
}

describe('private sockets', () => {
  it('open with a listen key, and begin with a look at everything', async () => {
    const { sockets, told, watch, settleAll, asked, log } = setUp();
    const watching = watch();
    await settleAll();
    expect(sockets.last.url).toBe(
      'wss://open-api-swap.bingx.com/swap-market?listenKey=listen-key-1',
    );
    expect(watching.isUp).toBe(false);
    sockets.last.accept();
    expect(watching.isUp).toBe(true);
    expect(told).toMatchObject([
      { kind: 'state', isUp: true },
      { kind: 'gap', from: null },
    ]);
    expect(asked).toEqual(['POST']);
    sockets.last.end();
    expect(JSON.stringify(log.lines)).not.toMatch(/listen-key-1|a-secret|a-key/);
  });

  it('say what time they missed', async () => {
    const { sockets, told, watch, settleAll, time, asked } = setUp();
    watch();
    await settleAll();
    sockets.last.accept();
    await time.advance(10_000);
    sockets.last.push('Ping');
    const heard = time.now();
    await time.advance(5_000);
    sockets.last.end();
    await time.advance(500);
    sockets.last.accept();
    expect(told.slice(2)).toEqual([
      { kind: 'state', isUp: false },
      { kind: 'state', isUp: true },
      { kind: 'gap', from: heard, to: time.now() },
    ]);
    expect(asked).toEqual(['POST']);
  });

  it('extend their key every half hour, and close it at the end', async () => {
    const { sockets, watch, settleAll, time, asked, streams } = setUp();
    watch();
    await settleAll();
    sockets.last.accept();
    const beatFor = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 5_000) {
        await time.advance(5_000);
        sockets.last.push('Ping');
      }
      await settleAll();
    };
    await beatFor(61 * 60_000);
    expect(asked).toEqual(['POST', 'PUT listen-key-1', 'PUT listen-key-1']);
    expect(sockets.all).toHaveLength(1);
    await streams.close();
    expect(asked.at(-1)).toBe('DELETE listen-key-1');
    expect(sockets.last.isEnded).toBe(true);
  });

  it('get another key when theirs is not known any more', async () => {
    const { sockets, watch, settleAll, time, asked, answers } = setUp();
    watch();
    await settleAll();
    sockets.last.accept();
    answers['PUT'] = 404;
    for (let passed = 0; passed < 31 * 60_000; passed += 15_000) {
      await time.advance(15_000);
      sockets.last.push('Ping');
    }
    await settleAll();
    expect(asked).toEqual(['POST', 'PUT listen-key-1', 'POST']);
    expect(sockets.last.url).toContain('listenKey=listen-key-2');
  });

  it('keep a key that could not be extended, and try again soon', async () => {
    const { sockets, watch, settleAll, time, asked, answers } = setUp();
    watch();
    await settleAll();
    sockets.last.accept();
    answers['PUT'] = 500;
    for (let passed = 0; passed < 32 * 60_000; passed += 15_000) {
      await time.advance(15_000);
      sockets.last.push('Ping');
      await settleAll();
    }
    expect(asked.slice(0, 3)).toEqual(['POST', 'PUT listen-key-1', 'PUT listen-key-1']);
    expect(sockets.all).toHaveLength(1);
  });

  it('come back with a new key when BingX says that theirs has expired', async () => {
    const { sockets, watch, settleAll, told } = setUp();
    watch();
    await settleAll();
    sockets.last.accept();
    sockets.last.push({ e: 'listenKeyExpired', E: 1, listenKey: 'listen-key-1' });
    await settleAll();
    expect(sockets.all).toHaveLength(2);
    expect(sockets.last.url).toContain('listenKey=listen-key-2');
    sockets.last.accept();
    expect(told.map(({ kind }) => kind)).toEqual(['state', 'gap', 'state', 'state', 'gap']);
  });

  it('share one key among the products of an account', async () => {
    const { sockets, watch, settleAll, asked, streams } = setUp();
    const swap = watch('bingx-usdt-m');
    const coin = watch('bingx-coin-m');
    const spot = watch('bingx-spot');
    await settleAll();
    expect(asked).toEqual(['POST']);
    expect(sockets.all.map(({ url }) => url.replace(/\?.*/, ''))).toEqual([
      'wss://open-api-swap.bingx.com/swap-market',
      'wss://open-api-cswap-ws.bingx.com/market',
      'wss://open-api-ws.bingx.com/market',
    ]);
    swap.end();
    coin.end();
    await settleAll();
    expect(asked).toEqual(['POST']);
    spot.end();
    await streams.close();
    expect(asked).toEqual(['POST', 'DELETE listen-key-1']);
  });

  it('are ready on Spot only when both kinds of events were confirmed', async () => {
    const { sockets, watch, settleAll, time, told } = setUp();
    const watching = watch('bingx-spot');
    await settleAll();
    sockets.last.accept();
    await time.advance(200);
    sockets.last.answer('spot.executionReport');
    expect(watching.isUp).toBe(false);
    sockets.last.answer('ACCOUNT_UPDATE');
    expect(told.map(({ kind }) => kind)).toEqual(['state', 'gap']);
  });

  it('use the demo host for demo accounts, which has USDT-M only', async () => {
    const { sockets, watch, settleAll, log } = setUp('demo');
    watch('bingx-usdt-m');
    await settleAll();
    expect(sockets.last.url).toMatch(/^wss:\/\/vst-open-api-ws\.bingx\.com\/swap-market\?/);
    watch('bingx-spot');
    await settleAll();
    expect(sockets.all).toHaveLength(1);
    expect(log.lines.at(-1)?.fields).toMatchObject({
      reason: expect.stringContaining('demo host') as string,
    });
  });

  it('find a simulator on this machine by its REST address', async () => {
    const { sockets, watch, settleAll } = setUp('demo', 'http://127.0.0.1:9100');
    watch('bingx-spot');
    await settleAll();
    expect(sockets.last.url).toBe('ws://127.0.0.1:9100/spot-market?listenKey=listen-key-1');
  });

  it('ask nothing for an account without keys', async () => {
    const { sockets, watch, settleAll, asked, streams } = setUp();
    watch('bingx-usdt-m', 'stranger');
    await settleAll();
    expect([sockets.all.length, asked.length]).toEqual([0, 0]);
    expect(streams.of('bingx-usdt-m').status()).toMatchObject([
      { name: 'stranger', state: 'waiting', lastEnd: expect.stringContaining('no keys') as string },
    ]);
  });

  it('contain frames without envelope', async () => {
    const { sockets, watch, settleAll, streams, told } = setUp();
    watch();
    await settleAll();
    sockets.last.accept();
    sockets.last.push({ note: 'shipping' });
    sockets.last.push({ e: 'ORDER_TRADE_UPDATE', o: { s: 'BTC-USDT', i: 0 } });
    sockets.last.push({ e: 'SOMETHING_NEW' });
    expect(told).toHaveLength(2);
    expect(streams.of('bingx-usdt-m').status()).toMatchObject([{ state: 'up', badFrames: 2 }]);
  });
});
