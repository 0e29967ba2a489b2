import type { DataSource } from 'typeorm';
import type { Timeframe } from '@/kernel/timeframe';
import { KlinesRepository } from '@/modules/klines/klines.repository';
import { KlinesService, MOST_IN_BACKFILL } from '@/modules/klines/klines.service';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { StreamedPrices } from '@/modules/exchanges/streamed-prices';
import { MarketReach } from '@/modules/exchanges/market-reach';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { Kline, KlineRequest } from '@/modules/exchanges/venue.types';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const BTC = FAKE_BTC.instrument;
const HOUR = '1h' as Timeframe;
const HOUR_MS = 3_600_000;

let source: DataSource;
let clock: FixedClock;

beforeAll(async () => {
  source = await openTestConnection('klines');
});
beforeEach(async () => {
  await truncateAll(source);
  clock = new FixedClock();
});
afterAll(() => source.destroy());

const candle = (openAt: string, change: Partial<Kline> = {}): Kline => ({
  openAt: new Date(openAt),
  open: '100',
  high: '110.5',
  low: '90',
  close: '101',
  volume: '3.25',
  isFinal: true,
  ...change,
});

/** A market that gives one candle an hour of whatever is asked, and remembers what was asked. */
function market(asked: KlineRequest[] = []): Venue {
  const klines = {
    fetch: (request: KlineRequest): Promise<readonly Kline[]> => {
      asked.push(request);
      const found: Kline[] = [];
      for (let at = request.from.getTime(); at < request.to.getTime(); at += HOUR_MS) {
        found.push(candle(new Date(at).toISOString()));
      }
      return Promise.resolve(found);
    },
  };
  return Object.assign(new FakeVenue({ clock }), { klines });
}

function setUp(venue: Venue = market()) {
  const prices = new MarketPriceService(
    [],
    new MarketReach(clock),
    clock,
    new StreamedPrices(clock),
  );
  const service = new KlinesService(
    new KlinesRepository(source),
    new VenueRegistry([venue]),
    prices,
    clock,
  );
  service.onModuleInit();
  return { service, prices };
}

describe(KlinesService.name, () => {
  it('keeps candles exactly and lists them ascending, the newest ones when there are too many', async () => {
    const { service } = setUp();
    const candles = [
      candle('2026-01-15T09:00:00Z'),
      candle('2026-01-15T10:00:00Z', { close: '123456789.123456789' }),
    ];
    await service.record(BTC, HOUR, [...candles].reverse());
    const span = { from: null, to: null };
    expect(await service.list(BTC, HOUR, span, 10)).toEqual(candles);
    expect(await service.list(BTC, HOUR, span, 1)).toEqual([candles[1]]);
    expect(
      await service.list(BTC, HOUR, { from: null, to: new Date('2026-01-15T10:00:00Z') }, 10),
    ).toEqual([candles[0]]);
    expect(await service.list(BTC, '4h' as Timeframe, span, 10)).toEqual([]);
  });

  it('replaces a forming candle, and never a final one by a forming one', async () => {
    const { service } = setUp();
    const at = '2026-01-15T10:00:00Z';
    const forming = candle(at, { close: '95', isFinal: false });
    await service.record(BTC, HOUR, [forming]);
    await service.record(BTC, HOUR, [candle(at, { close: '96' })]);
    await service.record(BTC, HOUR, [forming]);
    expect(await service.list(BTC, HOUR, { from: null, to: null }, 10)).toEqual([
      candle(at, { close: '96' }),
    ]);
    await service.record(BTC, HOUR, [candle(at, { close: '97' })]);
    expect(await service.list(BTC, HOUR, { from: null, to: null }, 10)).toMatchObject([
      { close: '97' },
    ]);
  });

  it('keeps a minute and a month apart', async () => {
    const { service } = setUp();
    await service.record(BTC, '1m' as Timeframe, [candle('2026-01-01T00:00:00Z')]);
    expect(await service.list(BTC, '1M' as Timeframe, { from: null, to: null }, 10)).toEqual([]);
  });

  it('gives the paper venue its last close, with the moment it speaks of', async () => {
    const { service, prices } = setUp();
    expect(await prices.priceOf(BTC, null)).toBeNull();
    await service.record(BTC, HOUR, [
      candle('2026-01-15T09:00:00Z'),
      candle('2026-01-15T10:00:00Z', { close: '102' }),
    ]);
    expect(await service.lastClose(BTC)).toEqual({
      price: '102',
      at: new Date('2026-01-15T11:00:00Z'),
    });
    expect(await prices.priceOf(BTC, '1')).toMatchObject({ price: '102', source: 'candle' });
  });

  it('back-fills in pages of 1,440 and can be run again', async () => {
    const asked: KlineRequest[] = [];
    const { service } = setUp(market(asked));
    const from = new Date('2025-10-01T00:00:00Z');
    const to = new Date(from.getTime() + 2_000 * HOUR_MS);
    expect(await service.backfill(BTC, HOUR, from, to)).toBe(2_000);
    expect(await service.backfill(BTC, HOUR, from, to)).toBe(2_000);
    expect(
      asked.slice(0, 2).map((one) => (one.to.getTime() - one.from.getTime()) / HOUR_MS),
    ).toEqual([1_440, 560]);
    const rows: readonly { n: string }[] = await source.query('SELECT COUNT(*) AS n FROM kline');
    expect(Number(rows[0]?.n)).toBe(2_000);
  });

  it('refuses a back-fill that is too large, empty or not possible, before it asks', async () => {
    const asked: KlineRequest[] = [];
    const { service } = setUp(market(asked));
    const from = new Date('2020-01-01T00:00:00Z');
    const after = (hours: number): Date => new Date(from.getTime() + hours * HOUR_MS);
    await expect(
      service.backfill(BTC, HOUR, from, after(MOST_IN_BACKFILL + 1)),
    ).rejects.toMatchObject({ code: 'backfill-too-large' });
    await expect(service.backfill(BTC, HOUR, from, from)).rejects.toMatchObject({
      code: 'span-empty',
    });
    const plain = setUp(new FakeVenue({ clock })).service;
    await expect(plain.backfill(BTC, HOUR, from, after(1))).rejects.toMatchObject({
      code: 'venue-cannot',
    });
    expect(asked).toEqual([]);
  });
});
