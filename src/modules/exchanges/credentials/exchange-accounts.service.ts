import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { AccountChecker } from '@/modules/exchanges/credentials/account-checker';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import {
  AccountChangedError,
  AccountExistsError,
  AccountKeyForeignError,
  AccountKeyIncompleteError,
  AccountKeyRefusedError,
  AccountNotStoredError,
  AccountParentError,
  AccountRevokedError,
  AccountUidTakenError,
} from '@/modules/exchanges/credentials/credentials.errors';
import { CannotSealError } from '@/modules/exchanges/credentials/envelope.errors';
import {
  keyEndOf,
  type Credentials,
  type ExchangeAccount,
} from '@/modules/exchanges/credentials/exchange-account';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import {
  KeyCheck,
  type KeyReading,
  type KeyToCheck,
} from '@/modules/exchanges/credentials/key-check.port';
import {
  findingsOf,
  objectionOfRefusal,
  objectionTo,
  withdrawalsUnknown,
  type KeyRules,
} from '@/modules/exchanges/credentials/key-judgement';
import { BINGX_ACCOUNT, SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import { IdSource } from '@/platform/identity/new-id';

/** An account to be registered. */
export interface NewAccount extends Credentials {
  readonly name: string;
  readonly exchange: 'bingx';
  readonly environment: 'live' | 'demo';
  readonly label: string | null;
  readonly parent: string | null;
  readonly allowsWithdrawals: boolean;
}

/** What is to be changed; absent stays. A new key comes in both halves. */
export interface AccountChange extends Partial<Credentials> {
  readonly label?: string | null;
  readonly parent?: string | null;
  readonly allowsWithdrawals?: boolean;
  /** The version that the change was made from; whatever stands when absent. */
  readonly version?: number;
}

/** `paper` is the paper account's for ever, `bingx` that of the settings. */
const RESERVED: readonly string[] = ['paper', BINGX_ACCOUNT];

/** Registers accounts, gives them new keys and takes them away. No key is stored that was not checked. */
@Injectable()
export class ExchangeAccountsService {
  constructor(
    private readonly repository: ExchangeAccountsRepository,
    private readonly stored: StoredAccounts,
    private readonly settings: SettingsAccount,
    private readonly vault: CredentialVault,
    private readonly keys: KeyCheck,
    private readonly checker: AccountChecker,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ExchangeAccountsService.name);
  }

  /** Throws the errors of credentials.errors.ts, or VenueUnavailableError when the key could not be checked. */
  async add(wanted: NewAccount): Promise<void> {
    const { name, exchange, environment, label, parent, allowsWithdrawals } = wanted;
    if (this.vault.sealingKeyId === null) throw new CannotSealError();
    if (RESERVED.includes(name) || (await this.find(name)) !== null) {
      throw new AccountExistsError(name);
    }
    await this.demandParent(parent, name, environment);
    const reading = await this.checked(wanted, wanted);
    this.demandOwnUid(reading.uid, wanted);
    const now = this.clock.now();
    const id = this.ids.newId();
    const added = await this.repository.add({
      ...{ id, name, exchange, environment, label, parent, allowsWithdrawals },
      ...findingsOf(reading, now),
      ...{ keyVersion: 1, sealed: this.vault.seal(id, 1, wanted), keyEnd: keyEndOf(wanted.apiKey) },
      ...{ status: 'active', problem: null, createdAt: now, updatedAt: now, version: 1 },
    });
    this.stored.forget();
    if (added === 'name-taken') throw new AccountExistsError(name);
    if (added === 'uid-taken') throw await this.uidTaken(reading.uid, environment);
    this.logger.info({ account: name, environment }, 'account added');
  }

  /** A new key is checked before it takes the place of the old one, which works until then. */
  async change(name: string, change: AccountChange): Promise<void> {
    const current = await this.get(name);
    if (change.version !== undefined && change.version !== current.version) {
      throw new AccountChangedError(name);
    }
    const { label = current.label, parent = current.parent } = change;
    const allowsWithdrawals = change.allowsWithdrawals ?? current.allowsWithdrawals;
    if (parent !== current.parent) await this.demandParent(parent, name, current.environment);
    const wanted = { label, parent, allowsWithdrawals };
    const key = keyOf(change);
    if (key === null && current.status === 'revoked') throw new AccountRevokedError(name);
    const keyed = key === null ? {} : await this.keyColumns({ ...current, ...wanted }, key);
    await this.replace(current, { ...wanted, ...keyed });
    this.logger.info({ account: name, hasNewKey: key !== null }, 'account changed');
    // What the owner insists on counts for the key that stands.
    if (key === null && allowsWithdrawals !== current.allowsWithdrawals) {
      await this.checker.tryStored(await this.get(name));
    }
  }

  /** Looks at the account now. Throws VenueUnavailableError when its exchange can not be asked. */
  async check(name: string): Promise<void> {
    if (name === BINGX_ACCOUNT && this.settings.isConfigured) {
      await this.checker.checkSettings();
      return;
    }
    const account = await this.get(name);
    if (account.status === 'revoked') throw new AccountRevokedError(name);
    await this.checker.checkStored(account);
  }

  /** Destroys the account's keys here. Its name and history stay; a revoked one stays as it is. */
  async revoke(name: string): Promise<void> {
    const current = await this.get(name);
    if (current.status === 'revoked') return;
    await this.replace(current, { status: 'revoked', sealed: null, problem: null });
    this.logger.info({ account: name }, 'account revoked; its keys are destroyed here');
  }

  /** Throws AccountNotStoredError. Reads the row anew: what is changed must not be a memory. */
  private async get(name: string): Promise<ExchangeAccount> {
    const account = await this.find(name);
    if (account === null) throw new AccountNotStoredError(name);
    return account;
  }

  private async find(name: string): Promise<ExchangeAccount | null> {
    const accounts = await this.repository.all();
    return accounts.find((account) => account.name === name) ?? null;
  }

  private async keyColumns(
    account: ExchangeAccount,
    key: Credentials,
  ): Promise<Partial<ExchangeAccount>> {
    if (this.vault.sealingKeyId === null) throw new CannotSealError();
    const { id, name, environment } = account;
    const reading = await this.checked({ ...key, environment }, account);
    if (account.uid !== null && reading.uid !== account.uid) throw new AccountKeyForeignError(name);
    this.demandOwnUid(reading.uid, { ...key, environment });
    const keyVersion = account.keyVersion + 1;
    return {
      ...findingsOf(reading, this.clock.now()),
      ...{ keyVersion, sealed: this.vault.seal(id, keyVersion, key), keyEnd: keyEndOf(key.apiKey) },
      ...{ status: 'active', problem: null },
    };
  }

  private async checked(key: KeyToCheck, rules: KeyRules): Promise<KeyReading> {
    try {
      const { apiKey, secretKey, environment } = key;
      const reading = await this.keys.read({ apiKey, secretKey, environment });
      const objection = objectionTo(reading, rules) ?? withdrawalsUnknown(reading, rules);
      if (objection !== null) throw new AccountKeyRefusedError(objection);
      return reading;
    } catch (error) {
      if (!(error instanceof VenueRefusedError)) throw error;
      throw new AccountKeyRefusedError(objectionOfRefusal(error));
    }
  }

  /** The settings' account has no row that a unique key could guard. */
  private demandOwnUid(uid: string, { apiKey, environment }: KeyToCheck): void {
    const { isConfigured, credentials, last } = this.settings;
    if (!isConfigured || environment !== this.settings.environment) return;
    if (credentials.apiKey === apiKey || last.findings.uid === uid) {
      throw new AccountUidTakenError(BINGX_ACCOUNT);
    }
  }

  private async demandParent(
    parent: string | null,
    name: string,
    environment: 'live' | 'demo',
  ): Promise<void> {
    if (parent === null) return;
    if (parent === BINGX_ACCOUNT && this.settings.isConfigured) {
      if (this.settings.environment !== environment) throw new AccountParentError();
      return;
    }
    const account = parent === name ? null : await this.find(parent);
    const isMain = account?.parent === null && account.status !== 'revoked';
    if (!isMain || account.environment !== environment) throw new AccountParentError();
  }

  private async replace(current: ExchangeAccount, change: Partial<ExchangeAccount>): Promise<void> {
    const outcome = await this.repository.change(current, {
      ...change,
      updatedAt: this.clock.now(),
      version: current.version + 1,
    });
    this.stored.forget();
    if (outcome === 'stale') throw new AccountChangedError(current.name);
    if (outcome === 'uid-taken') {
      throw await this.uidTaken(change.uid ?? current.uid, current.environment);
    }
  }

  private async uidTaken(uid: string | null, environment: string): Promise<AccountUidTakenError> {
    const holder = (await this.repository.all()).find(
      (one) => one.uid === uid && one.environment === environment && one.status !== 'revoked',
    );
    return new AccountUidTakenError(holder?.name ?? null);
  }
}

function keyOf({ apiKey, secretKey }: AccountChange): Credentials | null {
  if (apiKey === undefined && secretKey === undefined) return null;
  if (apiKey === undefined || secretKey === undefined) throw new AccountKeyIncompleteError();
  return { apiKey, secretKey };
}
