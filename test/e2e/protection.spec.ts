import { decimal } from '@/kernel/decimal';
import { LiveTrading } from '@test/support/harness/live-trading';
import { faultsOf } from '@test/support/harness/proof';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start();
}, 60_000);

afterAll(() => live?.stop(), 30_000);

afterEach(() => live.exchange.control.clearFaults());

const ORDER = '/openApi/swap/v2/trade/order$';

const side = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  entryOrderTimeframe: '5m',
  closeOrderTimeframe: '5m',
  quantityMode: 'fixed',
  quantity: '1',
  pyramiding: 10,
  ...more,
});

/** What the exchange has resting of one symbol and type. */
async function restingOn(symbol: string, type = 'STOP_MARKET'): Promise<any[]> {
  const { orders } = await live.exchange.control.state();
  return orders.filter(
    (one: any) => one.symbol === symbol && one.type === type && one.status === 'NEW',
  );
}

/** One stop of this size, and nothing beside it. */
const oneStopOf = (symbol: string, quantity: string): Promise<any> =>
  waitUntil(
    `one stop of ${quantity} on ${symbol}`,
    async () => {
      const stops = await restingOn(symbol);
      const [stop] = stops;
      return stops.length === 1 && decimal(stop.quantity).eq(decimal(quantity)) ? stop : null;
    },
    20_000,
  );

/** The least that was protected of a position while this ran, seen by asking the exchange all the time. */
async function leastStoppedWhile(symbol: string, run: Promise<unknown>): Promise<number> {
  let isOver = false;
  let least = Number.POSITIVE_INFINITY;
  void run.finally(() => (isOver = true));
  while (!isOver) least = Math.min(least, (await restingOn(symbol)).length);
  return least;
}

describe('protection on BingX USDT-M', () => {
  it('moves the stop of the whole side over a bridge, never without one', async () => {
    await live.createStrategy({
      alarmName: 'moved',
      instrument: 'bingx-usdt-m/SOL-USDT',
      long: side({ stopLossGeneral: '3' }),
    });
    await live.send({ Strategy: 'moved', Ticker: 'SOLUSDT.P' });
    await oneStopOf('SOL-USDT', '1');
    await live.send({ Strategy: 'moved', Ticker: 'SOLUSDT.P' });
    const least = await leastStoppedWhile('SOL-USDT', oneStopOf('SOL-USDT', '2'));
    expect(least).toBeGreaterThanOrEqual(1);
    const { requests } = await live.exchange.control.state();
    const bridges = requests.filter(
      (one: any) => one.method === 'POST' && one.params.closePosition === 'true',
    );
    expect(bridges.map((one: any) => one.params.symbol)).toEqual(['SOL-USDT']);
    expect(await faultsOf(live)).toEqual([]);
  });

  it('uses no bridge where another strategy holds a part of the position', async () => {
    for (const alarmName of ['part-a', 'part-b']) {
      await live.createStrategy({
        alarmName,
        instrument: 'bingx-usdt-m/LTC-USDT',
        long: side({ stopLossGeneral: '3' }),
      });
      await live.send({ Strategy: alarmName, Ticker: 'LTCUSDT.P' });
    }
    await waitUntil('two stops', async () => (await restingOn('LTC-USDT')).length === 2 || null);
    await live.send({ Strategy: 'part-a', Ticker: 'LTCUSDT.P' });
    await waitUntil('the larger stop', async () =>
      (await restingOn('LTC-USDT')).some((one) => decimal(one.quantity).eq(2)) ? true : null,
    );
    const { requests } = await live.exchange.control.state();
    expect(
      requests.filter(
        (one: any) => one.params.symbol === 'LTC-USDT' && one.params.closePosition === 'true',
      ),
    ).toEqual([]);
    expect(await faultsOf(live)).toEqual([]);
  });

  it('closes at once when the price is beyond the stop already', async () => {
    await live.createStrategy({
      alarmName: 'passed',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: side({ stopLossPerOrder: '2' }),
    });
    await live.exchange.control.addFaults({
      kind: 'reject-code',
      match: { method: 'POST', path: ORDER, type: 'STOP_MARKET' },
      code: 110411,
      msg: 'The Stop Loss price of long positions must be lower than the current price',
      count: null,
    });
    const id = await live.send({ Strategy: 'passed', Ticker: 'ETHUSDT.P' });
    const began = Date.now();
    const orders = await live.ordersOf(id ?? '', (all) =>
      all.some((order) => order.purpose === 'emergency-close' && order.state === 'FILLED'),
    );
    expect(Date.now() - began).toBeLessThan(5_000);
    const stops = orders.filter((order) => order.purpose === 'stop-loss');
    expect(stops).toHaveLength(1);
    expect(stops[0].events.at(-1)).toMatchObject({
      type: 'noted',
      data: { reason: 'price-passed' },
    });
    await live.exchange.control.clearFaults();
    expect(await live.differences()).toEqual([]);
  });

  it('keeps the old stop while a better one is refused', async () => {
    await live.createStrategy({
      alarmName: 'refused-move',
      instrument: 'bingx-usdt-m/LINK-USDT',
      short: side({ quantity: '10', stopLossGeneral: '3' }),
    });
    const alarm = { Strategy: 'refused-move', Ticker: 'LINKUSDT.P', Order: 'order open short' };
    await live.send(alarm);
    await oneStopOf('LINK-USDT', '10');
    await live.exchange.control.addFaults({
      kind: 'reject-code',
      match: { method: 'POST', path: ORDER, type: 'STOP_MARKET' },
      code: 109400,
      msg: 'API orders are temporarily disabled',
      count: 2,
    });
    await live.send(alarm);
    await oneStopOf('LINK-USDT', '20');
    expect(await faultsOf(live)).toEqual([]);
  });
});

