import { instrumentOf } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { BingxStreams } from '@/modules/exchanges/adapters/bingx/streams/bingx.streams';
import type { StreamVenue } from '@/modules/exchanges/adapters/bingx/streams/stream-urls';
import type { AccountEvent, MarketEvent } from '@/modules/exchanges/venue-streams.port';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { FakeLog } from '@test/support/fakes/fake-sockets';
import { waitUntil } from '@test/support/harness/wait-until';
import { SignedClient } from '@test/support/simulators/bingx/signed-client';
import { startSimulator, type Simulator } from '@test/support/simulators/bingx/start-simulator';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');

let simulator: Simulator;
let streams: BingxStreams;
let log: FakeLog;
let end: () => Promise<void>;

beforeEach(async () => {
  simulator = await startSimulator({
    settings: { stream: { heartbeatMs: 100, answerWithinMs: 400 } },
  });
  const parts = bingxParts(simulator, { timeoutMs: 2_000 });
  log = new FakeLog();
  streams = new BingxStreams({
    ...parts,
    logger: log,
    limits: { silentMs: 600, firstBackOffMs: 50, maxBackOffMs: 200, steadyMs: 500 },
  });
  end = async () => {
    await streams.close();
    parts.hosts.close();
    await simulator.stop();
  };
});

afterEach(() => end());

function listen(venue: StreamVenue) {
  const events: AccountEvent[] = [];
  const watch = streams.of(venue).account.watch('bingx', (event) => events.push(event));
  const of = <K extends AccountEvent['kind']>(kind: K): Extract<AccountEvent, { kind: K }>[] =>
    events.filter((event): event is Extract<AccountEvent, { kind: K }> => event.kind === kind);
  const isUp = (): Promise<unknown> => waitUntil('the account to be up', () => watch.isUp, 5_000);
  return { events, of, isUp, watch };
}

describe.each([
  ['bingx-usdt-m', 'BTC-USDT', '61234.5', ['price', 'mark-price', 'book-ticker']],
  ['bingx-coin-m', 'BTC-USD', '61234.5', ['price', 'mark-price', 'book-ticker']],
  ['bingx-spot', 'BTC-USDT', '61234.5', ['price', 'book-ticker']],
] as const)('the market of %s', (venue, symbol, price, kinds) => {
  it('tells prices, best prices and candles as they change', async () => {
    const instrument = instrumentOf(`${venue}/${symbol}`);
    const seen: MarketEvent[] = [];
    const up: string[] = [];
    const { market } = streams.of(venue);
    for (const kind of kinds) {
      market.watch(
        { kind, instrument },
        { onEvent: (e) => seen.push(e), onUp: () => up.push(kind) },
      );
    }
    const timeframe = '1h' as Timeframe;
    market.watch(
      { kind: 'kline', instrument, timeframe },
      { onEvent: (e) => seen.push(e), onUp: () => up.push('kline') },
    );
    await waitUntil('all topics', () => up.length === kinds.length + 1, 5_000);
    const product = {
      'bingx-usdt-m': 'swap',
      'bingx-coin-m': 'cswap',
      'bingx-spot': 'spot',
    } as const;
    await simulator.control.setPrice(symbol, price, product[venue]);
    await waitUntil('the new price', () =>
      seen.some((event) => event.kind === 'price' && event.price === price),
    );
    await waitUntil('its candle', () =>
      seen.some((event) => event.kind === 'kline' && event.candle.close === price),
    );
    await waitUntil('all kinds', () => new Set(seen.map(({ kind }) => kind)).size === up.length);
  });
});

