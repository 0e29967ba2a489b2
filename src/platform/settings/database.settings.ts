import { IsInt, Max, Min } from 'class-validator';
import { CONNECTION_NAMES, type ConnectionName } from '@/platform/database/connection-name';
import { EachConnectionHasUrl, IsDatabaseUrl } from '@/platform/settings/rules';

/**
 * Where the seven connections go. `DB_URL` names a server and a schema prefix
 * (`mysql://user:pass@host:3306/strateger` gives `strateger_alarms`, `strateger_orders`, …);
 * `DB_<NAME>_URL` names one connection's schema exactly and wins.
 */
export class DatabaseSettings {
  /** Server and prefix for every connection that has no URL of its own. */
  @EachConnectionHasUrl()
  @IsDatabaseUrl('with prefix')
  DB_URL = '';

  /** URL of the connection 'alarms', schema included. */
  @IsDatabaseUrl('with schema')
  DB_ALARMS_URL = '';
  /** URL of the connection 'strategies', schema included. */
  @IsDatabaseUrl('with schema')
  DB_STRATEGIES_URL = '';
  /** URL of the connection 'orders', schema included. */
  @IsDatabaseUrl('with schema')
  DB_ORDERS_URL = '';
  /** URL of the connection 'positions', schema included. */
  @IsDatabaseUrl('with schema')
  DB_POSITIONS_URL = '';
  /** URL of the connection 'accounts', schema included. */
  @IsDatabaseUrl('with schema')
  DB_ACCOUNTS_URL = '';
  /** URL of the connection 'klines', schema included. */
  @IsDatabaseUrl('with schema')
  DB_KLINES_URL = '';
  /** URL of the connection 'diary', schema included. */
  @IsDatabaseUrl('with schema')
  DB_DIARY_URL = '';

  /** Largest number of open connections per named connection. */
  @IsInt()
  @Min(1)
  @Max(200)
  DB_POOL_SIZE = 10;

  /** Time limit for opening a connection, in milliseconds. */
  @IsInt()
  @Min(100)
  @Max(60_000)
  DB_CONNECT_TIMEOUT_MS = 5_000;

  /** The URL of one connection, schema included. Throws when none is configured; loadSettings checks that first. */
  urlOf(name: ConnectionName): string {
    const own = this[`DB_${name.toUpperCase() as Uppercase<ConnectionName>}_URL`];
    if (own !== '') return own;
    if (this.DB_URL === '') throw new Error(`no URL for connection '${name}'`);
    const url = new URL(this.DB_URL);
    const prefix = url.pathname.replace(/^\//, '') || 'strateger';
    url.pathname = `/${prefix}_${name}`;
    return url.toString();
  }

  all(): readonly { readonly name: ConnectionName; readonly url: string }[] {
    return CONNECTION_NAMES.map((name) => ({ name, url: this.urlOf(name) }));
  }
}
