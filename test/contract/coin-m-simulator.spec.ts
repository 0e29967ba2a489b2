import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decimal, decimalText, roundToStep } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import type { OrderLikeness, OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';
import { bingxParts } from '@test/support/builders/bingx-parts';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import { describeVenue, type VenueUnderTest } from './venue-suite/describe-venue';

const BTC = instrumentOf('bingx-coin-m/BTC-USD');

interface Running {
  readonly simulator: SpawnedSimulator;
  readonly venue: BingxCoinMVenue;
  close(): Promise<void>;
}

/** The adapter against the exchange simulator, a process of its own that was written from the documentation. */
async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'bingx-simulator-'));
  const simulator = await spawnSimulator({ book: join(folder, 'book.json') });
  const parts = bingxParts(simulator, { timeoutMs: 3_000 });
  const venue = new BingxCoinMVenue(parts);
  const close = async (): Promise<void> => {
    parts.hosts.close();
    await simulator.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return { simulator, venue, close };
}

async function underTest(running: Running): Promise<VenueUnderTest> {
  const ticker = await running.venue.prices.ticker(BTC);
  return {
    venue: running.venue,
    account: 'bingx',
    instrument: BTC,
    quantity: '3',
    referencePrice: ticker.price,
    close: running.close,
  };
}

describeVenue('BingX Coin-M, hedge mode, against the simulator', async () =>
  underTest(await start()),
);

describeVenue('BingX Coin-M, one-way mode, against the simulator', async () => {
  const running = await start();
  await running.simulator.control.setMode(false);
  return underTest(running);
});

describe('BingX Coin-M against the simulator, when things go wrong', () => {
  let running: Running;
  let price: string;
  let sent = 0;

  beforeEach(async () => {
    running = await start();
    price = (await running.venue.prices.ticker(BTC)).price;
  });

  afterEach(async () => {
    await running.close();
  });

  const order = (change: Partial<VenueOrder> = {}): VenueOrder => {
    sent += 1;
    return {
      account: 'bingx',
      instrument: BTC,
      clientOrderId: `s${String(sent).padStart(31, '0')}` as ClientOrderId,
      side: 'buy',
      positionSide: 'long',
      type: 'market',
      quantity: '2',
      quoteQuantity: null,
      price: null,
      stopPrice: null,
      reduceOnly: false,
      referencePrice: null,
      ...change,
    };
  };
  const refOf = (placed: VenueOrder, venueOrderId: string | null = null): OrderRef => ({
    account: placed.account,
    instrument: placed.instrument,
    clientOrderId: placed.clientOrderId,
    venueOrderId,
  });
  const likeness = (placed: VenueOrder): OrderLikeness => ({
    ...placed,
    from: new Date(Date.now() - 10_000),
    to: new Date(Date.now() + 10_000),
  });
  const times = (factor: string): string =>
    decimalText(roundToStep(decimal(price).times(decimal(factor)), decimal('0.1'), 'nearest'));
  const place = async (placed: VenueOrder): Promise<string> => {
    const outcome = await running.venue.execution.submit(placed);
    if (outcome.outcome !== 'acknowledged') throw new Error(JSON.stringify(outcome));
    return outcome.venueOrderId;
  };

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
      const placed = order();
      expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
      const alikes = await venue.orders.lookAlikes(likeness(placed));
      expect(alikes).toHaveLength(1);
      const found = await venue.orders.find(refOf(placed, alikes[0]?.venueOrderId ?? ''));
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
    const placed = order();
    expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
    expect(await venue.orders.lookAlikes(likeness(placed))).toEqual([]);
  });

  it('a changed position mode is learned from the refusal, and the order goes out in the right one', async () => {
    const { venue, simulator } = running;
    await simulator.control.setMode(false);
    expect(await venue.accounts.positionMode('bingx')).toBe('hedge');
    expect(await venue.execution.submit(order())).toMatchObject({ outcome: 'acknowledged' });
    expect(await venue.accounts.positionMode('bingx')).toBe('one-way');
    const close = order({ side: 'sell', reduceOnly: true, quantity: '5' });
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
    await place(order());
    const stop = order({
      side: 'sell',
      reduceOnly: true,
      type: 'stop-market',
      stopPrice: times('0.95'),
    });
    const stopId = await place(stop);
    await simulator.control.setPrice('BTC-USD', times('0.94'));
    const report = await venue.orders.find(refOf(stop, stopId));
    expect(report).toMatchObject({ state: 'filled', filledQuantity: '2', side: 'sell' });
    const fills = await venue.orders.fills(
      'bingx',
      BTC,
      new Date(Date.now() - 60_000),
      report?.venueOrderId ?? '',
    );
    expect(fills.map((fill) => [fill.quantity, fill.feeAsset])).toEqual([['2', 'BTC']]);
    expect(await venue.positions.open('bingx')).toHaveLength(0);
  });

  it('a burst stays within the limits of the exchange', async () => {
    const { venue } = running;
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => venue.execution.submit(order({ quantity: '1' }))),
    );
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(Array(12).fill('acknowledged'));
  });
});
