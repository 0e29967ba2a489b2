import type { Clock } from '@/kernel/clock';
import type { KeyPermission } from '@/modules/exchanges/credentials/exchange-account';
import {
  KeyCheck,
  type KeyReading,
  type KeyToCheck,
} from '@/modules/exchanges/credentials/key-check.port';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { PositionMode } from '@/modules/exchanges/venue.types';
import { BingxClient, type BingxEndpoint } from './bingx.client';
import type { BingxHosts } from './bingx.hosts';
import { isJsonArray, type JsonObject, type JsonValue } from './bingx.json';
import { flagOf, idOf, notUnderstood, objectOf, textOf } from './bingx.wire';
import { BingxSessions } from './bingx.sessions';
import { UsdtMAccounts } from './usdt-m/usdt-m.accounts';

const perSecond = (requests: number) => ({ requests, perMs: 1_000 });

const UID: BingxEndpoint = {
  method: 'GET',
  path: '/openApi/account/v1/uid',
  limit: perSecond(5),
};
const RESTRICTIONS: BingxEndpoint = {
  method: 'GET',
  path: '/openApi/v1/account/apiRestrictions',
  limit: perSecond(5),
  shape: 'flat',
};
const PERMISSIONS: BingxEndpoint = {
  method: 'GET',
  path: '/openApi/v1/account/apiPermissions',
  limit: perSecond(2),
  shape: 'flat',
};

/** The numbers of permissions in lists, and the flags that say the same. */
const NUMBERED: Readonly<Record<string, KeyPermission>> = {
  '1': 'spot',
  '2': 'read',
  '3': 'futures',
  '4': 'transfer',
  '5': 'withdraw',
  '7': 'sub-account-transfer',
};
const FLAGGED: Readonly<Record<string, KeyPermission>> = {
  enableSpotAndMarginTrading: 'spot',
  enableReading: 'read',
  enableFutures: 'futures',
  permitsUniversalTransfer: 'transfer',
  enableWithdrawals: 'withdraw',
  enableInternalTransfer: 'sub-account-transfer',
};
/** Play money on the demo host. */
const DEMO_ASSET = 'VST';

/** What BingX says of a key: whose it is, what it may do and from where, and what lies in its account. */
export class BingxKeyCheck extends KeyCheck {
  constructor(
    private readonly hosts: BingxHosts,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async read({ environment, apiKey, secretKey }: KeyToCheck): Promise<KeyReading> {
    const key = { credentials: { apiKey, secretKey }, environment };
    const sessions = new BingxSessions('bingx-usdt-m', this.hosts, {
      find: () => Promise.resolve(key),
    });
    const accounts = new UsdtMAccounts({ sessions, clock: this.clock });
    const host = this.hosts.of(environment);
    const ask = (endpoint: BingxEndpoint): Promise<JsonValue> => this.ask(endpoint, key);
    const uid = idOf(objectOf(await ask(UID), 'uid')['uid']);
    if (uid === null || !/^\d{1,32}$/.test(uid)) throw notUnderstood('uid is missing');
    const flags = objectOf(await ask(RESTRICTIONS), 'key restrictions');
    // Newer than the list and always there; the list fills in what it leaves out.
    const list = await ask(PERMISSIONS).then(
      (data) => objectOf(data, 'key permissions'),
      (error: unknown) => refusedOnly(error, {}),
    );
    const balances = await accounts.balances('checked');
    return {
      uid,
      ...rightsOf(flags, list),
      positionMode: await accounts
        .positionMode('checked')
        .catch((error: unknown): PositionMode | null => refusedOnly(error, null)),
      clockOffsetMs: host.time.offsetMs === null ? null : 0 - host.time.offsetMs,
      money: moneyOf(balances.map(({ asset }) => asset)),
    };
  }

  /** Nothing proves that the demo host answers questions about keys; the same key is known to the live host. */
  private async ask(
    endpoint: BingxEndpoint,
    { environment, credentials }: { environment: 'live' | 'demo'; credentials: KeyCredentials },
  ): Promise<JsonValue> {
    const host = this.hosts.of(environment);
    const read = (from: typeof host): Promise<JsonValue> =>
      new BingxClient('bingx', from).read({ endpoint, params: {}, credentials, priority: 'read' });
    try {
      return await read(host);
    } catch (error) {
      const isUnknownPath =
        error instanceof VenueRefusedError && ['100400', '100404'].includes(error.venueCode ?? '');
      if (host.kind !== 'demo' || !isUnknownPath) throw error;
      return read(this.hosts.of('live'));
    }
  }
}

type KeyCredentials = Pick<KeyToCheck, 'apiKey' | 'secretKey'>;

/** Both answers together: what either grants is granted; `mayWithdraw` is null when neither speaks of it. */
export function rightsOf(
  flags: JsonObject,
  list: JsonObject,
): Pick<KeyReading, 'permissions' | 'mayWithdraw' | 'ipRestricted'> {
  const numbers = isJsonArray(list['permissions']) ? list['permissions'] : null;
  const byNumber = (numbers ?? []).map((number) => NUMBERED[textOf(number) ?? '']);
  const byFlag = Object.entries(FLAGGED).map(([flag, permission]) =>
    flagOf(flags[flag]) === true ? permission : undefined,
  );
  const granted = new Set([...byNumber, ...byFlag].filter((one) => one !== undefined));
  const speaksOfWithdrawals = numbers !== null || flagOf(flags['enableWithdrawals']) !== null;
  const addresses = list['ipAddresses'];
  return {
    permissions: [...granted].sort(),
    mayWithdraw: speaksOfWithdrawals ? granted.has('withdraw') : null,
    ipRestricted:
      flagOf(flags['ipRestrict']) ?? (isJsonArray(addresses) ? addresses.length > 0 : null),
  };
}

function moneyOf(assets: readonly string[]): KeyReading['money'] {
  if (assets.length === 0) return null;
  return assets.includes(DEMO_ASSET) ? 'demo' : 'live';
}

/** A refusal of this one question leaves it open; everything else fails. */
function refusedOnly<T>(error: unknown, otherwise: T): T {
  if (error instanceof VenueRefusedError) return otherwise;
  throw error;
}
