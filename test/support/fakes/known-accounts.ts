import { PinoLogger } from 'nestjs-pino';

import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type { ExchangeAccount } from '@/modules/exchanges/credentials/exchange-account';
import type { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import { SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import type { PaperBooks } from '@/modules/exchanges/paper-books.port';
import type { BingxSettings } from '@/platform/settings/bingx.settings';
import { SystemClock } from '@/platform/time/system-clock';

/** A row of a stored account whose key a vault sealed. */
export function storedAccount({
  vault,
  ...change
}: Partial<ExchangeAccount> & {
  readonly name: string;
  readonly vault: CredentialVault;
}): ExchangeAccount {
  const at = new Date('2026-01-15T12:00:00.000Z');
  const id = `ROW${change.name.toUpperCase()}`.padEnd(26, '0').slice(0, 26);
  const credentials = { apiKey: `key-of-${change.name}-abcd`, secretKey: `secret-${change.name}` };
  return {
    ...{ id, exchange: 'bingx', environment: 'live', label: null, parent: null },
    ...{ allowsWithdrawals: false, uid: null, permissions: null, ipRestricted: null },
    ...{ positionMode: null, clockOffsetMs: null, checkedAt: null, keyVersion: 1 },
    ...{ sealed: vault.seal(id, 1, credentials), keyEnd: 'abcd', status: 'active' },
    ...{ problem: null, createdAt: at, updatedAt: at, version: 1 },
    ...change,
  };
}

/** Known accounts over rows that stand in no database. */
export function knownAccounts(
  settings: BingxSettings,
  books: PaperBooks,
  rows: readonly ExchangeAccount[] = [],
  vault: CredentialVault = new CredentialVault([]),
): KnownAccountsService {
  const repository = {
    all: () => Promise.resolve(rows),
  } as Partial<ExchangeAccountsRepository> as ExchangeAccountsRepository;
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  const stored = new StoredAccounts(repository, new SystemClock(), logger);
  return new KnownAccountsService(new SettingsAccount(settings), books, stored, vault);
}
