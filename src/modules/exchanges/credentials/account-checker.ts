import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import { AccountTrouble } from '@/modules/exchanges/credentials/account-trouble';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type {
  AccountFindings,
  AccountProblem,
  AccountStatus,
  ExchangeAccount,
} from '@/modules/exchanges/credentials/exchange-account';
import {
  ExchangeAccountsRepository,
  type AccountReading,
} from '@/modules/exchanges/credentials/exchange-accounts.repository';
import {
  KeyCheck,
  type KeyReading,
  type KeyToCheck,
} from '@/modules/exchanges/credentials/key-check.port';
import {
  findingsOf,
  isFatalRefusal,
  objectionOfRefusal,
  objectionTo,
} from '@/modules/exchanges/credentials/key-judgement';
import { BINGX_ACCOUNT, SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';

/** Looks at the keys of known accounts again and notes what it finds. */
@Injectable()
export class AccountChecker {
  constructor(
    private readonly settings: SettingsAccount,
    private readonly stored: StoredAccounts,
    private readonly repository: ExchangeAccountsRepository,
    private readonly vault: CredentialVault,
    private readonly keys: KeyCheck,
    private readonly trouble: AccountTrouble,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AccountChecker.name);
  }

  /** A refused key is a finding; that the exchange could not be asked is thrown, and nothing is noted. */
  async checkStored(account: ExchangeAccount): Promise<void> {
    const { id, name, keyVersion, sealed, environment } = account;
    if (sealed === null) return;
    const credentials = this.vault.open({ id, keyVersion, sealed });
    const { findings, refusal, reading } = await this.look(
      { ...credentials, environment },
      account,
    );
    const problem = reading === null ? refusal : objectionTo(reading, account);
    const noted = { findings, problem, status: statusAfter(account.status, refusal, problem) };
    // A refused request may have said so while this look was under way: it is told once.
    const isNews =
      noted.status !== 'invalid' ||
      (problem !== null && (await this.repository.markInvalid(id, keyVersion, problem)));
    const isNoted = await this.repository.note(id, keyVersion, noted);
    this.stored.forget();
    if (isNoted && isNews) this.tellOfChange(name, account.status, noted);
  }

  /** Like {@link checkStored}. Our own rules for keys only warn here: the operator put the key there. */
  async checkSettings(): Promise<void> {
    if (!this.settings.isConfigured) return;
    const { environment, last, credentials, hostKind } = this.settings;
    const looked = await this.look({ ...credentials, environment }, last.findings);
    const { findings, refusal, reading } = looked;
    // A simulator stands for both environments, whatever money it shows.
    const judged = reading !== null && hostKind === 'local' ? { ...reading, money: null } : reading;
    const rules = { environment, allowsWithdrawals: false };
    const problem = judged === null ? refusal : objectionTo(judged, rules);
    const noted = { findings, problem, status: statusAfter(last.status, refusal, refusal) };
    this.settings.note(noted);
    this.tellOfChange(BINGX_ACCOUNT, last.status, noted);
  }

  private async look(key: KeyToCheck, last: AccountFindings): Promise<Look> {
    const checkedAt = this.clock.now();
    try {
      const reading = await this.keys.read(key);
      return { findings: findingsOf(reading, checkedAt), refusal: null, reading };
    } catch (error) {
      if (!(error instanceof VenueRefusedError)) throw error;
      const findings = { ...factsOf(last), checkedAt };
      return { findings, refusal: objectionOfRefusal(error), reading: null };
    }
  }

  private tellOfChange(name: string, before: string, { status, problem }: AccountReading): void {
    if (status === 'invalid' && before !== 'invalid' && problem !== null) {
      this.trouble.tell(name, problem);
    }
    if (status === 'active' && before === 'invalid') {
      this.logger.info({ account: name }, 'an account that was refused can be used again');
    }
  }

  /** For the worker: says what could not be looked at instead of throwing. */
  async tryStored(account: ExchangeAccount): Promise<void> {
    await this.orSay(account.name, () => this.checkStored(account));
  }

  async trySettings(): Promise<void> {
    await this.orSay(BINGX_ACCOUNT, () => this.checkSettings());
  }

  private async orSay(account: string, check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.info({ account, problem: error.code }, 'an account could not be looked at');
    }
  }
}

/** What one look gave: a reading, or the refusal of the key. */
interface Look {
  readonly findings: AccountFindings;
  readonly refusal: AccountProblem | null;
  readonly reading: KeyReading | null;
}

/** A refusal that is not certain to last says nothing about the account: its status stays. */
function statusAfter(
  before: AccountStatus,
  refusal: AccountProblem | null,
  problem: AccountProblem | null,
): AccountStatus {
  if (problem === null) return 'active';
  return refusal === null || isFatalRefusal(refusal.code) ? 'invalid' : before;
}

function factsOf(last: AccountFindings): Omit<AccountFindings, 'checkedAt'> {
  const { uid, permissions, ipRestricted, positionMode, clockOffsetMs } = last;
  return { uid, permissions, ipRestricted, positionMode, clockOffsetMs };
}
