import { decimal } from '@/kernel/decimal';
import { ACCOUNT_READS } from '@/modules/exchanges/bingx-reads/account.reads';
import type { DecodedRow } from '@/modules/exchanges/bingx-reads/decode-answer';
import { id, shape } from '@/modules/exchanges/bingx-reads/fields';
import {
  choice,
  coin,
  idNumber,
  plainText,
  required,
} from '@/modules/exchanges/bingx-reads/parameters';
import { SPOT_READS } from '@/modules/exchanges/bingx-reads/spot.reads';
import { post, type CommandRow, type Given } from './command-table';
import { amount, readNamed } from './margin.commands';

/** The wallets of one account, as BingX spells them. */
const WALLETS = ['fund', 'spot', 'stdFutures', 'coinMPerp', 'USDTMPerp'] as const;
const SUB_WALLETS = { fund: '1', standard: '2', perpetual: '3', spot: '15' } as const;
const PARTIES = { main: '1', sub: '2' } as const;

const MADE = shape('BingxTransferMade', 'The transfer that BingX made.', {
  transferId: id('The transfer.', '37600111', 'transferId', 'tranId'),
});

const NO_KEY =
  'BingX has no idempotency key for this: give an `Idempotency-Key`, and a repeat moves nothing. After an unknown ' +
  "outcome the records are read; the transfer is never sent again by itself. BingX's withdrawals are not offered.";

/** BingX writes whole seconds. */
const SKEW_MS = 1_000;
const since = (sentAt: Date): string => new Date(sentAt.getTime() - SKEW_MS).toISOString();

/** Money between wallets of one owner. Nothing here reaches another person. */
export const TRANSFER_COMMANDS: readonly CommandRow[] = [
  {
    operationId: 'makeBingxTransfer',
    product: 'spot',
    method: 'POST',
    path: 'transfers',
    summary: 'Move money between the wallets of an account',
    notes: NO_KEY,
    scope: 'admin',
    endpoint: post('/openApi/api/asset/v1/transfer', 2, { shape: 'bare' }),
    parameters: {
      fromAccount: required(choice('The wallet that gives.', WALLETS)),
      toAccount: required(choice('The wallet that takes.', WALLETS)),
      asset: required(coin()),
      amount: amount('How much.'),
    },
    answer: { shape: MADE, at: ['data', ''] },
    readBack: {
      row: readNamed(SPOT_READS, 'listBingxTransfers'),
      query: (given, sentAt) => ({
        fromAccount: given['fromAccount'] ?? '',
        toAccount: given['toAccount'] ?? '',
        from: since(sentAt),
      }),
    },
    guard: differentWallets,
    settle: (given, rows) => theOnly(rows.filter((row) => isSameMove(given, row))),
    isTransfer: true,
  },
  {
    operationId: 'makeBingxSubAccountTransfer',
    product: 'account',
    method: 'POST',
    path: 'sub-account-transfers',
    summary: 'Move money between the main account and a sub-account',
    notes: `Only with a key of the main account. ${NO_KEY}`,
    scope: 'admin',
    endpoint: post('/openApi/account/transfer/v1/subAccount/transferAsset', 2, {
      shape: 'flat',
      form: 'json',
    }),
    parameters: {
      asset: { ...required(coin()), wire: 'assetName' },
      amount: amount('How much.', '10.5', 'transferAmount'),
      fromUid: required(idNumber('Who gives.')),
      fromType: required(choice('Whether that is the main account.', PARTIES)),
      fromWallet: required(choice('The wallet that gives.', SUB_WALLETS, 'fromAccountType')),
      toUid: required(idNumber('Who takes.')),
      toType: required(choice('Whether that is the main account.', PARTIES)),
      toWallet: required(choice('The wallet that takes.', SUB_WALLETS, 'toAccountType')),
      remark: {
        ...required(plainText('A word of your own.', 'r1')),
        isRequired: false,
        fallback: 'strateger',
      },
    },
    answer: { shape: MADE, at: ['data', ''] },
    readBack: {
      row: readNamed(ACCOUNT_READS, 'listBingxSubAccountTransfers'),
      query: (given, sentAt) => ({
        uid: (given['fromType'] === 'sub' ? given['fromUid'] : given['toUid']) ?? '',
        from: since(sentAt),
      }),
    },
    settle: (given, rows) =>
      theOnly(
        rows.filter(
          (row) =>
            isSameMove(given, row) &&
            row['fromUid'] === given['fromUid'] &&
            row['toUid'] === given['toUid'],
        ),
      ),
    isTransfer: true,
  },
];

function differentWallets(given: Given): { readonly field: string; readonly rule: string } | null {
  return given['fromAccount'] === given['toAccount']
    ? { field: 'toAccount', rule: 'must be another wallet than fromAccount' }
    : null;
}

/** Two that look alike prove nothing about either. */
const theOnly = (rows: readonly DecodedRow[]): DecodedRow | null =>
  rows.length === 1 ? (rows[0] ?? null) : null;

function isSameMove(given: Given, row: DecodedRow): boolean {
  const moved = row['amount'];
  return (
    row['asset'] === given['asset'] &&
    typeof moved === 'string' &&
    decimal(moved).eq(decimal(given['amount'] ?? '0'))
  );
}
