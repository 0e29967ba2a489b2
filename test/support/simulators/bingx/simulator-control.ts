import type { SimContract } from './contract';
import type { Product } from './events';
import type { FaultScript } from './faults';
import type { AccountRow, KeyRow } from './model';
import type { LoggedRequest } from './request-log';
import type { SettingsChange } from './settings';
import type { SpotSymbol } from './spot/symbols';
import type { StandardOrder, StandardPosition } from './standard/model';
import type { SimulatorState } from './state';
import type { StreamState } from './stream/hub';
import { StreamControl } from './stream/stream-control';

export interface ControlState extends SimulatorState {
  readonly requests: readonly LoggedRequest[];
  /** The sockets. */
  readonly stream: StreamState;
}

/** Whose book is meant: the main account's USDT-M unless said otherwise. */
export interface Book {
  readonly account?: string;
  readonly product?: Product;
}

/** What a key may do: 1 spot, 2 read, 3 futures, 4 transfer, 5 withdraw, 7 sub-account transfer. */
export interface KeyRights {
  readonly permissions?: readonly number[];
  /** Empty: from everywhere. */
  readonly ipAddresses?: readonly string[];
}

/** The control API as methods; works on a simulator in this process or in another one. */
export class SimulatorControl {
  /** The sockets: cuts, silence, damaged frames, load. */
  readonly stream: StreamControl = new StreamControl((method, path, body) =>
    this.call(method, path, body),
  );

  constructor(private readonly url: string) {}

  /** The exchange's truth, with the requests after number `since`. */
  async state(since = 0): Promise<ControlState> {
    return (await this.call('GET', `state?since=${since}`)) as ControlState;
  }

  /** Sets a price and lets the market act on it before the call returns. `BTC-USD` is Coin-M without saying so. */
  setPrice(symbol: string, price: string, product?: Product): Promise<unknown> {
    return this.call('POST', 'price', { symbol, price, product });
  }

  /** The first price counts at once, the others follow every `everyMs`. */
  setPricePath(
    symbol: string,
    path: readonly string[],
    everyMs: number,
    product?: Product,
  ): Promise<unknown> {
    return this.call('POST', 'price', { symbol, path, everyMs, product });
  }

  addFaults(...faults: readonly FaultScript[]): Promise<unknown> {
    return this.call('POST', 'faults', { faults });
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', 'faults');
  }

  /** Fills a fraction of an open order's quantity. */
  fill(
    order: { readonly orderId?: string; readonly clientOrderId?: string },
    fraction: string,
    book: Book = {},
  ): Promise<unknown> {
    return this.call('POST', 'fill', { ...book, ...order, fraction });
  }

  closePositionByHand(
    symbol: string,
    positionSide?: 'LONG' | 'SHORT',
    quantity?: string,
    book: Book = {},
  ): Promise<unknown> {
    return this.call('POST', 'close-position-by-hand', { ...book, symbol, positionSide, quantity });
  }

  liquidate(
    symbol: string,
    positionSide: 'LONG' | 'SHORT',
    price?: string,
    more: Book & { readonly kind?: 'liquidation' | 'adl' } = {},
  ): Promise<unknown> {
    return this.call('POST', 'liquidate', { ...more, symbol, positionSide, price });
  }

  /** Longs of every account pay this part of what they hold to the shorts; a negative rate pays them. */
  settleFunding(symbol: string, rate: string): Promise<unknown> {
    return this.call('POST', 'funding', { symbol, rate });
  }

  /** A person places an order on the exchange's own page; parameters as in the API. */
  placeOrderByHand(params: Readonly<Record<string, string>>, book: Book = {}): Promise<unknown> {
    return this.call('POST', 'order-by-hand', { ...params, ...book });
  }

  /** True: hedge mode. Does not ask whether the account is flat. */
  setMode(dual: boolean, account?: string): Promise<unknown> {
    return this.call('POST', 'mode', { dual, account });
  }