describe('accounts', () => {
  it('of USDT-M tell orders with every digit, positions, settings, and that all is to be looked at', async () => {
    const rest = new SignedClient(simulator);
    const { of, isUp } = listen('bingx-usdt-m');
    await isUp();
    expect(of('gap')).toHaveLength(1);
    await rest.open('LONG', '0.02', { type: 'LIMIT', price: '50000', clientOrderId: 'a1' });
    await simulator.control.fill({ clientOrderId: 'a1' }, '1');
    await waitUntil('the fill', () =>
      of('order').some(({ order }) => order.report.state === 'filled'),
    );
    const { orders } = await simulator.control.state();
    expect(of('order').at(-1)?.order.report).toMatchObject({
      venueOrderId: orders[0]?.id,
      filledQuantity: '0.02',
      instrument: BTC,
    });
    await waitUntil('the position', () =>
      of('balance').some(({ positions }) => positions[0]?.quantity === '0.02'),
    );
    await waitUntil('the settings', () => of('config').length > 0);
  });

  it.each(['bingx-coin-m', 'bingx-spot'] as const)(
    'of %s are heard with the same key',
    async (venue) => {
      const futures = listen('bingx-usdt-m');
      const other = listen(venue);
      await Promise.all([futures.isUp(), other.isUp()]);
      const { stream } = await simulator.control.state();
      expect(stream.listenKeysAlive).toBe(1);
      expect(stream.sockets.filter(({ isPrivate }) => isPrivate)).toHaveLength(2);
    },
  );

  it('come back after a cut, after silence and with another key, and say so each time', async () => {
    const { of, isUp } = listen('bingx-usdt-m');
    await isUp();
    const backAgain = async (gaps: number): Promise<void> => {
      await waitUntil('the next look at everything', () => of('gap').length === gaps, 10_000);
      expect(of('gap').at(-1)?.from).toBeInstanceOf(Date);
    };
    await simulator.control.stream.cut({ refuseMs: 300 });
    await backAgain(2);
    await simulator.control.stream.silence(5_000);
    await backAgain(3);
    await simulator.control.stream.expireKeys();
    await backAgain(4);
    const { stream } = await simulator.control.state();
    expect(stream.listenKeysAlive).toBe(1);
  });

  it('close their key at the end', async () => {
    const { isUp, watch } = listen('bingx-usdt-m');
    await isUp();
    watch.end();
    await waitUntil('the key to be closed', async () => {
      const { stream } = await simulator.control.state();
      return stream.listenKeysAlive === 0 && stream.sockets.length === 0;
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/[0-9a-f]{64}/);
  });
});

describe('whatever the exchange sends', () => {
  it.each([
    ['plain text instead of gzip', 'text'],
    ['bytes that are no gzip', 'binary'],
    ['a frame without envelope', 'gzip'],
  ] as const)('%s is counted and left out', async (_what, as) => {
    const prices: string[] = [];
    const { market, status } = streams.of('bingx-usdt-m');
    const watch = market.watch(
      { kind: 'price', instrument: BTC },
      { onEvent: (event) => 'price' in event && prices.push(event.price) },
    );
    await waitUntil('the topic', () => watch.isUp);
    await simulator.control.stream.send('{"note":"shipping"}', as);
    await waitUntil('the count', () => status()[0]?.badFrames === 1);
    await simulator.control.setPrice('BTC-USDT', '61000.5');
    await waitUntil('the next price', () => prices.includes('61000.5'));
    expect(log.count('warn')).toBe(1);
  });

  it('many topics are asked for within the limits', async () => {
    const [first, ...more] = await simulator.control.stream.startLoad({
      product: 'swap',
      symbols: 30,
      perSecond: 5,
    });
    const { market } = streams.of('bingx-usdt-m');
    const watches = [first ?? '', ...more].map((symbol) =>
      market.watch(
        { kind: 'price', instrument: instrumentOf(`bingx-usdt-m/${symbol}`) },
        { onEvent: () => undefined },
      ),
    );
    await waitUntil('all topics', () => watches.every(({ isUp }) => isUp), 10_000);
    const { stream } = await simulator.control.state();
    expect(stream.mostSubscribesPerSecond).toBeLessThanOrEqual(10);
    expect(Object.entries(stream.violations).filter(([, count]) => count > 0)).toEqual([]);
  });
});
