import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import { MarketReach } from '@/modules/exchanges/market-reach';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const BTC = FAKE_BTC.instrument;

function setUp(options: { down?: boolean } = {}) {
  const clock = new FixedClock();
  const market = new FakeVenue({ clock, price: '65000' });
  market.isDown = options.down ?? false;
  let asked = 0;
  const ticker = market.prices.ticker;
  market.prices.ticker = (instrument) => {
    asked += 1;
    return ticker(instrument);
  };
  const prices = new MarketPriceService(
    [market],
    new MarketReach(clock),
    clock,
    new StreamedPrices(clock),
  );
  return { clock, market, prices, asked: () => asked };
}

describe(MarketPriceService.name, () => {
  it('prefers the live ticker', async () => {
    const { prices } = setUp();
    expect(await prices.priceOf(BTC, '60000')).toMatchObject({ price: '65000', source: 'ticker' });
  });

  it('takes the last candle of the day when the market can not be asked, else the reference, else nothing', async () => {
    const { prices, clock } = setUp({ down: true });
    let at = clock.now();
    prices.registerCandleSource({ lastClose: () => Promise.resolve({ price: '64000', at }) });
    expect(await prices.priceOf(BTC, '60000')).toMatchObject({ price: '64000', source: 'candle' });
    at = new Date(at.getTime() - 86_400_001);
    expect(await prices.priceOf(BTC, '60000')).toMatchObject({
      price: '60000',
      source: 'reference',
    });
    expect(await prices.priceOf(BTC, null)).toBeNull();
    expect(await prices.priceOf(BTC, 'NaN')).toBeNull();
    expect(await prices.priceOf(BTC, '-1')).toBeNull();
  });

  it('goes on when the candle store is broken', async () => {
    const { prices } = setUp({ down: true });
    prices.registerCandleSource({ lastClose: () => Promise.reject(new Error('down')) });
    expect(await prices.priceOf(BTC, '60000')).toMatchObject({ source: 'reference' });
  });

  it('remembers for a minute that the market is out of reach', async () => {
    const { prices, market, clock, asked } = setUp({ down: true });
    await prices.live(BTC);
    clock.advance(30_000);
    await prices.live(BTC);
    expect(asked()).toBe(1);
    market.isDown = false;
    clock.advance(31_000);
    expect(await prices.live(BTC)).toMatchObject({ price: '65000' });
  });

  it('asks once for askers at the same time', async () => {
    const { prices, asked, clock } = setUp();
    await Promise.all(Array.from({ length: 50 }, () => prices.live(BTC)));
    expect(asked()).toBe(1);
    clock.advance(201);
    await prices.live(BTC);
    expect(asked()).toBe(2);
  });

  it('passes an alarm price on only while the market itself can not be asked', async () => {
    const { prices, market, clock } = setUp();
    const seen: string[] = [];
    prices.registerListener({
      onPrice: (_instrument, price) => {
        seen.push(price);
        return Promise.resolve();
      },
      onCandles: () => Promise.resolve(),
    });
    await prices.observe(BTC, '1', clock.now());
    expect(seen).toEqual([]);
    market.isDown = true;
    clock.advance(300);
    await prices.observe(BTC, '64000', clock.now());
    await prices.observe(BTC, 'NaN', clock.now());
    expect(seen).toEqual(['64000']);
  });
});
