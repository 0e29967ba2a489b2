import { decimal } from '@/kernel/decimal';
import type { Timeframe } from '@/kernel/timeframe';
import { type VenueBench } from './venue-bench';

/** Prices and candles. */
export function examineMarket(bench: VenueBench): void {
  const { examine } = bench;

  examine('V14', 'gives candles ascending, without repeats, within the asked time', async () => {
    const klines = bench.under.venue.klines;
    if (klines === undefined) return 'candles';
    const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    const from = new Date(to.getTime() - 12 * 3_600_000);
    const found = await klines.fetch({
      instrument: bench.under.instrument,
      timeframe: '1h' as Timeframe,
      from,
      to,
    });
    const times = found.map((kline) => kline.openAt.getTime());
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(from.getTime());
      expect(time).toBeLessThan(to.getTime());
    }
    for (const kline of found) expect(decimal(kline.high).gte(decimal(kline.low))).toBe(true);
    return undefined;
  });

  examine('V16', 'gives a price', async () => {
    if (bench.under.venue.prices === undefined) return 'prices';
    const ticker = await bench.under.venue.prices.ticker(bench.under.instrument);
    expect(decimal(ticker.price).isPositive()).toBe(true);
    return undefined;
  });
}
