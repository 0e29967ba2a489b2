import { BingxSettings } from '@/platform/settings/bingx.settings';
import { CredentialsSettings } from '@/platform/settings/credentials.settings';
import { DatabaseSettings } from '@/platform/settings/database.settings';
import { HttpSettings } from '@/platform/settings/http.settings';
import { LogSettings } from '@/platform/settings/log.settings';
import { NotifySettings } from '@/platform/settings/notify.settings';
import { SecuritySettings } from '@/platform/settings/security.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { WatchdogSettings } from '@/platform/settings/watchdog.settings';

/** Every settings class. A class here is loaded, validated, documented in .env.example and injectable. */
export const SETTINGS_CLASSES = [
  HttpSettings,
  SecuritySettings,
  DatabaseSettings,
  TradingSettings,
  BingxSettings,
  CredentialsSettings,
  NotifySettings,
  WatchdogSettings,
  LogSettings,
] as const;

/** All settings, validated and frozen. */
export interface Settings {
  readonly http: HttpSettings;
  readonly security: SecuritySettings;
  readonly database: DatabaseSettings;
  readonly trading: TradingSettings;
  readonly bingx: BingxSettings;
  readonly credentials: CredentialsSettings;
  readonly notify: NotifySettings;
  readonly watchdog: WatchdogSettings;
  readonly log: LogSettings;
}
