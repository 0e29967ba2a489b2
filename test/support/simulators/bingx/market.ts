import { type Decimal, decimal, decimalText } from '@/kernel/decimal';
import { COIN_CONTRACTS } from './coin-m/contracts';
import type { SimContract } from './contract';
import type { Product } from './events';
import { SPOT_SYMBOLS, type SpotSymbol } from './spot/symbols';
import type { Store } from './store';
import { CONTRACTS } from './usdt-m/contracts';

export type PerpetualProduct = 'swap' | 'cswap';

const OFFERED = { swap: CONTRACTS, cswap: COIN_CONTRACTS } as const;

/** What all accounts share: what can be traded, by which rules, and at what price. */
export class Market {
  constructor(private readonly store: Store) {}

  contracts(product: PerpetualProduct): SimContract[] {
    return [...OFFERED[product].keys()].flatMap((symbol) => this.contract(product, symbol) ?? []);
  }

  contract(product: PerpetualProduct, symbol: string): SimContract | undefined {
    return this.store.get('contract', `${product}|${symbol}`) ?? OFFERED[product].get(symbol);
  }

  /** Steps, minimums and status change while the exchange runs. */
  changeContract(product: PerpetualProduct, symbol: string, change: Partial<SimContract>): void {
    const old = this.contract(product, symbol);
    if (old === undefined) throw new RangeError(`no contract ${symbol}`);
    this.store.put('contract', `${product}|${symbol}`, { ...old, ...change, symbol });
  }

  spotSymbols(): SpotSymbol[] {
    return [...SPOT_SYMBOLS.keys()].flatMap((symbol) => this.spotSymbol(symbol) ?? []);
  }

  spotSymbol(symbol: string): SpotSymbol | undefined {
    return this.store.get('spotSymbol', symbol) ?? SPOT_SYMBOLS.get(symbol);
  }

  changeSpotSymbol(symbol: string, change: Partial<SpotSymbol>): void {
    const old = this.spotSymbol(symbol);
    if (old === undefined) throw new RangeError(`no spot pair ${symbol}`);
    this.store.put('spotSymbol', symbol, { ...old, ...change, symbol });
  }

  /** Undefined when nobody trades such a symbol. */
  price(product: Product, symbol: string): Decimal | undefined {
    const start =
      product === 'spot'
        ? this.spotSymbol(symbol)?.startPrice
        : this.contract(product, symbol)?.startPrice;
    const text = this.store.get('price', `${product}|${symbol}`)?.price ?? start;
    return text === undefined ? undefined : decimal(text);
  }

  setPrice(product: Product, symbol: string, price: Decimal, at: number): void {
    this.store.put('price', `${product}|${symbol}`, { price: decimalText(price), at });
  }
}
