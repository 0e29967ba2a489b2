import { decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { refTo } from '@test/support/builders/a-venue-order';
import { describeVenue } from './venue-suite/describe-venue';
import { startOnSimulator, type OnSimulator } from './venue-suite/on-simulator';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');
const start = () =>
  startOnSimulator({
    Venue: BingxUsdtMVenue,
    instrument: BTC,
    priceTick: '0.1',
    suiteQuantity: '0.001',
    usual: {},
  });

describeVenue(
  'BingX USDT-M, hedge mode, against the simulator',
  async () => (await start()).underTest,
);

describeVenue('BingX USDT-M, one-way mode, against the simulator', async () => {
  const running = await start();
  await running.simulator.control.setMode(false);
  return running.underTest;
});

describe('BingX USDT-M against the simulator, when things go wrong', () => {
  let running: OnSimulator<BingxUsdtMVenue>;

  beforeEach(async () => {
    running = await start();
  });

  afterEach(() => running.close());

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
      const placed = running.order();
      expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
      const found = await venue.orders.find(refTo(placed));
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
    const placed = running.order();
    expect(await venue.execution.submit(placed)).toMatchObject({ outcome: 'unknown' });
    expect(await venue.orders.find(refTo(placed))).toBeNull();
  });

  it('a wrong clock is measured and corrected', async () => {
    const { venue, simulator } = running;
    await venue.accounts.balances('bingx');
    await simulator.control.setClockSkew(120_000);
    expect(await venue.execution.submit(running.order())).toMatchObject({
      outcome: 'acknowledged',
    });
    expect((await venue.ping(AbortSignal.timeout(2_000))).clockOffsetMs).toBeLessThan(-110_000);
  });

  it('a changed position mode is refused once, then noticed', async () => {
    const { venue, simulator } = running;
    await venue.accounts.positionMode('bingx');
    await simulator.control.setMode(false);
    expect(await venue.execution.submit(running.order())).toMatchObject({
      outcome: 'refused',
      category: 'position-mode-mismatch',
    });
    expect(await venue.execution.submit(running.order())).toMatchObject({
      outcome: 'acknowledged',
    });
  });

  it('a stop that triggers is found with its fills under the parent id', async () => {
    const { venue, simulator } = running;
    await venue.execution.submit(running.order());
    const stop = running.order({
      side: 'sell',
      reduceOnly: true,
      type: 'stop-market',
      stopPrice: running.times('0.95'),
    });
    const stopId = await running.place(stop);
    await simulator.control.setPrice('BTC-USDT', running.times('0.94'));
    const report = await venue.orders.find(refTo(stop, stopId));
    expect(report).toMatchObject({ state: 'filled', filledQuantity: '0.001', side: 'sell' });
    const fills = await running.fillsOf(stopId);
    expect(
      fills.reduce((total, fill) => total.plus(decimal(fill.quantity)), decimal('0')).toString(),
    ).toBe('0.001');
    expect(fills.every((fill) => fill.venueOrderId === report?.venueOrderId)).toBe(true);
    expect(await venue.positions.open('bingx')).toHaveLength(0);
  });

  it('too little margin is a refusal', async () => {
    const { venue, simulator } = running;
    await simulator.control.setBalance('0.01');
    expect(await venue.execution.submit(running.order())).toMatchObject({
      outcome: 'refused',
      category: 'insufficient-margin',
    });
  });

  it('partial fills add up, each once', async () => {
    const { venue, simulator } = running;
    const limit = running.order({ type: 'limit', price: running.times('0.9'), quantity: '0.01' });
    const orderId = await running.place(limit);
    const key = { orderId };
    await simulator.control.fill(key, '0.3');
    const part = await venue.orders.find(refTo(limit, orderId));
    expect(part).toMatchObject({ state: 'partially-filled', filledQuantity: '0.003' });
    await simulator.control.fill(key, '0.7');
    const fills = await running.fillsOf(orderId);
    expect(fills.map((fill) => fill.quantity).sort()).toEqual(['0.003', '0.007']);
  });

  it('a burst stays within the limits of the exchange', async () => {
    const { venue } = running;
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => venue.execution.submit(running.order())),
    );
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(Array(12).fill('acknowledged'));
  });
});
