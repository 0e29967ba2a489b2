import { randomBytes } from 'node:crypto';
import type { Account } from '../account';
import type { KeyRow } from '../model';
import { gatewayRejection } from '../rejection';
import {
  type Access,
  type Call,
  type Route,
  type Routes,
  WholeBody,
  integer,
  page,
} from '../route';
import { digits, readJson, wireText } from '../wire';
import { positiveAmount, transfer, walletOfType } from './transfers';

const TRANSFER = '/openApi/account/transfer/v1/subAccount';
const SUB = '/openApi/subAccount/v1';

/** What only a main account's key may do: list its sub-accounts, make keys for them, move money to and fro. */
export const SUB_ACCOUNT_ROUTES: Routes = {
  [`GET ${SUB}/list`]: route('read', (call) => {
    const { params } = call;
    const limit = integer(params, 'limit') ?? 0;
    if (limit < 1 || limit > 1000) throw gatewayRejection(100400, 'limit must be 1 to 1000');
    const uid = params.get('subUid') ?? '';
    const name = params.get('subAccountString') ?? '';
    const subs = subAccounts(call).filter(
      (sub) => (uid === '' || sub.row.uid === uid) && (name === '' || sub.name === name),
    );
    const index = integer(params, 'page') ?? 1;
    return {
      result: page(subs, index, limit).map(({ name: subAccountString, row }) => ({
        subUid: row.uid,
        subAccountString,
        note: row.note,
        freeze: row.frozen,
        createTime: row.createdAt,
      })),
      pageId: index,
      total: subs.length,
    };
  }),
  [`GET ${SUB}/assets`]: route('read', (call) => ({
    balances: subOf(call, 'subUid')
      .wallet('fund')
      .rows()
      .map(({ asset, free, locked }) => ({ asset, free: digits(free), locked: digits(locked) })),
  })),
  [`POST ${SUB}/create`]: route('sub-transfer', createSub, true),
  [`POST ${SUB}/updateStatus`]: route(
    'sub-transfer',
    (call) => {
      const sub = subOf(call, 'subUid');
      const frozen = call.params.get('freeze') === 'true';
      call.exchange.store.put('account', sub.name, { ...sub.row, frozen });
      return { subUid: sub.row.uid, freeze: frozen };
    },
    true,
  ),
  [`POST ${SUB}/apiKey/create`]: route('sub-transfer', createKey, true),
  [`POST ${SUB}/apiKey/edit`]: route(
    'sub-transfer',
    (call) => {
      const key = keyOf(call);
      const changed = call.exchange.store.put('key', key.key, {
        ...key,
        note: call.params.get('note') ?? key.note,
        permissions: list(call, 'permissions').map(Number),
        ipAddresses: list(call, 'ipAddresses'),
      });
      return {
        note: changed.note,
        permissions: changed.permissions,
        ipAddresses: changed.ipAddresses,
      };
    },
    true,
  ),
  [`POST ${SUB}/apiKey/del`]: route(
    'sub-transfer',
    (call) => {
      call.exchange.store.remove('key', keyOf(call).key);
      return new WholeBody({ code: 0, timestamp: call.exchange.now() });
    },
    true,
  ),
  [`POST ${TRANSFER}/transferAsset`]: route('sub-transfer', transferAsset, true),
  [`POST ${TRANSFER}/transferAsset/supportCoins`]: route(
    'sub-transfer',
    (call) => {
      const from = partyOf(call, 'fromUid').wallet(walletOfType(call.params, 'fromAccountType'));
      return {
        coins: from.rows().map(({ asset }, index) => ({
          id: index + 4,
          name: asset,
          showName: asset,
          icon: { id: index + 4, uri: '' },
          type: 0,
          fiatSymbol: '$',
          availableAmount: from.free(asset).toFixed(),
          usdtRate: '1',
        })),
      };
    },
    true,
  ),
  [`GET ${TRANSFER}/asset/transferHistory`]: route('read', history),
};

function route(access: Access, answer: (call: Call) => unknown, jsonOnly = false): Route {
  return { access, envelope: 'no-msg', answer, jsonOnly };
}

/** The sub-accounts of the caller, which has to be a main account. */
export function subAccounts({ exchange, account }: Call): Account[] {
  if (account.row.parent !== null)
    throw gatewayRejection(100403, 'only a main account may do this');
  return exchange.allAccounts().filter(({ row }) => row.parent === account.name);
}

