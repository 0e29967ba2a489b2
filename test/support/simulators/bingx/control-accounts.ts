import { type Body, type Commands, type Controlled, accountOf, text, texts } from './control-body';
import type { KeyRow } from './model';

const ALL_PERMISSIONS = [1, 2, 3, 4, 7];

/** Sub-accounts and keys. */
export const ACCOUNT_COMMANDS: Commands = {
  'POST accounts': ({ exchange }, body) => {
    const parent = body.parent === null ? null : text(body, 'parent', 'main');
    const { row } = exchange.openAccount(text(body, 'name'), parent, {
      note: text(body, 'note', ''),
    });
    return row;
  },
  'POST keys': putKey,
  'POST key': changeKey,
};

/** Makes a key for an account. */
function putKey(controlled: Controlled, body: Body): KeyRow {
  const key = text(body, 'key');
  return controlled.exchange.store.put('key', key, {
    key,
    secret: text(body, 'secret'),
    account: accountOf(controlled, body).name,
    permissions: permissionsOf(body) ?? ALL_PERMISSIONS,
    ipAddresses: texts(body, 'ipAddresses') ?? [],
    note: text(body, 'note', ''),
    revoked: false,
    createdAt: controlled.exchange.now(),
  });
}

/** Revokes a key, or changes what it may do and from where. */
function changeKey({ exchange }: Controlled, body: Body): KeyRow {
  const name = text(body, 'key');
  const old = exchange.store.get('key', name);
  if (old === undefined) throw new RangeError(`no key ${name}`);
  return exchange.store.put('key', name, {
    ...old,
    permissions: permissionsOf(body) ?? old.permissions,
    ipAddresses: texts(body, 'ipAddresses') ?? old.ipAddresses,
    revoked: typeof body.revoked === 'boolean' ? body.revoked : old.revoked,
  });
}

function permissionsOf(body: Body): number[] | undefined {
  if (body.permissions === undefined) return undefined;
  if (!Array.isArray(body.permissions) || body.permissions.some((one) => !Number.isInteger(one)))
    throw new RangeError('permissions must be a list of whole numbers');
  return body.permissions as number[];
}