  /** A person changes leverage or margin mode on the exchange's own page. */
  changeSymbolSettings(
    symbol: string,
    change: {
      readonly longLeverage?: number;
      readonly shortLeverage?: number;
      readonly marginType?: 'ISOLATED' | 'CROSSED' | 'SEPARATE_ISOLATED';
    },
    book: Book = {},
  ): Promise<unknown> {
    return this.call('POST', 'symbol-settings', { ...book, ...change, symbol });
  }

  /** Changes steps, minimums or status (25 forbidden to open, 0 offline) of a contract. */
  changeContract(
    symbol: string,
    change: Partial<SimContract>,
    product?: 'swap' | 'cswap',
  ): Promise<unknown> {
    return this.call('POST', 'contract', { ...change, symbol, product });
  }

  changeSpotSymbol(symbol: string, change: Partial<SpotSymbol>): Promise<unknown> {
    return this.call('POST', 'contract', { ...change, symbol, product: 'spot' });
  }

  /** Sets what an account holds: the margin asset of USDT-M unless `asset` names another. */
  setBalance(
    balance: string,
    book: Book & { readonly asset?: string; readonly wallet?: 'fund' | 'stdFutures' } = {},
  ): Promise<unknown> {
    return this.call('POST', 'balance', { ...book, balance });
  }

  /** Opens a sub-account of the main account, or with `parent: null` another main account. */
  async openAccount(
    name: string,
    more: { readonly parent?: string | null; readonly note?: string } = {},
  ): Promise<AccountRow> {
    return (await this.call('POST', 'accounts', { name, ...more })) as AccountRow;
  }

  /** Makes a key; it may do everything but withdraw, from everywhere, unless said otherwise. */
  async createKey(
    account: string,
    key: string,
    secret: string,
    rights: KeyRights = {},
  ): Promise<KeyRow> {
    return (await this.call('POST', 'keys', { account, key, secret, ...rights })) as KeyRow;
  }

  changeKey(key: string, change: KeyRights & { readonly revoked?: boolean }): Promise<unknown> {
    return this.call('POST', 'key', { key, ...change });
  }

  /** Puts a position of the standard product there; what is left out gets a plain value. */
  putStandardPosition(
    row: Partial<StandardPosition> & { symbol: string },
    account?: string,
  ): Promise<unknown> {
    return this.call('POST', 'standard-position', { ...row, account });
  }

  putStandardOrder(
    row: Partial<StandardOrder> & { symbol: string },
    account?: string,
  ): Promise<unknown> {
    return this.call('POST', 'standard-order', { ...row, account });
  }

  /** Puts a deposit, withdrawal or risk record there; it is listed as it is. */
  putWalletRecord(
    kind: 'deposit' | 'withdrawal' | 'risk',
    row: Readonly<Record<string, unknown>>,
    account?: string,
  ): Promise<unknown> {
    return this.call('POST', 'wallet-record', { ...row, kind, account });
  }

  /** Blocks an account for some time as a flood of errors does; `path` limits it to one endpoint. */
  block(
    ms: number,
    more: { readonly account?: string; readonly path?: string } = {},
  ): Promise<unknown> {
    return this.call('POST', 'block', { ms, ...more });
  }

  unblock(): Promise<unknown> {
    return this.call('DELETE', 'block');
  }

  setClockSkew(ms: number): Promise<unknown> {
    return this.call('POST', 'clock-skew', { ms });
  }

  setRateLimits(limits: NonNullable<SettingsChange['rateLimits']>): Promise<unknown> {
    return this.call('POST', 'rate-limits', limits);
  }

  /** With `forMs` it ends by itself. */
  setMaintenance(
    on: boolean,
    mode: 'http-503' | 'busy-100500' | 'orders-disabled' = 'http-503',
    forMs?: number,
  ): Promise<unknown> {
    return this.call('POST', 'maintenance', { on, mode, forMs });
  }

  changeSettings(change: SettingsChange): Promise<unknown> {
    return this.call('POST', 'settings', change);
  }

  private async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.url}/__control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { readonly error?: string };
    if (!response.ok)
      throw new Error(`control ${method} ${path}: ${answer.error ?? response.status}`);
    return answer;
  }
}