describe('stops that follow the price', () => {
  it('goes to break-even, then trails, and never back, also over a kill', async () => {
    const price = 3_000;
    const at = (share: number): Promise<unknown> =>
      live.exchange.control.setPrice('ETH-USDT', (price * share).toFixed(2));
    await at(1);
    const strategy = await live.createStrategy({
      alarmName: 'following',
      instrument: 'bingx-usdt-m/ETH-USDT',
      long: side({
        stopLossGeneral: '3',
        breakEvenAtPercent: '2',
        breakEvenOffsetPercent: '0.1',
        trailingStopPercent: '2',
        trailingActivationPercent: '6',
      }),
    });
    const id = await live.send({ Strategy: 'following', Ticker: 'ETHUSDT.P' });
    const [entry] = await live.ordersOf(id ?? '', (orders) =>
      orders.some((order) => order.purpose === 'stop-loss' && order.state === 'ACCEPTED'),
    );
    const average = decimal(entry.averagePrice);
    const stopAbove = (level: ReturnType<typeof decimal>): Promise<any> =>
      waitUntil(
        `the stop at ${level.toFixed(2)} or above`,
        async () => {
          const stops = await restingOn('ETH-USDT');
          return stops.length === 1 && decimal(stops[0].stopPrice).gte(level) ? stops[0] : null;
        },
        20_000,
      );
    await at(1.025);
    const even = await stopAbove(average);
    expect(decimal(even.stopPrice).lt(average.times('1.01'))).toBe(true);
    await at(1.08);
    await stopAbove(decimal(String(price)).times('1.05'));
    await live.service.kill();
    await at(1.07);
    live.service = await live.service.restart();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await stopAbove(decimal(String(price)).times('1.05'));
    const [reading] = await live.get(`/strategies/${String(strategy.id)}/protection`);
    expect(reading).toMatchObject({
      side: 'long',
      heldQuantity: '1',
      stoppedQuantity: '1',
      isStopWanted: true,
      unprotectedSince: null,
    });
    expect(reading.longestUnprotectedMs).toBeLessThan(5_000);
    process.stdout.write(
      `      unprotected at most ${String(reading.longestUnprotectedMs)} ms over four moves and a kill\n`,
    );
    expect(await faultsOf(live)).toEqual([]);
  }, 90_000);
});

describe('kill -9 while a stop moves', () => {
  it.each([
    ['between-protection-legs', 'XRP', '100', '200'],
    ['after-cancel-requested-commit', 'BTC', '0.01', '0.02'],
  ] as const)(
    'goes on after %s with one stop for everything',
    async (point, base, quantity, doubled) => {
      const name = `killed-${point}`;
      await live.createStrategy({
        alarmName: name,
        instrument: `bingx-usdt-m/${base}-USDT`,
        long: side({ quantity, stopLossGeneral: '3' }),
      });
      await live.send({ Strategy: name, Ticker: `${base}USDT.P` });
      await oneStopOf(`${base}-USDT`, quantity);
      await live.service.stop();
      live.service = await live.service.restart({ crashAt: point });
      await live.send({ Strategy: name, Ticker: `${base}USDT.P` });
      expect(await live.service.untilEnded(20_000)).toMatchObject({ signal: 'SIGKILL' });
      expect((await restingOn(`${base}-USDT`)).length).toBeGreaterThanOrEqual(1);
      live.service = await live.service.restart();
      await oneStopOf(`${base}-USDT`, doubled);
      expect(await faultsOf(live)).toEqual([]);
    },
    90_000,
  );
});
