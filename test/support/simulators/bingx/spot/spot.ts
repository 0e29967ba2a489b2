import { type Decimal, decimal, decimalText } from '@/kernel/decimal';
import type { Exchange } from '../exchange';
import { Rejection, invalid } from '../rejection';
import type { SimulatorSettings } from '../settings';
import type { Store } from '../store';
import { type SpotOrder, type WalletRow, isSpotOpen } from './model';
import type { SpotSymbol } from './symbols';

export const SPOT_FEE = decimal('0.001');
const START: Readonly<Record<string, string>> = { USDT: '100000', BTC: '1', ETH: '10' };

/** One account's spot wallet and its orders. */
export class Spot {
  /** Orders whose fills a fault script or a test decides; the market leaves them alone. */
  readonly handFilled = new Set<string>();

  constructor(
    readonly exchange: Exchange,
    readonly account: string,
    readonly store: Store,
  ) {}

  get settings(): SimulatorSettings {
    return this.exchange.settings;
  }

  now(): number {
    return this.exchange.now();
  }

  /** The pair for quotes and queries. */
  quoted(symbol: string): SpotSymbol {
    const pair = this.exchange.market.spotSymbol(symbol);
    if (pair === undefined) throw new Rejection(100400, 'symbol does not exist');
    return pair;
  }

  /** The pair for orders: it must be online and open to the API. */
  tradable(symbol: string, side: 'BUY' | 'SELL'): SpotSymbol {
    const pair = this.exchange.market.spotSymbol(symbol);
    if (pair === undefined) throw new Rejection(100421, 'symbol not available');
    if (pair.status === 0 || pair.status === 30) throw new Rejection(100490, 'symbol is offline');
    const isOpen = side === 'BUY' ? pair.apiStateBuy : pair.apiStateSell;
    if (pair.status !== 1 || !isOpen)
      throw new Rejection(100421, 'This pair is currently restricted from API trading');
    return pair;
  }

  price(symbol: string): Decimal {
    const price = this.exchange.market.price('spot', symbol);
    if (price === undefined) throw invalid('symbol does not exist');
    return price;
  }

  wallet(asset: string): WalletRow {
    return this.store.get('wallet', asset) ?? { asset, free: this.startFree(asset), locked: '0' };
  }

  /** What an account is opened with: the main account has something to play with. */
  startFree(asset: string): string {
    return this.account === 'main' ? (START[asset] ?? '0') : '0';
  }

  /** Every asset that was ever moved here, and those the account was opened with. */
  wallets(): WalletRow[] {
    const named = new Set([
      ...Object.keys(this.account === 'main' ? START : {}),
      ...this.store.all('wallet').map(({ asset }) => asset),
    ]);
    return [...named].map((asset) => this.wallet(asset));
  }

  /** Moves amounts in or out of the free and the locked part of an asset. */
  move(asset: string, free: Decimal, locked: Decimal): void {
    const row = this.wallet(asset);
    this.store.put('wallet', asset, {
      asset,
      free: decimalText(decimal(row.free).plus(free)),
      locked: decimalText(decimal(row.locked).plus(locked)),
    });
  }

  order(id: string): SpotOrder | undefined {
    return this.store.get('spotOrder', id);
  }

  orderByClientId(clientOrderId: string): SpotOrder | undefined {
    const wanted = clientOrderId.toLowerCase();
    return this.store.all('spotOrder').findLast((order) => order.clientOrderId === wanted);
  }

  openOrders(symbol?: string): SpotOrder[] {
    return this.store
      .all('spotOrder')
      .filter((order) => isSpotOpen(order) && (symbol === undefined || order.symbol === symbol));
  }

  later(delayMs: number, work: () => void): () => void {
    return this.exchange.later(delayMs, work);
  }
}
