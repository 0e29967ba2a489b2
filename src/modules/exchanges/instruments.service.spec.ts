import { InstrumentsService } from '@/modules/exchanges/instruments.service';
import { MarketReach } from '@/modules/exchanges/market-reach';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const ETH = { market: 'bingx-usdt-m', base: 'ETH', quote: 'USDT' } as const;

function setUp(isDown: boolean) {
  const clock = new FixedClock();
  const market = new FakeVenue({ clock, instruments: [{ ...FAKE_BTC, quantityStep: '0.005' }] });
  market.isDown = isDown;
  let asked = 0;
  const list = market.instruments.list;
  market.instruments.list = () => {
    asked += 1;
    return list();
  };
  return {
    clock,
    market,
    asked: () => asked,
    service: new InstrumentsService([market], new MarketReach(clock), clock),
  };
}

describe(InstrumentsService.name, () => {
  it('believes the exchange while it can be reached, and asks it once in ten minutes', async () => {
    const { service, asked, clock } = setUp(false);
    expect((await service.find(FAKE_BTC.instrument))?.quantityStep).toBe('0.005');
    expect(await service.find(ETH)).toBeNull();
    expect(await service.list('bingx-usdt-m')).toMatchObject({ source: 'exchange' });
    expect(asked()).toBe(1);
    clock.advance(600_001);
    await service.find(ETH);
    expect(asked()).toBe(2);
  });

  it('uses the shipped list offline, and does not ask again within a minute', async () => {
    const { service, asked, clock } = setUp(true);
    expect((await service.find(FAKE_BTC.instrument))?.quantityStep).toBe('0.0001');
    expect((await service.find(ETH))?.priceTick).toBe('0.01');
    expect(await service.list('bingx-usdt-m')).toMatchObject({ source: 'shipped' });
    clock.advance(59_000);
    await service.find(ETH);
    expect(asked()).toBe(1);
  });

  it('keeps what the exchange said last when it can not be reached any more', async () => {
    const { service, market, clock } = setUp(false);
    await service.find(ETH);
    market.isDown = true;
    clock.advance(700_000);
    expect((await service.find(FAKE_BTC.instrument))?.quantityStep).toBe('0.005');
  });

  it('reads ahead a moment after the start, and not when it stops before', async () => {
    jest.useFakeTimers();
    try {
      const started = setUp(false);
      started.service.onApplicationBootstrap();
      const stopped = setUp(false);
      stopped.service.onApplicationBootstrap();
      stopped.service.beforeApplicationShutdown();
      expect(started.asked()).toBe(0);
      await jest.advanceTimersByTimeAsync(1_000);
      expect([started.asked(), stopped.asked()]).toEqual([1, 0]);
      await started.service.find(ETH);
      expect(started.asked()).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('waits no longer than its limit for an exchange that hangs', async () => {
    const { service, market } = setUp(false);
    market.instruments.list = () => new Promise(() => undefined);
    expect((await service.find(FAKE_BTC.instrument))?.quantityStep).toBe('0.0001');
  });

  it('knows no market without an adapter beyond the shipped list', async () => {
    const { service } = setUp(false);
    expect(await service.list('bingx-standard')).toEqual({ rules: [], source: 'shipped' });
    expect((await service.list('bingx-spot')).rules.length).toBeGreaterThan(0);
  });
});
