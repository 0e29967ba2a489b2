import { strategySide } from '@test/support/builders/strategy-side';
import type { LiveTrading } from '@test/support/harness/live-trading';
import type { Product } from '@test/support/simulators/bingx/events';

/** One instrument of the mixed run, and who trades it: alarms, or a person by hand. */
export interface MixedMarket {
  readonly by: 'alarms' | 'hand';
  readonly product: Product;
  readonly venue: 'bingx-usdt-m' | 'bingx-coin-m' | 'bingx-spot';
  readonly symbol: string;
  /** Steps of the size, times 1 to 5. */
  readonly quantity: string;
  readonly price: number;
  readonly digits: number;
  /** Happenings that no order of ours makes: closed by hand, liquidated. */
  readonly isMeddledWith?: boolean;
}

const USDT_M = { product: 'swap', venue: 'bingx-usdt-m' } as const;
const COIN_M = { product: 'cswap', venue: 'bingx-coin-m' } as const;
const SPOT = { product: 'spot', venue: 'bingx-spot' } as const;

/** A market has alarms or a person, never both: a person's close would take what a strategy counts on. */
export const MIXED_MARKETS: readonly MixedMarket[] = [
  { by: 'alarms', ...USDT_M, symbol: 'BTC-USDT', quantity: '0.001', price: 60_000, digits: 1 },
  { by: 'alarms', ...USDT_M, symbol: 'ETH-USDT', quantity: '0.02', price: 3_000, digits: 2 },
  { by: 'alarms', ...USDT_M, symbol: 'SOL-USDT', quantity: '0.5', price: 123, digits: 3 },
  { by: 'alarms', ...COIN_M, symbol: 'BTC-USD', quantity: '1', price: 60_000, digits: 1 },
  { by: 'alarms', ...COIN_M, symbol: 'ETH-USD', quantity: '2', price: 3_000, digits: 2 },
  { by: 'alarms', ...SPOT, symbol: 'BTC-USDT', quantity: '0.0012', price: 60_000, digits: 2 },
  { by: 'alarms', ...SPOT, symbol: 'ETH-USDT', quantity: '0.02', price: 3_000, digits: 2 },
  { by: 'alarms', ...SPOT, symbol: 'SOL-USDT', quantity: '0.7', price: 123, digits: 3 },
  { by: 'hand', ...USDT_M, symbol: 'LTC-USDT', quantity: '0.3', price: 83.5, digits: 2 },
  { by: 'hand', ...USDT_M, symbol: 'XRP-USDT', quantity: '20', price: 1.4952, digits: 4 },
  {
    ...{ by: 'hand', ...USDT_M, symbol: 'LINK-USDT', quantity: '5', price: 14.4, digits: 3 },
    isMeddledWith: true,
  },
  { by: 'hand', ...COIN_M, symbol: 'SOL-USD', quantity: '1', price: 158.63, digits: 3 },
  {
    ...{ by: 'hand', ...COIN_M, symbol: 'XRP-USD', quantity: '1', price: 1.4952, digits: 4 },
    isMeddledWith: true,
  },
  { by: 'hand', ...SPOT, symbol: 'LTC-USDT', quantity: '0.3', price: 83.5, digits: 2 },
  { by: 'hand', ...SPOT, symbol: 'XRP-USDT', quantity: '15', price: 1.4952, digits: 4 },
];

/** Name of the strategy of a market. */
export const strategyOf = ({ product, symbol }: MixedMarket): string => `${product}-${symbol}`;

/** The ticker that names a market in an alarm. */
export const tickerOf = ({ product, symbol }: MixedMarket): string =>
  `${symbol.replace('-', '')}${product === 'spot' ? '' : '.P'}`;

/** A strategy with a stop for each market of the alarms; contracts have both sides and a target too. */
export async function createMixedStrategies(live: LiveTrading): Promise<void> {
  for (const market of MIXED_MARKETS.filter(({ by }) => by === 'alarms')) {
    const { venue, symbol, quantity, product } = market;
    const rules = strategySide(quantity, { pyramiding: 4, stopLossPerOrder: '2' });
    const both = { ...rules, takeProfitPerOrder: '4' };
    const sides = product === 'spot' ? { long: rules, short: {} } : { long: both, short: both };
    await live.createStrategy({
      alarmName: strategyOf(market),
      instrument: `${venue}/${symbol}`,
      ...sides,
    });
  }
}
