import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { MarketReach } from '@/modules/exchanges/market-reach';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import type { MarketWatcher, VenueStreams } from '@/modules/exchanges/venue-streams.port';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const BTC = FAKE_BTC.instrument;

function setUp() {
  const clock = new FixedClock();
  const stream = { isUp: true, watched: 0, ended: 0 };
  let watcher: MarketWatcher | null = null;
  const streams = {
    market: {
      watch: (_topic: unknown, given: MarketWatcher) => {
        watcher = given;
        stream.watched += 1;
        return {
          get isUp() {
            return stream.isUp;
          },
          end: () => (stream.ended += 1),
        };
      },
    },
  } as unknown as VenueStreams;
  const venue = Object.assign(new FakeVenue({ clock, price: '65000' }), { streams });
  const streamed = new StreamedPrices(clock);
  const prices = new MarketPriceService([venue], new MarketReach(clock), clock, streamed);
  const push = (price: string): void => {
    watcher?.onEvent({ kind: 'price', instrument: BTC, price, at: null });
  };
  return { clock, stream, venue, streamed, prices, push };
}

describe(StreamedPrices.name, () => {
  it('is asked for once by REST, and answers by itself from then on', async () => {
    const { prices, push, venue, stream } = setUp();
    expect(await prices.live(BTC)).toMatchObject({ price: '65000', source: 'ticker' });
    push('65001');
    expect(await prices.live(BTC)).toMatchObject({ price: '65001', source: 'stream' });
    venue.isDown = true;
    push('65002');
    expect(await prices.priceOf(BTC, '1')).toMatchObject({ price: '65002' });
    expect(stream.watched).toBe(1);
  });

  it('gives no price that is older than five seconds, or of a stream that is down', async () => {
    const { prices, push, clock, stream } = setUp();
    await prices.live(BTC);
    push('65001');
    clock.advance(5_000);
    expect(await prices.live(BTC)).toMatchObject({ source: 'stream' });
    clock.advance(1);
    expect(await prices.live(BTC)).toMatchObject({ price: '65000', source: 'ticker' });
    push('65003');
    stream.isUp = false;
    expect(await prices.live(BTC)).toMatchObject({ price: '65000', source: 'ticker' });
  });

  it('leaves topics that nobody asks about any more', async () => {
    const { prices, clock, stream, streamed } = setUp();
    await prices.live(BTC);
    clock.advance(16 * 60_000);
    await prices.live({ ...BTC, base: 'ETH' });
    expect([stream.watched, stream.ended]).toEqual([2, 1]);
    streamed.beforeApplicationShutdown();
    expect(stream.ended).toBe(2);
  });

  it('tells of every price', async () => {
    const { prices, push, streamed } = setUp();
    const told: string[] = [];
    streamed.onTick((_instrument, price) => told.push(price));
    await prices.live(BTC);
    push('1');
    push('2');
    expect(told).toEqual(['1', '2']);
  });
});
