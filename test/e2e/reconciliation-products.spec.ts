import { LiveTrading } from '@test/support/harness/live-trading';
import { waitUntil } from '@test/support/harness/wait-until';

let live: LiveTrading;

beforeAll(async () => {
  // Seldom by the timer: each test says when the books are compared.
  live = await LiveTrading.start({ env: { RECONCILE_EVERY: '3600' } });
});

afterAll(() => live?.stop());

const COIN = { product: 'cswap' } as const;
const SPOT = { product: 'spot' } as const;

const side = (quantity: string): Record<string, unknown> => ({
  ...{ entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', pyramiding: 10 },
  ...{ quantityMode: 'fixed', quantity, stopLossPerOrder: '5' },
});

const isHeld = (orders: any[]): boolean =>
  orders.some(({ state }) => state === 'FILLED') &&
  orders.some(({ purpose, state }) => purpose === 'stop-loss' && state === 'ACCEPTED');

/** A strategy that holds something under a stop, and the alarm that opened it. */
async function held(name: string, venue: string, alarm: object, quantity: string) {
  const instrument = `bingx-${venue}`;
  const short = venue.startsWith('spot') ? {} : side(quantity);
  const long = side(quantity);
  const strategy = await live.createStrategy({ alarmName: name, instrument, long, short });
  const alarmId = (await live.send({ Strategy: name, ...alarm })) ?? '';
  await live.ordersOf(alarmId, isHeld, 30_000);
  return { strategy, alarmId };
}

/** What a comparison on demand found on one venue. */
async function reconciled(venue: string): Promise<any> {
  const { items } = await live.post('/trading/reconciliations', { account: 'bingx' });
  const { id } = items.find((one: any) => one.venue === venue);
  return waitUntil(
    `the comparison of ${venue}`,
    async () => {
      const row = await live.get(`/trading/reconciliations/${id}`);
      return row.finishedAt === null ? null : row;
    },
    30_000,
  );
}

async function restingStop(alarmId: string, quantity: string | null): Promise<void> {
  await live.ordersOf(alarmId, (orders) => {
    const stops = orders.filter(
      ({ purpose, state }) => purpose === 'stop-loss' && state === 'ACCEPTED',
    );
    return quantity === null ? stops.length === 0 : stops[0]?.quantity === quantity;
  });
}

const reasonOf = async (alarmId: string): Promise<any> =>
  waitUntil('the decision', async () => (await live.get(`/alarms/${alarmId}`)).decisions?.[0]);

const externalsOn = async (instrument: string): Promise<any[]> =>
  (await live.get('/orders?purpose=external')).items.filter(
    (one: any) => one.instrument === instrument,
  );

describe('the books and Coin-M', () => {
  it('books what a person closed, contract by contract, and moves the stop with it', async () => {
    const { strategy, alarmId } = await held('coin', 'coin-m/ETH-USD', { Ticker: 'ETHUSD.P' }, '5');
    await live.exchange.control.closePositionByHand('ETH-USD', 'LONG', '2', COIN);
    const part = await reconciled('bingx-coin-m');
    expect(part).toMatchObject({ outcome: 'booked', report: { differences: [] } });
    expect(part.report.booked).toMatchObject([
      { strategyId: strategy.id, quantity: '2', side: 'long', origin: 'by-hand' },
    ]);
    await restingStop(alarmId, '3');
    await live.exchange.control.closePositionByHand('ETH-USD', 'LONG', undefined, COIN);
    expect((await reconciled('bingx-coin-m')).report.booked).toMatchObject([{ quantity: '3' }]);
    await restingStop(alarmId, null);
    const close = { Strategy: 'coin', Ticker: 'ETHUSD.P', Order: 'order close long' };
    expect((await reasonOf((await live.send(close)) ?? '')).reason).toBe('nothing-to-close');
    expect((await reconciled('bingx-coin-m')).outcome).toBe('clean');
  });

  it('shows what a person opened as nobody’s, and leaves it alone', async () => {
    const order = { symbol: 'SOL-USD', side: 'SELL', positionSide: 'SHORT', type: 'MARKET' };
    await live.exchange.control.placeOrderByHand({ ...order, quantity: '7' }, COIN);
    expect(await reconciled('bingx-coin-m')).toMatchObject({
      outcome: 'booked',
      report: { booked: [{ strategyId: null, quantity: '7', side: 'short' }] },
    });
    expect((await reconciled('bingx-coin-m')).outcome).toBe('clean');
  });

  it('names a difference that nothing explains, and holds entries of its lane back', async () => {
    await live.database.query(
      'orders',
      `UPDATE trade_order SET is_ledger_closed = 1 WHERE instrument = 'bingx-coin-m/SOL-USD'`,
    );
    expect(await reconciled('bingx-coin-m')).toMatchObject({
      outcome: 'drift',
      report: {
        differences: [
          { instrument: 'bingx-coin-m/SOL-USD', side: 'short', ours: '0', theirs: '7' },
        ],
      },
    });
    const long = side('2');
    const instrument = 'bingx-coin-m/SOL-USD';
    await live.createStrategy({ alarmName: 'drifting', instrument, long });
    const id = (await live.send({ Strategy: 'drifting', Ticker: 'SOLUSD.P' })) ?? '';
    expect(await reasonOf(id)).toMatchObject({ outcome: 'skipped', reason: 'risk-drift' });
    await live.exchange.control.closePositionByHand('SOL-USD', 'SHORT', undefined, COIN);
    await reconciled('bingx-coin-m');
    expect((await live.get('/trading/drifts')).items).toEqual([]);
  });
});

describe('the books and Spot', () => {
  // A buy spends quantity × price: with the exchange's own price it gets the quantity.
  const ETH = { Ticker: 'ETHUSDT', Price_Alert: '3000' };
  const BTC = { Ticker: 'BTCUSDT', Price_Alert: '60000' };
  const sell = (quantity: string): Promise<unknown> =>
    live.exchange.control.placeOrderByHand(
      { symbol: 'ETH-USDT', side: 'SELL', type: 'MARKET', quantity },
      SPOT,
    );

  it('books coins that a person sold, and lets the stop sell only what is left', async () => {
    const { strategy, alarmId } = await held('coins', 'spot/ETH-USDT', ETH, '1');
    await restingStop(alarmId, '0.999');
    await sell('0.4');
    const row = await reconciled('bingx-spot');
    expect(row).toMatchObject({ outcome: 'booked' });
    expect(row.report.booked).toMatchObject([
      { strategyId: strategy.id, quantity: '0.4', side: 'long', origin: 'by-hand' },
    ]);
    await restingStop(alarmId, '0.599');
    expect((await reconciled('bingx-spot')).outcome).toBe('clean');
  });

  it('knows no short: coins that were never in our books are sold outside of them', async () => {
    await sell('2');
    const row = await reconciled('bingx-spot');
    expect(row.report.booked.map((one: any) => [one.quantity, one.side])).toEqual([
      ['0.599', 'long'],
      ['1.401', 'long'],
    ]);
    const close = { Strategy: 'coins', Ticker: 'ETHUSDT', Order: 'order close long' };
    expect((await reasonOf((await live.send(close)) ?? '')).reason).toBe('nothing-to-close');
    const booked = await externalsOn('bingx-spot/ETH-USDT');
    expect(booked.map(({ positionSide }: any) => positionSide)).toEqual(['long', 'long', 'long']);
  });

  it('shows coins that a person bought as nobody’s, and sells these first in its books', async () => {
    const { alarmId } = await held('more', 'spot/BTC-USDT', BTC, '0.1');
    await live.exchange.control.placeOrderByHand(
      { symbol: 'BTC-USDT', side: 'BUY', type: 'MARKET', quoteOrderQty: '3000' },
      SPOT,
    );
    const bought = await reconciled('bingx-spot');
    expect(bought.report.booked).toMatchObject([{ strategyId: null, side: 'long' }]);
    await live.exchange.control.placeOrderByHand(
      { symbol: 'BTC-USDT', side: 'SELL', type: 'MARKET', quantity: '0.02' },
      SPOT,
    );
    const sold = await reconciled('bingx-spot');
    expect(sold.report.booked).toMatchObject([{ strategyId: null, quantity: '0.02' }]);
    await restingStop(alarmId, '0.0999');
  });
});
