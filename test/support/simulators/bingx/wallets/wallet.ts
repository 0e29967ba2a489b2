import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import { bookIncome } from '../perpetual/fills';
import type { Perpetual } from '../perpetual/perpetual';
import type { Spot } from '../spot/spot';
import type { WalletRow } from '../spot/model';
import type { Store } from '../store';
import { accountFigures } from '../perpetual/account-figures';

export type WalletName = 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp';
export const WALLETS: readonly WalletName[] = [
  'fund',
  'spot',
  'stdFutures',
  'coinMPerp',
  'USDTMPerp',
];

/** Money of one kind of account, whatever the product behind it does with it. */
export interface Wallet {
  /** What an account may take out of it. */
  readonly free: (asset: string) => Decimal;
  /** Adds (or takes) an amount; the product books it as a transfer. */
  readonly move: (asset: string, amount: Decimal) => void;
  readonly rows: () => WalletRow[];
  readonly accepts: (asset: string) => boolean;
}

export function perpetualWallet(x: Perpetual): Wallet {
  const symbolOf = (asset: string): string =>
    x.contracts().find(({ symbol }) => x.assetOf(symbol) === asset)?.symbol ?? '';
  return {
    free: (asset) => accountFigures(x, asset).available,
    move: (asset, amount) => {
      x.pay(asset, amount);
      bookIncome(x, symbolOf(asset), 'TRANSFER', amount, '');
    },
    rows: () => x.assets().map((asset) => ({ asset, free: x.balance(asset).balance, locked: '0' })),
    accepts: (asset) => x.assets().includes(asset),
  };
}

export const spotWallet = (x: Spot): Wallet => ({
  free: (asset) => decimal(x.wallet(asset).free),
  move: (asset, amount) => x.move(asset, amount, ZERO),
  rows: () => x.wallets(),
  accepts: () => true,
});

/** A wallet that only holds: fund, and the standard product's. `start` is what it is opened with. */
export function plainWallet(store: Store, start: Readonly<Record<string, string>>): Wallet {
  const row = (asset: string): WalletRow =>
    store.get('wallet', asset) ?? { asset, free: start[asset] ?? '0', locked: '0' };
  return {
    free: (asset) => decimal(row(asset).free),
    move: (asset, amount) => {
      const old = row(asset);
      store.put('wallet', asset, { ...old, free: decimalText(decimal(old.free).plus(amount)) });
    },
    rows: () =>
      [...new Set([...Object.keys(start), ...store.all('wallet').map((one) => one.asset)])].map(
        row,
      ),
    accepts: () => true,
  };
}
