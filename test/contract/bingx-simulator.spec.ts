import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { decimal, decimalText, roundToStep } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';
import { bingxParts } from '@test/support/builders/bingx-parts';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import { describeVenue, type VenueUnderTest } from './venue-suite/describe-venue';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');

interface Running {
  readonly simulator: SpawnedSimulator;
  readonly venue: BingxUsdtMVenue;
  close(): Promise<void>;
}

/** The adapter against the exchange simulator, a process of its own that was written from the documentation. */
async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'bingx-simulator-'));
  const simulator = await spawnSimulator({ book: join(folder, 'book.json') });
  const parts = bingxParts(simulator, { timeoutMs: 3_000 });
  const venue = new BingxUsdtMVenue(parts);
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
    quantity: '0.001',
    referencePrice: ticker.price,
    close: running.close,
  };
}

describeVenue('BingX USDT-M, hedge mode, against the simulator', async () =>
  underTest(await start()),
);

describeVenue('BingX USDT-M, one-way mode, against the simulator', async () => {
  const running = await start();
  await running.simulator.control.setMode(false);
  return underTest(running);
});

describe('BingX USDT-M against the simulator, when things go wrong', () => {
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
      quantity: '0.001',
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
  const times = (factor: string): string =>
    decimalText(roundToStep(decimal(price).times(decimal(factor)), decimal('0.1'), 'nearest'));

  it.each([
    'drop-response-after-accept',
    'reset-after-accept',
    'http-5xx-after-accept',
    'html-502-after-accept',
    'wrong-json-after-accept',
    'half-body-after-accept',
  ] as const)(
    '%s: the order is unknown, was sent once, and is found by its client order id',
    async (kind) => {
      const { venue, simulator } = running;
      const body = kind === 'wrong-json-after-accept' ? { body: '{"code":' } : {};
      await simulator.control.addFaults({
        kind,
        match: { method: 'POST', path: '/trade/order$' },
        ...body,
      });
      const placed = order();
      expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
      const found = await venue.orders.find(refOf(placed));
      expect(found).toMatchObject({ clientOrderId: placed.clientOrderId, filledQuantity: '0.001' });
      expect(await venue.orders.history('bingx', BTC, new Date(Date.now() - 60_000))).toHaveLength(
        1,
      );
    },
  );

  it('hang: unknown after the time limit, and null when the exchange never saw it', async () => {
    const { venue, simulator } = running;
    await simulator.control.addFaults({
      kind: 'hang',
      match: { method: 'POST', path: '/trade/order$' },
    });
    const placed = order();
    expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
    expect(await venue.orders.find(refOf(placed))).toBeNull();
  });

  it('a wrong clock is measured and corrected', async () => {
    const { venue, simulator } = running;
    await venue.accounts.balances('bingx');
    await simulator.control.setClockSkew(120_000);
    expect(await venue.execution.submit(order())).toMatchObject({ outcome: 'acknowledged' });
    expect((await venue.ping(AbortSignal.timeout(2_000))).clockOffsetMs).toBeLessThan(-110_000);
  });

  it('a changed position mode is refused once, then noticed', async () => {
    const { venue, simulator } = running;
    await venue.accounts.positionMode('bingx');
    await simulator.control.setMode(false);
    expect(await venue.execution.submit(order())).toMatchObject({
      outcome: 'refused',
      category: 'position-mode-mismatch',
    });
    expect(await venue.execution.submit(order())).toMatchObject({ outcome: 'acknowledged' });
  });

  it('a stop that triggers is found with its fills under the parent id', async () => {
    const { venue, simulator } = running;
    const since = new Date(Date.now() - 60_000);
    await venue.execution.submit(order());
    const stop = order({
      side: 'sell',
      reduceOnly: true,
      type: 'stop-market',
      stopPrice: times('0.95'),
    });
    const outcome = await venue.execution.submit(stop);
    if (outcome.outcome !== 'acknowledged') throw new Error(JSON.stringify(outcome));
    await simulator.control.setPrice('BTC-USDT', times('0.94'));
    const report = await venue.orders.find(refOf(stop, outcome.venueOrderId));
    expect(report).toMatchObject({ state: 'filled', filledQuantity: '0.001', side: 'sell' });
    const fills = await venue.orders.fills('bingx', BTC, since, outcome.venueOrderId);
    expect(
      fills.reduce((total, fill) => total.plus(decimal(fill.quantity)), decimal('0')).toString(),
    ).toBe('0.001');
    expect(fills.every((fill) => fill.venueOrderId === report?.venueOrderId)).toBe(true);
    expect(await venue.positions.open('bingx')).toHaveLength(0);
  });

  it('too little margin is a refusal', async () => {
    const { venue, simulator } = running;
    await simulator.control.setBalance('0.01');
    expect(await venue.execution.submit(order())).toMatchObject({
      outcome: 'refused',
      category: 'insufficient-margin',
    });
  });

  it('partial fills add up, each once', async () => {
    const { venue, simulator } = running;
    const limit = order({ type: 'limit', price: times('0.9'), quantity: '0.01' });
    const outcome = await venue.execution.submit(limit);
    if (outcome.outcome !== 'acknowledged') throw new Error(JSON.stringify(outcome));
    const key = { orderId: outcome.venueOrderId };
    await simulator.control.fill(key, '0.3');
    const part = await venue.orders.find(refOf(limit, outcome.venueOrderId));
    expect(part).toMatchObject({ state: 'partially-filled', filledQuantity: '0.003' });
    await simulator.control.fill(key, '0.7');
    const fills = await venue.orders.fills(
      'bingx',
      BTC,
      new Date(Date.now() - 60_000),
      key.orderId,
    );
    expect(fills.map((fill) => fill.quantity).sort()).toEqual(['0.003', '0.007']);
  });

  it('a burst stays within the limits of the exchange', async () => {
    const { venue } = running;
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => venue.execution.submit(order())),
    );
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(Array(12).fill('acknowledged'));
  });
});
