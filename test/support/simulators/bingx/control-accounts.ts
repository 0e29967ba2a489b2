import { type Body, type Commands, type Controlled, accountOf, text, texts } from './control-body';
import type { KeyRow } from './model';

const STANDARD_POSITION = {
  positionSide: 'LONG' as const,
  positionAmt: '1',
  entryPrice: '100',
  currentPrice: '100',
  initialMargin: '10',
  leverage: '10',
  unrealizedProfit: '0',
  isolated: true,
};
const STANDARD_ORDER = {
  positionSide: 'LONG' as const,
  status: 'CLOSED',
  avgPrice: '100',
  closePrice: '101',
  cumQuote: '100',
  executedQty: '1',
  margin: '10',
  leverage: '10',
  isolated: true,
};
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
  'POST standard-position': (controlled, body) => {
    const { standard, exchange } = accountOf(controlled, body);
    const { account: _account, ...row } = body;
    const symbol = text(body, 'symbol');
    const side = text(body, 'positionSide', 'LONG');
    return standard.put('standardPosition', `${symbol}|${side}`, {
      ...STANDARD_POSITION,
      time: exchange.now(),
      ...row,
      symbol,
    });
  },
  'POST standard-order': (controlled, body) => {
    const { standard, exchange } = accountOf(controlled, body);
    const { account: _account, ...row } = body;
    const orderId = standard.nextId();
    return standard.put('standardOrder', orderId, {
      ...STANDARD_ORDER,
      orderId,
      positionId: orderId,
      time: exchange.now(),
      updateTime: exchange.now(),
      ...row,
      symbol: text(body, 'symbol'),
    });
  },
  'POST wallet-record': (controlled, body) => {
    const { standard } = accountOf(controlled, body);
    const { account: _account, kind, ...row } = body;
    if (kind !== 'deposit' && kind !== 'withdrawal' && kind !== 'risk')
      throw new RangeError('kind must be deposit, withdrawal or risk');
    return standard.put('walletRecord', standard.nextId(), { kind, row });
  },
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
