import { strategySide } from '@test/support/builders/strategy-side';
import type { LiveTrading } from '@test/support/harness/live-trading';

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

/** Random numbers that can be had again from their seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
