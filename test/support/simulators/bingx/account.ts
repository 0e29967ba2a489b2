import type { Exchange } from './exchange';
import type { AccountRow } from './model';
import { Perpetual } from './perpetual/perpetual';
import { Spot } from './spot/spot';

/** A main account or a sub-account with its products. */
export class Account {
  readonly swap: Perpetual;
  readonly coin: Perpetual;
  readonly spot: Spot;

  constructor(
    readonly exchange: Exchange,
    readonly name: string,
  ) {
    const part = (product: string): Exchange['store'] => exchange.store.scope(`${name}/${product}`);
    this.swap = new Perpetual(exchange, name, 'swap', part('swap'));
    this.coin = new Perpetual(exchange, name, 'cswap', part('cswap'));
    this.spot = new Spot(exchange, name, part('spot'));
  }

  get row(): AccountRow {
    const row = this.exchange.store.get('account', this.name);
    if (row === undefined) throw new RangeError(`no account ${this.name}`);
    return row;
  }
}
