import { strategySide } from '@test/support/builders/strategy-side';
import type { LiveTrading } from '@test/support/harness/live-trading';
import { seeded } from '@test/support/simulators/bingx/faults';

/** Instruments of the tests that trade a lot, with a size that the simulated balance bears many times over. */
export const MARKETS = [
  { base: 'BTC', quantity: '0.001', price: 60_000, digits: 1 },
  { base: 'ETH', quantity: '0.02', price: 3_000, digits: 2 },
  { base: 'SOL', quantity: '0.5', price: 123, digits: 3 },
  { base: 'LTC', quantity: '0.5', price: 83.5, digits: 2 },
  { base: 'LINK', quantity: '5', price: 14.4, digits: 3 },
  { base: 'XRP', quantity: '20', price: 1.4952, digits: 4 },
] as const;

export type Market = (typeof MARKETS)[number];

/** A strategy for each market, with both sides, a stop and a target; its alarm name is `s-<base>`. */
export async function createStrategies(
  live: LiveTrading,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  for (const { base, quantity } of MARKETS) {
    const protection = { stopLossPerOrder: '2', takeProfitPerOrder: '4' };
    const rules = strategySide(quantity, { pyramiding: 20, ...protection, ...change });
    const instrument = `bingx-usdt-m/${base}-USDT`;
    await live.createStrategy({ alarmName: `s-${base}`, instrument, long: rules, short: rules });
  }
}

/** The members of an alarm for one market. */
export const alarmFor = ({ base }: Market, order: string): Record<string, unknown> => ({
  Strategy: `s-${base}`,
  Ticker: `${base}USDT.P`,
  Order: order,
});

/** Random numbers that can be had again from their seed. */
export const randomFrom: (seed: number) => () => number = seeded;
