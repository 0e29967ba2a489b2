import type { Decimal } from '@/kernel/decimal';
import { Account } from './account';
import { resumeDeadMen } from './dead-man';
import { EventFeed, type Product } from './events';
import { eventsOf } from './event-source';
import { Market } from './market';
import type { AccountRow } from './model';
import { match } from './perpetual/matching';
import type { SimulatorSettings } from './settings';
import { matchSpot } from './spot/matching';
import type { Store } from './store';
import { resumeTwap } from './usdt-m/twap';

const FIRST_UID = 16_844_999;

/** The whole exchange: its accounts, the market they share, the clock and what it tells the world. */
export class Exchange {
  readonly events = new EventFeed();
  readonly market: Market;
  private readonly accounts = new Map<string, Account>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    readonly store: Store,
    readonly settings: SimulatorSettings,
  ) {
    this.market = new Market(store);
    for (const { name } of store.all('account')) this.accounts.set(name, new Account(this, name));
    if (!this.accounts.has('main')) this.openAccount('main', null);
    store.onCommitted((changes) => {
      for (const event of eventsOf(this, changes)) this.events.emit(event);
    });
  }

  /** The exchange's time in milliseconds. */
  now(): number {
    return Date.now() + this.settings.timeOffsetMs;
  }

  account(name: string): Account {
    const account = this.accounts.get(name);
    if (account === undefined) throw new RangeError(`no account is called ${name}`);
    return account;
  }

  hasAccount(name: string): boolean {
    return this.accounts.has(name);
  }

  accountOfUid(uid: string): Account | undefined {
    return this.allAccounts().find(({ row }) => row.uid === uid);
  }

  /** The main account first. */
  allAccounts(): Account[] {
    return [...this.accounts.values()];
  }

  /** Opens an account; `parent` names the main account of a sub-account. */
  openAccount(name: string, parent: string | null, more: Partial<AccountRow> = {}): Account {
    if (this.accounts.has(name)) throw new RangeError(`the account ${name} exists`);
    const account = new Account(this, name);
    this.accounts.set(name, account);
    this.store.put('account', name, {
      name,
      uid: String(FIRST_UID + this.accounts.size - 1),
      parent,
      note: '',
      frozen: false,
      createdAt: this.now(),
      ...more,
    });
    return account;
  }

  isDual(account: string): boolean {
    return this.store.scope(account).get('mode', 'mode')?.dual ?? true;
  }

  setDual(account: string, dual: boolean): void {
    this.store.scope(account).put('mode', 'mode', { dual, assetMode: this.assetMode(account) });
  }

  assetMode(account: string): string {
    return this.store.scope(account).get('mode', 'mode')?.assetMode ?? 'singleAssetMode';
  }

  setAssetMode(account: string, assetMode: string): void {
    this.store.scope(account).put('mode', 'mode', { dual: this.isDual(account), assetMode });
  }

  /** Sets a price and lets the market act on it in every account. */
  movePrice(product: Product, symbol: string, price: Decimal): void {
    this.store.transaction(() => {
      this.market.setPrice(product, symbol, price, this.now());
      this.matchAll(product, symbol);
    });
  }

  /** Lets the current price act on every order of a symbol. */
  matchAll(product: Product, symbol: string): void {
    for (const account of this.accounts.values()) {
      this.store.transaction(() => {
        if (product === 'spot') matchSpot(account.spot, symbol);
        else match(product === 'swap' ? account.swap : account.coin, symbol);
      });
    }
  }

  /** Runs `work` as one transaction after a delay, unless the simulator has stopped by then. */
  later(delayMs: number, work: () => void): () => void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.store.transaction(work);
    }, delayMs);
    this.timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.timers.delete(timer);
    };
  }

  /** Takes up again what an earlier run left to the market. */
  resume(): void {
    const { market } = this;
    for (const { symbol } of market.contracts('swap')) this.matchAll('swap', symbol);
    for (const { symbol } of market.contracts('cswap')) this.matchAll('cswap', symbol);
    for (const { symbol } of market.spotSymbols()) this.matchAll('spot', symbol);
    resumeDeadMen(this);
    for (const account of this.accounts.values()) resumeTwap(account.swap);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
