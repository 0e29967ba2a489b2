import { type Decimal, ZERO, decimal } from '@/kernel/decimal';
import type { Account } from '../account';
import type { WalletName } from './wallet';

const TYPES: readonly (readonly [accountType: string, wallet: WalletName])[] = [
  ['sopt', 'fund'],
  ['sopt', 'spot'],
  ['stdFutures', 'stdFutures'],
  ['coinMPerp', 'coinMPerp'],
  ['USDTMPerp', 'USDTMPerp'],
];
/** Account types that exist on the exchange and are always empty here. */
const EMPTY = ['copyTrading', 'grid', 'eran', 'c2c'];

/** What every kind of account is worth in USDT; `sopt` (spelt so) is spot and fund together. */
export function usdtBalances(
  account: Account,
  wanted: string,
): { readonly accountType: string; readonly usdtBalance: string }[] {
  const sums = new Map<string, Decimal>(EMPTY.map((type) => [type, ZERO]));
  for (const [type, name] of TYPES) {
    const worth = account
      .wallet(name)
      .rows()
      .reduce(
        (sum, { asset, free, locked }) =>
          sum.plus(decimal(free).plus(decimal(locked)).times(priceOf(account, asset))),
        ZERO,
      );
    sums.set(type, (sums.get(type) ?? ZERO).plus(worth));
  }
  return [...sums]
    .filter(([type]) => wanted === '' || type === wanted)
    .map(([accountType, worth]) => ({ accountType, usdtBalance: worth.toFixed(8) }));
}

function priceOf({ exchange }: Account, asset: string): Decimal {
  if (asset === 'USDT' || asset === exchange.settings.asset) return decimal('1');
  const { market } = exchange;
  return (
    market.price('spot', `${asset}-USDT`) ??
    market.price('cswap', `${asset}-USD`) ??
    market.price('swap', `${asset}-USDT`) ??
    ZERO
  );
}
