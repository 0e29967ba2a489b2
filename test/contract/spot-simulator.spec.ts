import { decimal, decimalText } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { refTo } from '@test/support/builders/a-venue-order';
import { describeVenue } from './venue-suite/describe-venue';
import { startOnSimulator, type OnSimulator } from './venue-suite/on-simulator';

const BTC = instrumentOf('bingx-spot/BTC-USDT');
const start = () =>
  startOnSimulator({
    Venue: BingxSpotVenue,
    instrument: BTC,
    priceTick: '0.01',
    suiteQuantity: '0.001',
    usual: { quoteQuantity: '100' },
  });

describeVenue('BingX Spot against the simulator', async () => (await start()).underTest);

describe('BingX Spot against the simulator, when things go wrong', () => {
  let running: OnSimulator<BingxSpotVenue>;

  beforeEach(async () => {
    running = await start();
  });

  afterEach(() => running.close());

  const buy = (change: Partial<VenueOrder> = {}): VenueOrder => running.order(change);
  const sell = (quantity: string, change: Partial<VenueOrder> = {}): VenueOrder =>
    buy({ side: 'sell', reduceOnly: true, quoteQuantity: null, quantity, ...change });
  const coins = async (): Promise<{ readonly total: string; readonly available: string }> => {
    const found = await running.venue.accounts.balances('bingx');
    return found.find(({ asset }) => asset === 'BTC') ?? { total: '0', available: '0' };
  };

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
      const found = await running.venue.orders.find(refTo(sent));
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
    const fills = await running.fillsOf(await running.place(buy()));
    const bought = fills.reduce((sum, { quantity }) => sum.plus(decimal(quantity)), decimal('0'));
    const fee = fills.reduce((sum, fill) => sum.plus(decimal(fill.fee)), decimal('0'));
    for (const fill of fills) expect(fill.feeAsset).toBe('BTC');
    expect(fee.isPositive() && !fee.isZero()).toBe(true);
    const after = decimal((await coins()).total);
    expect(decimalText(after.minus(before))).toBe(decimalText(bought.minus(fee)));
  });

  it('has a stop lock its coins, and gives them back when it is cancelled', async () => {
    await running.simulator.control.setBalance('1', { product: 'spot', asset: 'BTC' });
    const stop = sell('0.6', { type: 'stop-market', stopPrice: running.times('0.9') });
    const id = await running.place(stop);
    expect(await coins()).toMatchObject({ total: '1', available: '0.4' });
    expect(await running.venue.execution.submit(sell('0.5'))).toMatchObject({
      outcome: 'refused',
      category: 'insufficient-margin',
    });
    expect(await running.venue.execution.cancel(refTo(stop, id))).toEqual({ outcome: 'cancelled' });
    expect(await coins()).toMatchObject({ total: '1', available: '1' });
  });

  it.each(['stop-market', 'take-profit-market'] as const)(
    'fills a %s when the price gets there, and not before',
    async (type) => {
      await running.simulator.control.setBalance('1', { product: 'spot', asset: 'BTC' });
      const factor = type === 'stop-market' ? '0.95' : '1.05';
      const sent = sell('0.5', { type, stopPrice: running.times(factor) });
      const id = await running.place(sent);
      expect(await running.venue.orders.find(refTo(sent, id))).toMatchObject({
        state: 'open',
        stopPrice: running.times(factor),
      });
      await running.simulator.control.setPrice(
        'BTC-USDT',
        running.times(type === 'stop-market' ? '0.94' : '1.06'),
        'spot',
      );
      const report = await running.venue.orders.find(refTo(sent, id));
      expect(report).toMatchObject({ state: 'filled', filledQuantity: '0.5' });
      const fills = await running.fillsOf(report?.venueOrderId ?? '');
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
      [
        sell('0.001', { type: 'stop-market', stopPrice: running.times('1.1') }),
        'stop-price-wrong-side',
      ],
    ] as const) {
      expect(await venue.execution.submit(sent)).toMatchObject({ outcome: 'refused', category });
    }
    const { requests } = await simulator.control.state();
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
