import type { Provider } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxKeyCheck } from '@/modules/exchanges/adapters/bingx/bingx.key-check';
import { BingxKeyring } from '@/modules/exchanges/adapters/bingx/bingx.keyring';
import { SettingsKeyring } from '@/modules/exchanges/adapters/bingx/bingx.settings-keyring';
import { AccountChecker } from '@/modules/exchanges/credentials/account-checker';
import { AccountKeyring } from '@/modules/exchanges/credentials/account-keyring';
import { AccountTrouble } from '@/modules/exchanges/credentials/account-trouble';
import { AccountWatch } from '@/modules/exchanges/credentials/account-watch';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import { ExchangeAccountsService } from '@/modules/exchanges/credentials/exchange-accounts.service';
import { KeyCheck } from '@/modules/exchanges/credentials/key-check.port';
import { BINGX_ACCOUNT, SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { SharedRateWindows } from '@/modules/exchanges/rate-windows/shared-rate-windows.port';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { CredentialsSettings } from '@/platform/settings/credentials.settings';

/** The hosts of BingX and everything that knows accounts and their keys. */
export const CREDENTIALS: readonly Provider[] = [
  {
    provide: CredentialVault,
    inject: [CredentialsSettings],
    useFactory: (settings: CredentialsSettings) => new CredentialVault(settings.CREDENTIALS_KEY),
  },
  SettingsAccount,
  ExchangeAccountsRepository,
  StoredAccounts,
  AccountTrouble,
  {
    provide: BingxHosts,
    inject: [BingxSettings, Clock, PinoLogger, AccountTrouble, SharedRateWindows],
    useFactory: (
      settings: BingxSettings,
      clock: Clock,
      logger: PinoLogger,
      trouble: AccountTrouble,
      shared: SharedRateWindows,
    ) =>
      new BingxHosts({
        settings,
        clock,
        logger,
        shared,
        onKeyRefused: (refused) => {
          trouble.report(refused);
        },
      }),
  },
  {
    provide: BingxKeyring,
    inject: [BingxSettings, StoredAccounts, CredentialVault],
    useFactory: (settings: BingxSettings, stored: StoredAccounts, vault: CredentialVault) =>
      new AccountKeyring(new SettingsKeyring(settings, BINGX_ACCOUNT), stored, vault),
  },
  {
    provide: KeyCheck,
    inject: [BingxHosts, Clock],
    useFactory: (hosts: BingxHosts, clock: Clock) => new BingxKeyCheck(hosts, clock),
  },
  AccountChecker,
  AccountWatch,
  ExchangeAccountsService,
];