function subOf(call: Call, name: string): Account {
  const uid = call.params.get(name) ?? '';
  const sub = subAccounts(call).find(({ row }) => row.uid === uid);
  if (sub === undefined) throw gatewayRejection(100450, 'wrong sub-account');
  return sub;
}

/** The caller itself or one of its sub-accounts. */
function partyOf(call: Call, name: string): Account {
  return call.params.get(name) === call.account.row.uid ? call.account : subOf(call, name);
}

function createSub({ exchange, account, params }: Call): unknown {
  const name = params.get('subAccountString') ?? '';
  if (account.row.parent !== null)
    throw gatewayRejection(100403, 'only a main account may do this');
  if (!/^(?=.*\d)[A-Za-z]\w{6,}$/.test(name) || exchange.hasAccount(name))
    throw gatewayRejection(100400, 'subAccountString is invalid');
  if (exchange.allAccounts().filter(({ row }) => row.parent === account.name).length >= 20)
    throw gatewayRejection(100400, 'at most 20 sub-accounts');
  const sub = exchange.openAccount(name, account.name, { note: params.get('note') ?? '' });
  return { subUid: sub.row.uid, subAccountString: name };
}

/** The secret is told this once. */
function createKey(call: Call): unknown {
  const sub = subOf(call, 'subUid');
  const key: KeyRow = {
    key: randomBytes(24).toString('hex'),
    secret: randomBytes(24).toString('hex'),
    account: sub.name,
    permissions: list(call, 'permissions').map(Number),
    ipAddresses: list(call, 'ipAddresses'),
    note: call.params.get('note') ?? '',
    revoked: false,
    createdAt: call.exchange.now(),
  };
  call.exchange.store.put('key', key.key, key);
  return {
    note: key.note,
    apiKey: key.key,
    apiSecret: key.secret,
    permissions: key.permissions,
    ipAddresses: key.ipAddresses,
  };
}

function keyOf(call: Call): KeyRow {
  const sub = subOf(call, 'subUid');
  const key = call.exchange.store.get('key', call.params.get('apiKey') ?? '');
  if (key?.account !== sub.name) throw gatewayRejection(100400, 'apiKey is invalid');
  return key;
}

function list({ params }: Call, name: string): string[] {
  const value = readJson(params.get(name) ?? '[]');
  if (!Array.isArray(value)) throw gatewayRejection(100400, `${name} is invalid`);
  return (value as readonly unknown[]).map(wireText);
}

/** Answers with an envelope inside the envelope. */
function transferAsset(call: Call): unknown {
  const { exchange, account, params } = call;
  if (account.row.parent !== null)
    throw gatewayRejection(100403, 'only a main account may do this');
  const from = partyOf(call, 'fromUid');
  const to = partyOf(call, 'toUid');
  for (const [party, name] of [
    [from, 'fromType'],
    [to, 'toType'],
  ] as const) {
    if (params.get(name) !== (party === account ? '1' : '2'))
      throw gatewayRejection(100400, `${name} is invalid`);
  }
  const row = transfer(exchange, {
    from,
    fromWallet: walletOfType(params, 'fromAccountType'),
    to,
    toWallet: walletOfType(params, 'toAccountType'),
    asset: params.get('assetName') ?? '',
    amount: positiveAmount(params, 'transferAmount'),
    remark: params.get('remark') ?? '',
    kind: 'sub',
  });
  return { code: 0, timestamp: exchange.now(), data: { tranId: row.id } };
}

/** A bare listing without an envelope. */
function history(call: Call): WholeBody {
  const { exchange, params } = call;
  const party = partyOf(call, 'uid');
  const id = params.get('tranId') ?? '';
  const start = integer(params, 'startTime') ?? 0;
  const end = integer(params, 'endTime') ?? exchange.now();
  const rows = exchange.store
    .all('transfer')
    .filter((row) => row.kind === 'sub' && (row.from === party.name || row.to === party.name))
    .filter((row) => (id === '' || row.id === id) && row.at >= start && row.at <= end)
    .reverse();
  const size = Math.min(integer(params, 'pagingSize') ?? 10, 100);
  return new WholeBody({
    total: rows.length,
    rows: page(rows, integer(params, 'pageId'), size).map((row) => ({
      asset: row.asset,
      amount: row.amount,
      type: row.from === party.name ? 'OUT' : 'IN',
      status: 'CONFIRMED',
      tranId: row.id,
      timestamp: row.at,
      fromUid: Number(exchange.account(row.from).row.uid),
      toUid: Number(exchange.account(row.to).row.uid),
    })),
  });
}
