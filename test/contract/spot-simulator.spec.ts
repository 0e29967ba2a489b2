import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decimal, decimalText, roundToStep } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import type { OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';
import { bingxParts } from '@test/support/builders/bingx-parts';
import {
  spawnSimulator,
  type SpawnedSimulator,
} from '@test/support/simulators/bingx/spawn-simulator';
import { describeVenue, type VenueUnderTest } from './venue-suite/describe-venue';

const BTC = instrumentOf('bingx-spot/BTC-USDT');

interface Running {
  readonly simulator: SpawnedSimulator;
  readonly venue: BingxSpotVenue;
  close(): Promise<void>;
}

/** The adapter against the exchange simulator, a process of its own that was written from the documentation. */
async function start(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'bingx-simulator-'));
  const simulator = await spawnSimulator({ book: join(folder, 'book.json') });
  const parts = bingxParts(simulator, { timeoutMs: 3_000 });
  const close = async (): Promise<void> => {
    parts.hosts.close();
    await simulator.kill();
    await rm(folder, { recursive: true, force: true });
  };
  return { simulator, venue: new BingxSpotVenue(parts), close };
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

describeVenue('BingX Spot against the simulator', async () => underTest(await start()));

describe('BingX Spot against the simulator, when things go wrong', () => {
  let running: Running;
  let price: string;
  let made = 0;

  beforeEach(async () => {
    running = await start();
    price = (await running.venue.prices.ticker(BTC)).price;
  });

  afterEach(() => running.close());

  const buy = (change: Partial<VenueOrder> = {}): VenueOrder => {
    made += 1;
    return {
      account: 'bingx',
      instrument: BTC,
      clientOrderId: `s${String(made).padStart(31, '0')}` as ClientOrderId,
      side: 'buy',
      positionSide: 'long',
      type: 'market',
      quantity: '0.001',
      quoteQuantity: '100',
      price: null,
      stopPrice: null,
      reduceOnly: false,
      referencePrice: null,
      ...change,
    };
  };
  const sell = (quantity: string, change: Partial<VenueOrder> = {}): VenueOrder =>
    buy({ side: 'sell', reduceOnly: true, quoteQuantity: null, quantity, ...change });
  const times = (factor: string): string =>
    decimalText(roundToStep(decimal(price).times(decimal(factor)), decimal('0.01'), 'nearest'));
  const refOf = (placed: VenueOrder, venueOrderId: string | null = null): OrderRef => ({
    ...placed,
    venueOrderId,
  });
  const coins = async (): Promise<{ readonly total: string; readonly available: string }> => {
    const found = await running.venue.accounts.balances('bingx');
    return found.find(({ asset }) => asset === 'BTC') ?? { total: '0', available: '0' };
  };
  const acknowledged = async (sent: VenueOrder): Promise<string> => {
    const outcome = await running.venue.execution.submit(sent);
    if (outcome.outcome !== 'acknowledged') throw new Error(JSON.stringify(outcome));
    return outcome.venueOrderId;
  };
  const fillsOf = (venueOrderId: string) =>
    running.venue.orders.fills('bingx', BTC, new Date(Date.now() - 60_000), venueOrderId);

  it.each([
    'drop-response-after-accept',
    'reset-after-accept',
    'http-5xx-after-accept',
    'html-502-after-accept',
    'half-body-after-accept',
  ] as const)(
    '%s: the order is unknown, was sent once, and is found by its own id',
    async (kind) => {
      await running.simulator.control.addFaults({
        kind,
        match: { method: 'POST', path: '/trade/order$' },
      });
      const sent = buy();
      expect(await running.venue.execution.submit(sent)).toMatchObject({ outcome: 'unknown' });
      const found = await running.venue.orders.find(refOf(sent));
      expect(found).toMatchObject({ clientOrderId: sent.clientOrderId, side: 'buy' });
      const { requests } = await running.simulator.control.state();
      const sends = requests.filter(
        ({ method, path }) => method === 'POST' && path.endsWith('/trade/order'),
      );
      expect(sends).toHaveLength(1);
    },
  );

  it('gets the coins of a buy less the fee that its fills say', async () => {
    const before = decimal((await coins()).total);
    const fills = await fillsOf(await acknowledged(buy()));
    const bought = fills.reduce((sum, { quantity }) => sum.plus(decimal(quantity)), decimal('0'));
    const fee = fills.reduce((sum, fill) => sum.plus(decimal(fill.fee)), decimal('0'));
    for (const fill of fills) expect(fill.feeAsset).toBe('BTC');
    expect(fee.isPositive() && !fee.isZero()).toBe(true);
    const after = decimal((await coins()).total);
    expect(decimalText(after.minus(before))).toBe(decimalText(bought.minus(fee)));
  });

  it('has a stop lock its coins, and gives them back when it is cancelled', async () => {
    await running.simulator.control.setBalance('1', { product: 'spot', asset: 'BTC' });
    const stop = sell('0.6', { type: 'stop-market', stopPrice: times('0.9') });
    const id = await acknowledged(stop);
    expect(await coins()).toMatchObject({ total: '1', available: '0.4' });
    expect(await running.venue.execution.submit(sell('0.5'))).toMatchObject({
      outcome: 'refused',
      category: 'insufficient-margin',
    });
    expect(await running.venue.execution.cancel(refOf(stop, id))).toEqual({ outcome: 'cancelled' });
    expect(await coins()).toMatchObject({ total: '1', available: '1' });
  });

  it.each(['stop-market', 'take-profit-market'] as const)(
    'fills a %s when the price gets there, and not before',
    async (type) => {
      await running.simulator.control.setBalance('1', { product: 'spot', asset: 'BTC' });
      const factor = type === 'stop-market' ? '0.95' : '1.05';
      const sent = sell('0.5', { type, stopPrice: times(factor) });
      const id = await acknowledged(sent);
      expect(await running.venue.orders.find(refOf(sent, id))).toMatchObject({
        state: 'open',
        stopPrice: times(factor),
      });
      await running.simulator.control.setPrice(
        'BTC-USDT',
        times(type === 'stop-market' ? '0.94' : '1.06'),
        'spot',
      );
      const report = await running.venue.orders.find(refOf(sent, id));
      expect(report).toMatchObject({ state: 'filled', filledQuantity: '0.5' });
      const fills = await fillsOf(report?.venueOrderId ?? '');
      expect(fills.length).toBeGreaterThan(0);
      for (const fill of fills) expect(fill).toMatchObject({ side: 'sell', feeAsset: 'USDT' });
    },
  );

  it('refuses what the pair does not take, before anything is sent', async () => {
    const { venue, simulator } = running;
    for (const [sent, category] of [
      [sell('0.0000123'), 'invalid-parameter'],
      [buy({ quoteQuantity: '4.5' }), 'quantity-too-small'],
      [buy({ quoteQuantity: '10.005' }), 'invalid-parameter'],
      [sell('0.001', { type: 'stop-market', stopPrice: times('1.1') }), 'stop-price-wrong-side'],
    ] as const) {
      expect(await venue.execution.submit(sent)).toMatchObject({ outcome: 'refused', category });
    }
    const { requests } = await simulator.control.state();
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
