import { instrumentOf } from '@/kernel/instrument';
import { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import type { OrderLikeness, VenueOrder } from '@/modules/exchanges/venue.types';
import { refTo } from '@test/support/builders/a-venue-order';
import { describeVenue } from './venue-suite/describe-venue';
import { startOnSimulator, type OnSimulator } from './venue-suite/on-simulator';

const BTC = instrumentOf('bingx-coin-m/BTC-USD');
const start = () =>
  startOnSimulator({
    Venue: BingxCoinMVenue,
    instrument: BTC,
    priceTick: '0.1',
    suiteQuantity: '3',
    usual: { quantity: '2' },
  });

describeVenue(
  'BingX Coin-M, hedge mode, against the simulator',
  async () => (await start()).underTest,
);

describeVenue('BingX Coin-M, one-way mode, against the simulator', async () => {
  const running = await start();
  await running.simulator.control.setMode(false);
  return running.underTest;
});

describe('BingX Coin-M against the simulator, when things go wrong', () => {
  let running: OnSimulator<BingxCoinMVenue>;

  beforeEach(async () => {
    running = await start();
  });

  afterEach(() => running.close());

  const likeness = (placed: VenueOrder): OrderLikeness => ({
    ...placed,
    from: new Date(Date.now() - 10_000),
    to: new Date(Date.now() + 10_000),
  });

  it.each([
    'drop-response-after-accept',
    'reset-after-accept',
    'http-5xx-after-accept',
    'html-502-after-accept',
    'half-body-after-accept',
  ] as const)(
    '%s: the order is unknown, was sent once, and is recognised by what it looks like',
    async (kind) => {
      const { venue, simulator } = running;
      await simulator.control.addFaults({
        kind,
        match: { method: 'POST', path: 'cswap/v1/trade/order$' },
      });
      const placed = running.order();
      expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
      const alikes = await venue.orders.lookAlikes(likeness(placed));
      expect(alikes).toHaveLength(1);
      const found = await venue.orders.find(refTo(placed, alikes[0]?.venueOrderId ?? ''));
      expect(found).toMatchObject({ state: 'filled', filledQuantity: '2', side: 'buy' });
      const since = new Date(Date.now() - 60_000);
      expect(await venue.orders.history('bingx', BTC, since)).toHaveLength(1);
    },
  );

  it('hang: unknown after the time limit, and nothing to recognise when the exchange never saw it', async () => {
    const { venue, simulator } = running;
    await simulator.control.addFaults({
      kind: 'hang',
      match: { method: 'POST', path: 'cswap/v1/trade/order$' },
    });
    const placed = running.order();
    expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
    expect(await venue.orders.lookAlikes(likeness(placed))).toEqual([]);
  });

  it('a changed position mode is learned from the refusal, and the order goes out in the right one', async () => {
    const { venue, simulator } = running;
    await simulator.control.setMode(false);
    expect(await venue.accounts.positionMode('bingx')).toBe('hedge');
    expect(await venue.execution.submit(running.order())).toMatchObject({
      outcome: 'acknowledged',
    });
    expect(await venue.accounts.positionMode('bingx')).toBe('one-way');
    const close = running.order({ side: 'sell', reduceOnly: true, quantity: '5' });
    expect(await venue.execution.submit(close)).toMatchObject({
      outcome: 'refused',
      category: 'nothing-to-close',
    });
    expect(await venue.execution.submit({ ...close, quantity: '2' })).toMatchObject({
      outcome: 'acknowledged',
    });
    expect(await venue.positions.open('bingx')).toEqual([]);
  });

  it('a stop fires and leaves no position', async () => {
    const { venue, simulator } = running;
    await running.place(running.order());
    const stop = running.order({
      side: 'sell',
      reduceOnly: true,
      type: 'stop-market',
      stopPrice: running.times('0.95'),
    });
    const stopId = await running.place(stop);
    await simulator.control.setPrice('BTC-USD', running.times('0.94'));
    const report = await venue.orders.find(refTo(stop, stopId));
    expect(report).toMatchObject({ state: 'filled', filledQuantity: '2', side: 'sell' });
    const fills = await running.fillsOf(report?.venueOrderId ?? '');
    expect(fills.map((fill) => [fill.quantity, fill.feeAsset])).toEqual([['2', 'BTC']]);
    expect(await venue.positions.open('bingx')).toHaveLength(0);
  });

  it('a burst stays within the limits of the exchange', async () => {
    const { venue } = running;
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => venue.execution.submit(running.order({ quantity: '1' }))),
    );
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(Array(12).fill('acknowledged'));
  });
});
