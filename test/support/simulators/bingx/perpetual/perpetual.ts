import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { SimContract } from '../contract';
import type { Exchange } from '../exchange';
import type { PerpetualProduct } from '../market';
import type { HeldSide, SimBalance, SimOrder, SimPosition, SymbolSettings } from '../model';
import { Rejection, invalid } from '../rejection';
import type { SimulatorSettings } from '../settings';
import type { Store } from '../store';
import { type Arithmetic, INVERSE, LINEAR } from './arithmetic';

export const TAKER_FEE = decimal('0.0005');
export const MAKER_FEE = decimal('0.0002');
const DEFAULT_LEVERAGE = 20;

/** One account's perpetual contracts, USDT-M or Coin-M: its book of orders, positions and money. */
export class Perpetual {
  /** Orders whose fills a fault script or a test decides; the market leaves them alone. */
  readonly handFilled = new Set<string>();
  readonly math: Arithmetic;

  constructor(
    readonly exchange: Exchange,
    readonly account: string,
    readonly product: PerpetualProduct,
    readonly store: Store,
  ) {
    this.math = product === 'swap' ? LINEAR : INVERSE;
  }

  get settings(): SimulatorSettings {
    return this.exchange.settings;
  }

  now(): number {
    return this.exchange.now();
  }

  contracts(): SimContract[] {
    return this.exchange.market.contracts(this.product);
  }

  /** The contract for quotes and queries; an unknown one is an invalid parameter there. */
  quoted(symbol: string): SimContract {
    const contract = this.exchange.market.contract(this.product, symbol);
    if (contract === undefined) throw invalid('symbol not exist');
    return contract;
  }

  /** The contract for orders; offline and unknown ones are not supported. */
  tradable(symbol: string): SimContract {
    const contract = this.exchange.market.contract(this.product, symbol);
    if (contract === undefined || contract.status === 0) {
      throw new Rejection(109425, 'this symbol is not supported, please check it');
    }
    if (contract.status === 5) throw new Rejection(109417, 'this trading pair is not yet open');
    return contract;
  }

  price(symbol: string): Decimal {
    return (
      this.exchange.market.price(this.product, symbol) ?? decimal(this.quoted(symbol).startPrice)
    );
  }

  /** True: hedge mode. The mode is the account's, for all its contracts. */
  isDual(): boolean {
    return this.exchange.isDual(this.account);
  }

  symbolSettings(symbol: string): SymbolSettings {
    return (
      this.store.get('symbol', symbol) ?? {
        longLeverage: DEFAULT_LEVERAGE,
        shortLeverage: DEFAULT_LEVERAGE,
        marginType: 'CROSSED',
      }
    );
  }

  leverage(symbol: string, side: HeldSide): number {
    const settings = this.symbolSettings(symbol);
    return side === 'LONG' ? settings.longLeverage : settings.shortLeverage;
  }

  position(symbol: string, side: HeldSide): SimPosition | undefined {
    return this.store.get('position', `${symbol}|${side}`);
  }

  held(symbol: string, side: HeldSide): Decimal {
    const position = this.position(symbol, side);
    return position === undefined ? ZERO : decimal(position.quantity);
  }

  openOrders(symbol?: string): SimOrder[] {
    return this.store
      .openOrders()
      .filter((order) => symbol === undefined || order.symbol === symbol);
  }

  /** What a contract is margined and settled in. */
  assetOf(symbol: string): string {
    return this.product === 'swap' ? this.settings.asset : symbol.replace(/-.*/, '');
  }

  /** Every asset that the account can hold here. */
  assets(): string[] {
    return this.product === 'swap'
      ? [this.settings.asset]
      : this.contracts().map(({ asset }) => asset);
  }

  balance(asset: string): SimBalance {
    return (
      this.store.get('balance', asset) ?? {
        asset,
        balance: this.startBalance(asset),
        realised: '0',
      }
    );
  }

  /** What an account is opened with: the main account has money to play with, others get theirs by transfer. */
  startBalance(asset: string): string {
    if (this.account !== 'main') return '0';
    if (this.product === 'swap') return asset === this.settings.asset ? '100000' : '0';
    return '10';
  }

  /** Moves the balance by an amount. */
  pay(asset: string, amount: Decimal, realised: Decimal = ZERO): void {
    const row = this.balance(asset);
    this.store.put('balance', asset, {
      asset,
      balance: decimalText(decimal(row.balance).plus(amount)),
      realised: decimalText(decimal(row.realised).plus(realised)),
    });
  }

  /** Runs `work` as one transaction after a delay, unless the simulator has stopped by then. */
  later(delayMs: number, work: () => void): () => void {
    return this.exchange.later(delayMs, work);
  }
}
