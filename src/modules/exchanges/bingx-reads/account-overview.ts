import { decimal, decimalText, readDecimal, ZERO, type Decimal } from '@/kernel/decimal';
import { DomainError } from '@/kernel/errors';
import type { Decoded, DecodedRow } from './decode-answer';

/** The wallets of an account, in the words of BingX's products. */
export const OVERVIEW_WALLETS = ['spot', 'fund', 'usdt-m', 'coin-m', 'standard'] as const;
export type OverviewWallet = (typeof OVERVIEW_WALLETS)[number];

/** One coin of a wallet and what it is worth. */
export interface ValuedAsset {
  readonly asset: string;
  /** Everything of it: what is free and held, with the open profit of contracts; null when BingX does not say. */
  readonly amount: string | null;
  readonly price: string | null;
  /** The market whose last price was taken; null for USDT itself and for what has no price. */
  readonly priceSymbol: string | null;
  readonly usdtValue: string | null;
  /** Why it has no value. */
  readonly unvalued: string | null;
}

export interface ValuedWallet {
  readonly wallet: OverviewWallet;
  readonly isRead: boolean;
  readonly problemCode: string | null;
  readonly problem: string | null;
  /** What its valued coins are worth; null when the wallet could not be read. */
  readonly usdtValue: string | null;
  readonly assets: readonly ValuedAsset[];
}

export interface AccountOverview {
  readonly account: string;
  readonly at: Date;
  /** The valued coins of all wallets that were read; null when none was. */
  readonly totalUsdt: string | null;
  /** Whether every wallet was read and every coin valued. */
  readonly isComplete: boolean;
  readonly pricesProblem: string | null;
  readonly wallets: readonly ValuedWallet[];
}

/** What a wallet holds, or why nobody knows. */
export type WalletReading =
  | { readonly wallet: OverviewWallet; readonly rows: readonly DecodedRow[] }
  | { readonly wallet: OverviewWallet; readonly error: unknown };

/** Last prices in USDT by coin. */
export type UsdtPrices = ReadonlyMap<string, { readonly price: string; readonly symbol: string }>;

/** Values every wallet. What has no price is listed without value; nothing is taken for one dollar but USDT. */
export function valueWallets(
  readings: readonly WalletReading[],
  prices: UsdtPrices,
): Pick<AccountOverview, 'wallets' | 'totalUsdt' | 'isComplete'> {
  const wallets = readings.map((reading) => valueWallet(reading, prices));
  const read = wallets.filter(({ isRead }) => isRead);
  const total = read.reduce((sum, { usdtValue }) => sum.plus(decimal(usdtValue ?? '0')), ZERO);
  const isComplete = wallets.every(
    ({ isRead, assets }) => isRead && assets.every(({ usdtValue }) => usdtValue !== null),
  );
  return { wallets, totalUsdt: read.length === 0 ? null : decimalText(total), isComplete };
}

/** The prices that market rows tell: `BTC-USDT` gives the price of BTC. Earlier lists win. */
export function usdtPrices(...lists: readonly (readonly DecodedRow[])[]): UsdtPrices {
  const prices = new Map<string, { price: string; symbol: string }>();
  for (const row of lists.flat()) {
    const symbol = row['symbol'];
    const price = row['lastPrice'] ?? row['price'];
    if (typeof symbol !== 'string' || typeof price !== 'string') continue;
    const base = /^([A-Z0-9]+)-USDT$/.exec(symbol)?.[1];
    if (base === undefined || prices.has(base) || readDecimal(price)?.gt(ZERO) !== true) continue;
    prices.set(base, { price, symbol });
  }
  return prices;
}

function valueWallet(reading: WalletReading, prices: UsdtPrices): ValuedWallet {
  if ('error' in reading) {
    const { error } = reading;
    return {
      wallet: reading.wallet,
      isRead: false,
      problemCode: error instanceof DomainError ? error.code : 'internal-error',
      problem: error instanceof DomainError ? error.message : 'something went wrong here',
      usdtValue: null,
      assets: [],
    };
  }
  const assets = reading.rows
    .map((row) => ({ asset: textOf(row['asset']), amount: amountOf(row) }))
    .filter(({ amount }) => amount === null || !amount.isZero())
    .map(({ asset, amount }) => valueAsset(asset, amount, prices));
  const value = assets.reduce((sum, { usdtValue }) => sum.plus(decimal(usdtValue ?? '0')), ZERO);
  return {
    wallet: reading.wallet,
    isRead: true,
    problemCode: null,
    problem: null,
    usdtValue: decimalText(value),
    assets,
  };
}

const textOf = (value: Decoded | undefined): string => (typeof value === 'string' ? value : '');

/** Equity of contracts; free and held of the others; the plain balance where there is nothing better. */
function amountOf(row: DecodedRow): Decimal | null {
  const read = (name: string): Decimal | null => {
    const value = row[name];
    return typeof value === 'string' ? decimal(value) : null;
  };
  const free = read('free');
  if (free !== null) return free.plus(read('locked') ?? ZERO);
  return read('equity') ?? read('balance');
}

/** Demo money has no value, whatever its name suggests. */
const DEMO_MONEY = 'VST';

function valueAsset(asset: string, amount: Decimal | null, prices: UsdtPrices): ValuedAsset {
  const known = prices.get(asset);
  const without = (unvalued: string): ValuedAsset => ({
    asset,
    amount: amount === null ? null : decimalText(amount),
    price: null,
    priceSymbol: null,
    usdtValue: null,
    unvalued,
  });
  if (amount === null) return without('BingX does not say how much it is');
  const text = decimalText(amount);
  if (asset === 'USDT') {
    return { asset, amount: text, price: '1', priceSymbol: null, usdtValue: text, unvalued: null };
  }
  if (asset === DEMO_MONEY) return without('demo money');
  if (known === undefined) return without('no USDT market of BingX has a price for it');
  return {
    asset,
    amount: text,
    price: known.price,
    priceSymbol: known.symbol,
    usdtValue: decimalText(amount.times(decimal(known.price))),
    unvalued: null,
  };
}
