import { Injectable } from '@nestjs/common';
import { DomainError, type FieldProblem } from '@/kernel/errors';
import type { Instrument } from '@/kernel/instrument';
import type { VenueId } from '@/kernel/venue-id';
import { AccountNotFoundError } from '@/modules/accounts/accounts.errors';
import type { BalanceSnapshot } from '@/modules/accounts/balance-snapshot';
import { BalancesRepository } from '@/modules/accounts/balances.repository';
import { permissionMissing } from '@/modules/exchanges/credentials/key-judgement';
import {
  entryObjection,
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
  /** Why nothing may be opened there; closes are tried all the same. Null when it may. */
  readonly entryObjection: string | null;
}

/** What an account holds in one asset on one of its venues. */
export interface VenueBalance extends Balance {
  readonly venue: VenueId;
}

/** An account with what it holds now, or with the reason why that can not be read. */
export interface AccountView {
  readonly account: KnownAccount;
  /** Null when no venue could be read. */
  readonly balances: readonly VenueBalance[] | null;
  readonly problem: string | null;
}

/** Demo money counts where USDT would. */
const DEMO_ASSET = 'VST';

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
  async executionVenueFor(
    accountName: string,
    instrument: Instrument,
  ): Promise<ExecutionTarget | null> {
    if (this.settings.TRADING_MODE === 'paper' || accountName === PAPER_ACCOUNT)
      return { venue: 'paper', isPaper: true, entryObjection: null };
    const account = await this.known.findOnExchange(accountName);
    if (account?.venues.includes(instrument.market) !== true) return null;
    const venue = this.venues.find(instrument.market);
    if (venue?.execution === undefined) return null;
    return { venue: venue.id, isPaper: false, entryObjection: entryObjection(account, venue.id) };
  }

  /**
   * What is wrong with a strategy's account and instrument, by field; empty when nothing is. In paper mode every name
   * is a book of its own, so nothing is. That a venue only reads is said by the decision.
   */
  async placeProblems(
    accountName: string,
    instrument: Instrument,
  ): Promise<readonly FieldProblem[]> {
    if (this.settings.TRADING_MODE === 'paper' || accountName === PAPER_ACCOUNT) return [];
    const account = await this.known.findOnExchange(accountName);
    if (account === null || account.status === 'revoked') {
      const message = 'must be an account of this installation: see GET /accounts/';
      return [{ pointer: '/account', message }];
    }
    if (!account.venues.includes(instrument.market)) {
      const message = `must be on a venue of account ${accountName}: ${account.venues.join(', ')}`;
      return [{ pointer: '/instrument', message }];
    }
    if (this.venues.find(instrument.market) === null) {
      return [{ pointer: '/instrument', message: `${instrument.market} is not built in` }];
    }
    const missing =
      account.findings === null ? null : permissionMissing(account.findings, instrument.market);
    return missing === null ? [] : [{ pointer: '/account', message: `can not trade: ${missing}` }];
  }

  /** Equity in one asset as decimal text; null when it can not be read or the account holds no such asset. */
  async equity(accountName: string, venue: VenueId, asset: string): Promise<string | null> {
    const { balances } = await this.balancesOn(accountName, venue);
    if (balances === null) return null;
    const balance =
      balances.find((one) => one.asset === asset) ??
      (asset === 'USDT' ? balances.find((one) => one.asset === DEMO_ASSET) : undefined);
    if (balance !== undefined) return balance.equity;
    return venue === 'paper' ? paperStartOf(asset, this.settings) : null;
  }

  /** Every known account with its balances, read from the venues now. */
  async overview(): Promise<readonly AccountView[]> {
    return Promise.all((await this.known.list()).map((account) => this.view(account)));
  }

  /** Reads the account on every venue of its own that is built in. */
  async view(account: KnownAccount): Promise<AccountView> {
    const venues = account.venues.filter((venue) => this.venues.find(venue) !== null);
    const read = await Promise.all(venues.map((venue) => this.balancesOn(account.name, venue)));
    const balances = read.flatMap((one) => one.balances ?? []);
    const isRead = read.some((one) => one.balances !== null);
    const problems = [account.problem?.message ?? null, ...read.map(({ problem }) => problem)];
    return {
      account,
      balances: isRead ? balances : null,
      problem: [...new Set(problems.filter((one) => one !== null))].join('; ') || null,
    };
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
      const balances = await this.venues.get(venue).accounts.balances(account);
      return { balances: balances.map((one) => ({ ...one, venue })), problem: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { balances: null, problem: error.message };
    }
  }
}
