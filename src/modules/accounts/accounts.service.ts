import { Injectable } from '@nestjs/common';
import { DomainError } from '@/kernel/errors';
import type { Instrument } from '@/kernel/instrument';
import type { VenueId } from '@/kernel/venue-id';
import { AccountNotFoundError } from '@/modules/accounts/accounts.errors';
import type { BalanceSnapshot } from '@/modules/accounts/balance-snapshot';
import { BalancesRepository } from '@/modules/accounts/balances.repository';
import {
  BINGX_ACCOUNT,
  KnownAccountsService,
  PAPER_ACCOUNT,
  type KnownAccount,
} from '@/modules/exchanges/known-accounts.service';
import { paperStartOf } from '@/modules/exchanges/paper-start';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Balance } from '@/modules/exchanges/venue.types';
import { TradingSettings } from '@/platform/settings/trading.settings';

/** Where an account's orders on an instrument are executed. */
export interface ExecutionTarget {
  readonly venue: VenueId;
  /** True when nobody's money moves. */
  readonly isPaper: boolean;
}

/** An account with what it holds now, or with the reason why that can not be read. */
export interface AccountView {
  readonly account: KnownAccount;
  readonly balances: readonly Balance[] | null;
  readonly problem: string | null;
}

/** The accounts: which there are, where they trade, what they hold. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly known: KnownAccountsService,
    private readonly venues: VenueRegistry,
    private readonly snapshots: BalancesRepository,
    private readonly settings: TradingSettings,
  ) {}

  list(): Promise<readonly KnownAccount[]> {
    return this.known.list();
  }

  /** Null when no account of that name is configured or has a paper book. */
  async find(name: string): Promise<KnownAccount | null> {
    const accounts = await this.known.list();
    return accounts.find((account) => account.name === name) ?? null;
  }

  /** Like {@link find}; throws AccountNotFoundError. */
  async get(name: string): Promise<KnownAccount> {
    const account = await this.find(name);
    if (account === null) throw new AccountNotFoundError(name);
    return account;
  }

  /** In paper mode every account is executed on paper. In live mode null means: no such account, or not on this market. */
  executionVenueFor(accountName: string, instrument: Instrument): ExecutionTarget | null {
    if (this.settings.TRADING_MODE === 'paper' || accountName === PAPER_ACCOUNT)
      return { venue: 'paper', isPaper: true };
    const isConfigured = this.known.configured().some(({ name }) => name === accountName);
    if (!isConfigured || accountName !== BINGX_ACCOUNT) return null;
    const venue = this.venues.find(instrument.market);
    return venue?.execution === undefined ? null : { venue: venue.id, isPaper: false };
  }

  /** Equity in one asset as decimal text; null when it can not be read or the account holds no such asset. */
  async equity(accountName: string, venue: VenueId, asset: string): Promise<string | null> {
    const { balances } = await this.balancesOn(accountName, venue);
    if (balances === null) return null;
    const balance = balances.find((one) => one.asset === asset);
    if (balance !== undefined) return balance.equity;
    return venue === 'paper' ? paperStartOf(asset, this.settings) : null;
  }

  /** Every known account with its balances, read from the venues now. */
  async overview(): Promise<readonly AccountView[]> {
    return Promise.all((await this.known.list()).map((account) => this.view(account)));
  }

  async view(account: KnownAccount): Promise<AccountView> {
    return { account, ...(await this.balancesOn(account.name, account.venue)) };
  }

  /** Snapshots of an account, newest first. */
  async history(
    accountName: string,
    beforeId: string | null,
    limit: number,
  ): Promise<{ readonly rows: readonly BalanceSnapshot[]; readonly total: number }> {
    const [rows, total] = await Promise.all([
      this.snapshots.list(accountName, beforeId, limit),
      this.snapshots.count(accountName),
    ]);
    return { rows, total };
  }

  private async balancesOn(
    account: string,
    venue: VenueId,
  ): Promise<Pick<AccountView, 'balances' | 'problem'>> {
    try {
      return { balances: await this.venues.get(venue).accounts.balances(account), problem: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { balances: null, problem: error.message };
    }
  }
}
