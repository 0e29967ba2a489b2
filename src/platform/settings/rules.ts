import { isIP } from 'node:net';
import { readInstrument } from '@/kernel/instrument';
import { isTimeframe } from '@/kernel/timeframe';
import { CONNECTION_NAMES } from '@/platform/database/connection-name';
import { rule } from '@/platform/http/validation/rule';
import { readAddressRange } from '@/platform/http/address';
import { API_SCOPES, type ApiScope } from '@/platform/http/api-scope';
import { readMasterKey } from '@/platform/settings/master-key';
import { readTokenEntry } from '@/platform/http/token-entry';

/** The checks of settings. Their messages name rules and positions in a list, never values: they end up in logs. */

/** Positions, counted from 1, of the entries that break a rule. */
function wrongEntries(value: unknown, isRight: (entry: string) => boolean): readonly number[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index) =>
    typeof entry === 'string' && isRight(entry) ? [] : [index + 1],
  );
}

const entriesText = (positions: readonly number[]): string =>
  `${positions.length === 1 ? 'entry' : 'entries'} ${positions.join(', ')}`;

/** Every entry is an address or a CIDR range, `10.0.0.0/8` or `2001:db8::/32`. */
export function EachIsAddressRange(): PropertyDecorator {
  const isRange = (entry: string): boolean => readAddressRange(entry) !== null;
  return rule({
    name: 'eachIsAddressRange',
    message: ({ value }) =>
      `must hold addresses and CIDR ranges only; ${entriesText(wrongEntries(value, isRange))} of the list is neither`,
    holds: (value) => wrongEntries(value, isRange).length === 0,
  });
}

const API_TOKEN = /^(?:[A-Za-z0-9-]{1,40}=)?[A-Za-z0-9_\-.~]{16,200}(?::([a-z]+(?:\+[a-z]+)*))?$/;

/** Every entry is `token`, `token:scope+scope` or `name=token:scope+scope`, the token at least 16 characters of `A-Za-z0-9_-.~`, and no token comes twice. */
export function EachIsApiToken(): PropertyDecorator {
  return rule({
    name: 'eachIsApiToken',
    message: ({ value }) =>
      hasRepeatedToken(value)
        ? 'names one token twice'
        : 'must hold token, token:scope+scope or name=token:scope+scope, tokens of at least 16 characters (A-Z a-z 0-9 _ - . ~) and the scopes ' +
          `${API_SCOPES.join(', ')}; look at ${entriesText(wrongEntries(value, isApiToken))}`,
    holds: (value) => wrongEntries(value, isApiToken).length === 0 && !hasRepeatedToken(value),
  });
}

function isApiToken(entry: string): boolean {
  const match = API_TOKEN.exec(entry);
  const scopes = match?.[1]?.split('+') ?? [];
  return match !== null && scopes.every((scope) => API_SCOPES.includes(scope as ApiScope));
}

function hasRepeatedToken(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const tokens = value.map((entry: unknown) => readTokenEntry(String(entry)).token);
  return new Set(tokens).size < tokens.length;
}

/** Every entry is `id:key` or `key` of 32 bytes, and no id comes twice. */
export function EachIsMasterKey(): PropertyDecorator {
  const isKey = (entry: string): boolean => readMasterKey(entry) !== null;
  return rule({
    name: 'eachIsMasterKey',
    message: ({ value }) =>
      wrongEntries(value, isKey).length === 0
        ? 'names one key twice'
        : 'must hold id:key, ids of A-Z a-z 0-9 _ - and keys of exactly 32 bytes in base64 or hexadecimal; ' +
          `look at ${entriesText(wrongEntries(value, isKey))}`,
    holds: (value) => wrongEntries(value, isKey).length === 0 && !hasRepeatedKey(value),
  });
}

function hasRepeatedKey(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const ids = value.map((entry: unknown) => readMasterKey(String(entry))?.id);
  return new Set(ids).size < ids.length;
}

/** Every entry is `<market>/<BASE>-<QUOTE>@<timeframe>`, such as `bingx-usdt-m/BTC-USDT@1m`. */
export function EachIsFollowedCandle(): PropertyDecorator {
  return rule({
    name: 'eachIsFollowedCandle',
    message: ({ value }) =>
      `must hold <market>/<BASE>-<QUOTE>@<timeframe>; look at ${entriesText(wrongEntries(value, isFollowedCandle))}`,
    holds: (value) => wrongEntries(value, isFollowedCandle).length === 0,
  });
}

function isFollowedCandle(entry: string): boolean {
  const [instrument = '', timeframe = '', ...more] = entry.split('@');
  return more.length === 0 && readInstrument(instrument) !== null && isTimeframe(timeframe);
}

/** An IANA time zone, such as `UTC` or `Europe/Berlin`. */
export function IsTimeZone(): PropertyDecorator {
  return rule({
    name: 'isTimeZone',
    message: 'must be an IANA time zone such as UTC or Europe/Berlin',
    holds: (value) => typeof value === 'string' && isTimeZone(value),
  });
}

function isTimeZone(name: string): boolean {
  // The default is right without opening ICU's time zones, which every start would wait for.
  if (name === 'UTC') return true;
  try {
    return (
      name !== '' &&
      new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    );
  } catch {
    return false;
  }
}

/** An http or https address of a server, without path, query or credentials. */
export function IsHttpBaseUrl(): PropertyDecorator {
  return rule({
    name: 'isHttpBaseUrl',
    message: 'must be http(s)://host or http(s)://host:port and nothing more',
    holds: (value) => typeof value === 'string' && isHttpBaseUrl(value),
  });
}

function isHttpBaseUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return false;
  return (
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  );
}

/** An address or a host name to bind. Empty would mean every interface, so it is refused. */
export function IsListenAddress(): PropertyDecorator {
  return rule({
    name: 'isListenAddress',
    message: 'must be an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0',
    holds: (value) =>
      typeof value === 'string' &&
      (isIP(value) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(value)),
  });
}

/** Empty, or mysql://user:password@host:port/schema; where the schema is only a prefix it may be left out. */
export function IsDatabaseUrl(schema: 'with schema' | 'with prefix'): PropertyDecorator {
  const path =
    schema === 'with schema' ? /^\/[A-Za-z0-9_-]{1,64}$/ : /^\/?$|^\/[A-Za-z0-9_-]{1,52}$/;
  return rule({
    name: 'isDatabaseUrl',
    message: `must be mysql://user:password@host:port/name ${schema}, the name of letters, digits, _ and - only`,
    holds: (value) => value === '' || (typeof value === 'string' && isDatabaseUrl(value, path)),
  });
}

function isDatabaseUrl(text: string, path: RegExp): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && url.protocol === 'mysql:' && url.hostname !== '' && path.test(url.pathname)
  );
}

/** On the settings as a whole: every connection has a URL of its own, or DB_URL gives it one. */
export function EachConnectionHasUrl(): PropertyDecorator {
  return rule({
    name: 'eachConnectionHasUrl',
    message: ({ object }) =>
      `is missing: set DB_URL, or the URL of every connection (without one: ${connectionsWithoutUrl(object).join(', ')})`,
    holds: (_value, { object }) => connectionsWithoutUrl(object).length === 0,
  });
}

function connectionsWithoutUrl(settings: object): readonly string[] {
  const urls = settings as Readonly<Record<string, unknown>>;
  if (urls['DB_URL'] !== '') return [];
  return CONNECTION_NAMES.map((name) => `DB_${name.toUpperCase()}_URL`).filter(
    (name) => urls[name] === '',
  );
}
