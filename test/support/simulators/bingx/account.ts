import type { Exchange } from './exchange';
import type { AccountRow } from './model';
import { Perpetual } from './perpetual/perpetual';
import { Spot } from './spot/spot';
import type { Store } from './store';
import {
  type Wallet,
  type WalletName,
  perpetualWallet,
  plainWallet,
  spotWallet,
} from './wallets/wallet';

/** A main account or a sub-account with its products and wallets. */
export class Account {
  readonly swap: Perpetual;
  readonly coin: Perpetual;
  readonly spot: Spot;
  /** The part of the book that holds standard contracts. */
  readonly standard: Store;
  private readonly wallets: Readonly<Record<WalletName, Wallet>>;

  constructor(
    readonly exchange: Exchange,
    readonly name: string,
  ) {
    const part = (product: string): Store => exchange.store.scope(`${name}/${product}`);
    this.swap = new Perpetual(exchange, name, 'swap', part('swap'));
    this.coin = new Perpetual(exchange, name, 'cswap', part('cswap'));
    this.spot = new Spot(exchange, name, part('spot'));
    this.standard = part('standard');
    const isMain = name === 'main';
    this.wallets = {
      fund: plainWallet(part('fund'), isMain ? { USDT: '5000', BTC: '0.5' } : {}),
      spot: spotWallet(this.spot),
      stdFutures: plainWallet(this.standard, isMain ? { USDT: '1000' } : {}),
      coinMPerp: perpetualWallet(this.coin),
      USDTMPerp: perpetualWallet(this.swap),
    };
  }

  wallet(name: WalletName): Wallet {
    return this.wallets[name];
  }

  get row(): AccountRow {
    const row = this.exchange.store.get('account', this.name);
    if (row === undefined) throw new RangeError(`no account ${this.name}`);
    return row;
  }
}
