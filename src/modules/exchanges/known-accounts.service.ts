import { Injectable } from '@nestjs/common';
import { DomainError } from '@/kernel/errors';
import { MARKET_VENUE_IDS, type VenueId } from '@/kernel/venue-id';
import type { BingxHostKind } from '@/modules/exchanges/adapters/bingx/bingx.environment';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type {
  AccountFindings,
  AccountProblem,
  AccountStatus,
  ExchangeAccount,
} from '@/modules/exchanges/credentials/exchange-account';
import { permissionMissing } from '@/modules/exchanges/credentials/key-judgement';
import { BINGX_ACCOUNT, SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { PaperBooks } from '@/modules/exchanges/paper-books.port';

/** Name of the paper account that always exists. */
export const PAPER_ACCOUNT = 'paper';

export type AccountEnvironment = 'live' | 'demo' | 'paper';

/** An account that this installation can read, or could until it was revoked. */
export interface KnownAccount {
  readonly name: string;
  readonly exchange: 'bingx' | 'paper';
  /** Where it can be read and, as far as the venue and the key allow, trade; none once it is revoked. */
  readonly venues: readonly VenueId[];
  readonly environment: AccountEnvironment;
  /** The last four characters of its API key; null on paper. */
  readonly keyEnd: string | null;
  /** `unreadable`: its stored key does not open with the master keys of the settings. */
  readonly status: AccountStatus | 'unreadable';
  readonly problem: AccountProblem | null;
  /** What the last look found; null on paper. */
  readonly findings: AccountFindings | null;
  /** What only stored accounts have. */
  readonly stored: {
    readonly label: string | null;
    readonly parent: string | null;
    readonly allowsWithdrawals: boolean;
    readonly version: number;
  } | null;
}

/** The accounts that settings, the store and the paper book make known. */
@Injectable()
export class KnownAccountsService {
  /** Whether a row's key opens is found out once for each version of the row that is read. */
  private readonly opened = new WeakMap<ExchangeAccount, AccountProblem | 'opens'>();

  constructor(
    private readonly settings: SettingsAccount,
    private readonly books: PaperBooks,
    private readonly rows: StoredAccounts,
    private readonly vault: CredentialVault,
  ) {}

  /** Configured accounts first, then the stored ones, then every other account that has a paper book. */
  async list(): Promise<readonly KnownAccount[]> {
    const [stored, onPaper] = await Promise.all([this.rows.all(), this.books.accounts()]);
    const more = onPaper.filter((name) => name !== PAPER_ACCOUNT).map((name) => paperAccount(name));
    return [...this.configured(), ...stored.map((row) => this.storedAccount(row)), ...more];
  }

  /** The accounts of the settings alone; needs no database. */
  configured(): readonly KnownAccount[] {
    const account = this.settingsAccount();
    return account === null
      ? [paperAccount(PAPER_ACCOUNT)]
      : [paperAccount(PAPER_ACCOUNT), account];
  }

  /** An account with a key of an exchange; null when there is none of that name. Paper books do not count. */
  async findOnExchange(name: string): Promise<KnownAccount | null> {
    if (name === PAPER_ACCOUNT) return null;
    const configured = name === BINGX_ACCOUNT ? this.settingsAccount() : null;
    if (configured !== null) return configured;
    const row = await this.rows.find(name);
    return row === null ? null : this.storedAccount(row);
  }

  private settingsAccount(): KnownAccount | null {
    const { isConfigured, environment, hostKind, keyEnd, last } = this.settings;
    if (!isConfigured) return null;
    return {
      name: BINGX_ACCOUNT,
      exchange: 'bingx',
      venues: venuesOf(environment, hostKind),
      environment,
      keyEnd,
      ...last,
      stored: null,
    };
  }

  private storedAccount(row: ExchangeAccount): KnownAccount {
    const { name, exchange, environment, keyEnd, status } = row;
    const { label, parent, allowsWithdrawals, version } = row;
    const unreadable = status === 'revoked' ? null : this.problemOfSeal(row);
    const venues = status === 'revoked' ? [] : venuesOf(environment, this.settings.hostKind);
    return {
      ...{ name, exchange, venues, environment, keyEnd },
      status: unreadable === null ? status : 'unreadable',
      problem: unreadable ?? row.problem,
      findings: findingsOf(row),
      stored: { label, parent, allowsWithdrawals, version },
    };
  }

  private problemOfSeal(row: ExchangeAccount): AccountProblem | null {
    const known = this.opened.get(row) ?? this.tryOpening(row);
    this.opened.set(row, known);
    return known === 'opens' ? null : known;
  }

  private tryOpening(row: ExchangeAccount): AccountProblem | 'opens' {
    const { id, keyVersion, sealed } = row;
    if (sealed === null) return { code: 'credentials-unreadable', message: 'it has no key' };
    try {
      this.vault.open({ id, keyVersion, sealed });
      return 'opens';
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { code: error.code, message: error.message };
    }
  }
}

/** Why an account may open nothing on a venue; null when it may. Closes are tried whatever this says. */
export function entryObjection(account: KnownAccount, venue: VenueId): string | null {
  if (account.status !== 'active') {
    const why = account.problem === null ? '' : `: ${account.problem.message}`;
    return `account ${account.name} is ${account.status}${why}`;
  }
  const missing = account.findings === null ? null : permissionMissing(account.findings, venue);
  return missing === null ? null : `account ${account.name} can not trade there: ${missing}`;
}

/** The demo host has USDT-M only; a simulator on this machine stands for both hosts. */
function venuesOf(environment: 'live' | 'demo', market: BingxHostKind): readonly VenueId[] {
  return environment === 'demo' && market !== 'local' ? ['bingx-usdt-m'] : MARKET_VENUE_IDS;
}

function findingsOf(row: ExchangeAccount): AccountFindings {
  const { uid, permissions, ipRestricted, positionMode, clockOffsetMs, checkedAt } = row;
  return { uid, permissions, ipRestricted, positionMode, clockOffsetMs, checkedAt };
}

const paperAccount = (name: string): KnownAccount => ({
  name,
  exchange: 'paper',
  venues: ['paper'],
  environment: 'paper',
  keyEnd: null,
  status: 'active',
  problem: null,
  findings: null,
  stored: null,
});
