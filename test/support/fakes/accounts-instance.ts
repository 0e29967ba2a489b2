import { randomBytes } from 'node:crypto';
import { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxKeyCheck } from '@/modules/exchanges/adapters/bingx/bingx.key-check';
import { SettingsKeyring } from '@/modules/exchanges/adapters/bingx/bingx.settings-keyring';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { AccountChecker } from '@/modules/exchanges/credentials/account-checker';
import { AccountKeyring } from '@/modules/exchanges/credentials/account-keyring';
import { AccountTrouble } from '@/modules/exchanges/credentials/account-trouble';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import {
  ExchangeAccountsService,
  type NewAccount,
} from '@/modules/exchanges/credentials/exchange-accounts.service';
import { SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { IdSource } from '@/platform/identity/new-id';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { SystemClock } from '@/platform/time/system-clock';
import { startKeyStub, type KeyStub } from '@test/support/fakes/bingx-keys';
import { suiteConnection } from '@test/support/suite-connection';

const noBooks = { accounts: () => Promise.resolve([]) };

/** One instance of the service's parts, on a database and an exchange that others may share. */
function accountsInstance(
  source: DataSource,
  masterKeys: readonly string[],
  settings: Partial<BingxSettings>,
) {
  const clock = new SystemClock();
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  const bingxSettings = Object.assign(new BingxSettings(), settings);
  const repository = new ExchangeAccountsRepository(source);
  const stored = new StoredAccounts(repository, clock, logger);
  const vault = new CredentialVault(masterKeys);
  const account = new SettingsAccount(bingxSettings);
  const trouble = new AccountTrouble(account, stored, repository, logger);
  const hosts = new BingxHosts({
    settings: bingxSettings,
    clock,
    onKeyRefused: (refused) => trouble.report(refused),
  });
  const keyring = new AccountKeyring(new SettingsKeyring(bingxSettings, 'bingx'), stored, vault);
  const keys = new BingxKeyCheck(hosts, clock);
  const checker = new AccountChecker(
    ...([account, stored, repository, vault, keys, trouble, clock, logger] as const),
  );
  const service = new ExchangeAccountsService(
    ...([
      repository,
      stored,
      account,
      vault,
      keys,
      checker,
      new IdSource(clock),
      clock,
      logger,
    ] as const),
  );
  const known = new KnownAccountsService(account, noBooks, stored, vault);
  const venue = new BingxUsdtMVenue({ hosts, keyring, clock });
  const told: string[] = [];
  trouble.onInvalid((name, problem) => told.push(`${name} ${problem.code}`));
  return { service, known, venue, keyring, repository, vault, checker, account, hosts, told };
}

/** An account as its owner adds it; every field can be set. */
export const newAccount = (change: Partial<NewAccount> = {}): NewAccount => ({
  name: 'main',
  exchange: 'bingx',
  environment: 'live',
  apiKey: 'api-key-of-main-0001',
  secretKey: 'secret-of-main-0001',
  label: null,
  parent: null,
  allowsWithdrawals: false,
  ...change,
});

interface Refusal {
  readonly code: string;
  readonly details: { readonly reason?: string };
  readonly fields: readonly { readonly pointer: string }[];
}

/** Why a piece of work was refused: code, reason and field. */
export const rejection = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was thrown',
    (error: unknown) => {
      const { code, details, fields } = error as Refusal;
      return [code, details.reason, fields[0]?.pointer].filter(Boolean).join(' ');
    },
  );

/** Master keys as the settings hold them; new for each run. */
export const OLD = `old:${randomBytes(32).toString('base64')}`;
export const NEW = `new:${randomBytes(32).toString('base64')}`;

/** A database and an exchange for a suite, both empty before each test. */
export function accountsSuite() {
  const connection = suiteConnection('accounts');
  let stub: KeyStub | null = null;
  const exchange = (): KeyStub => {
    if (stub === null) throw new Error('the exchange is there once the suite runs');
    return stub;
  };
  beforeAll(async () => {
    stub = await startKeyStub();
  });
  beforeEach(() => {
    exchange().keys.clear();
  });
  afterAll(() => stub?.close());
  return {
    connection,
    exchange,
    instance: (masterKeys: readonly string[] = [OLD], settings: Partial<BingxSettings> = {}) =>
      accountsInstance(connection(), masterKeys, { BINGX_API_URL: exchange().url, ...settings }),
  };
}
