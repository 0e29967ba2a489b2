import {
  UID,
  API_PERMISSIONS,
  API_RESTRICTIONS,
  API_KEY,
  WALLET_VALUE,
  SUB_ACCOUNT,
  SUB_ACCOUNT_ASSET,
  SUB_ACCOUNT_VALUE,
  SUB_TRANSFER,
} from './account.shapes';
import { choice, coin, idNumber, plainText, required } from './parameters';
import { list, one, signed, type Paging, type ReadRow, type Span } from './read-table';
import { DEPOSIT, DEPOSIT_ADDRESS, INTERNAL_TRANSFER } from './spot.wallet.reads';

const ACCOUNT_TYPE = choice('Only this wallet, as BingX spells it.', [
  'sopt',
  'stdFutures',
  'coinMPerp',
  'USDTMPerp',
  'copyTrading',
  'grid',
  'eran',
  'c2c',
]);
const MAIN_ONLY = 'Only with a key of the main account.';
const BY_TIME: Span = { from: 'startTime', to: 'endTime' };
const OFFSET: Paging = {
  kind: 'offset',
  offset: 'offset',
  size: 'limit',
  most: 1_000,
  totalAt: 'total',
};

const accountRow = (
  operationId: string,
  path: string,
  summary: string,
  endpoint: Pick<ReadRow, 'access' | 'endpoint'>,
  rest: Pick<ReadRow, 'parameters' | 'answer' | 'notes'>,
): ReadRow => ({ operationId, product: 'account', path, summary, ...endpoint, ...rest });

const OWN: readonly ReadRow[] = [
  accountRow('getBingxUid', 'uid', 'Reads whose key it is', signed('/openApi/account/v1/uid', 5), {
    parameters: {},
    answer: one(UID),
  }),
  accountRow(
    'getBingxApiPermissions',
    'api-permissions',
    'Reads what the key may do',
    signed('/openApi/v1/account/apiPermissions', 2, 'flat'),
    {
      parameters: {},
      answer: one(API_PERMISSIONS, 'data', ''),
    },
  ),
  accountRow(
    'getBingxApiRestrictions',
    'api-restrictions',
    'Reads what the key may do, and whether it is bound to addresses',
    signed('/openApi/v1/account/apiRestrictions', 5, 'flat'),
    {
      parameters: {},
      answer: one(API_RESTRICTIONS, 'data', ''),
    },
  ),
  accountRow(
    'listBingxApiKeys',
    'api-keys',
    'Lists the keys of a user; secrets are never shown',
    signed('/openApi/account/v1/apiKey/query', 5),
    {
      parameters: {
        uid: required(idNumber('The user, as `GET /bingx/account/uid` says.')),
        apiKey: plainText('Only this key.', 'abcdef', undefined, /^[A-Za-z0-9]{1,100}$/),
      },
      answer: list(API_KEY, ['apiInfos', '']),
    },
  ),
  accountRow(
    'listBingxWalletValues',
    'balances',
    'Lists what each wallet is worth in USDT, as BingX values it',
    signed('/openApi/account/v1/allAccountBalance', 5),
    {
      parameters: { accountType: ACCOUNT_TYPE },
      answer: list(WALLET_VALUE, ['result', '']),
    },
  ),
];

const SUB_ACCOUNTS: readonly ReadRow[] = [
  accountRow(
    'listBingxSubAccounts',
    'sub-accounts',
    'Lists the sub-accounts',
    signed('/openApi/subAccount/v1/list', 1),
    {
      notes: MAIN_ONLY,
      parameters: {
        subUid: idNumber('Only this one.'),
        name: plainText(
          'Only the one of this name.',
          'abc123456',
          'subAccountString',
          /^[A-Za-z0-9_-]{1,60}$/,
        ),
        // BingX spells it so.
        isFrozen: {
          ...choice('Only frozen ones, or only others.', ['true', 'false']),
          wire: 'isFeeze',
        },
      },
      answer: list(SUB_ACCOUNT, ['result', ''], {
        kind: 'numbered',
        page: 'page',
        size: 'limit',
        most: 1_000,
        totalAt: 'total',
      }),
    },
  ),
  accountRow(
    'listBingxSubAccountAssets',
    'sub-account-assets',
    'Lists the Fund wallet of a sub-account by coin',
    signed('/openApi/subAccount/v1/assets', 5),
    {
      notes: `${MAIN_ONLY} The other wallets of a sub-account need a key of its own.`,
      parameters: { subUid: required(idNumber('The sub-account.')) },
      answer: list(SUB_ACCOUNT_ASSET, ['balances', 'assets', '']),
    },
  ),
  accountRow(
    'listBingxSubAccountValues',
    'sub-account-balances',
    'Lists what the wallets of the sub-accounts are worth in USDT',
    signed('/openApi/subAccount/v1/allAccountBalance', 5),
    {
      notes: MAIN_ONLY,
      parameters: { subUid: idNumber('Only this one.'), accountType: ACCOUNT_TYPE },
      answer: list(SUB_ACCOUNT_VALUE, ['result', ''], {
        kind: 'numbered',
        page: 'pageIndex',
        size: 'pageSize',
        most: 10,
        totalAt: 'total',
      }),
    },
  ),
  accountRow(
    'listBingxSubAccountTransfers',
    'sub-account-transfers',
    'Lists transfers between main account and a sub-account',
    signed('/openApi/account/transfer/v1/subAccount/asset/transferHistory', 5, 'bare'),
    {
      notes: MAIN_ONLY,
      parameters: {
        uid: required(idNumber('Whose transfers.')),
        type: plainText("Only this kind, in BingX's words.", 'FUND_FUND'),
        transferId: idNumber('Only this transfer.', 'tranId'),
      },
      answer: list(SUB_TRANSFER, ['rows', 'data.rows', 'data'], {
        kind: 'numbered',
        page: 'pageId',
        size: 'pagingSize',
        most: 100,
        totalAt: 'total',
        span: BY_TIME,
      }),
    },
  ),
  accountRow(
    'listBingxSubAccountInternalTransfers',
    'sub-account-internal-transfers',
    'Lists transfers of sub-accounts to other users of BingX',
    signed('/openApi/wallets/v1/capital/subAccount/innerTransfer/records', 5),
    {
      notes: MAIN_ONLY,
      parameters: {
        coin: required(coin()),
        transferClientId: plainText('Only this one, by the id of its sender.', 't-1'),
      },
      answer: list(INTERNAL_TRANSFER, ['data', ''], { ...OFFSET, span: BY_TIME }),
    },
  ),
  accountRow(
    'listBingxSubAccountDeposits',
    'sub-account-deposits',
    'Lists deposits of sub-accounts',
    signed('/openApi/wallets/v1/capital/deposit/subHisrec', 5),
    {
      notes: MAIN_ONLY,
      parameters: {
        coin: coin('Only this coin.'),
        subUid: idNumber('Only this sub-account.'),
        status: choice('Only this state.', { 'in-progress': '0', completed: '1', 'on-chain': '6' }),
      },
      answer: list(DEPOSIT, ['data', ''], { ...OFFSET, span: BY_TIME }),
    },
  ),
  accountRow(
    'listBingxSubAccountDepositAddresses',
    'sub-account-deposit-addresses',
    'Lists the deposit addresses of a sub-account',
    signed('/openApi/wallets/v1/capital/subAccount/deposit/address', 2),
    {
      notes: MAIN_ONLY,
      parameters: { coin: required(coin()), subUid: required(idNumber('The sub-account.')) },
      answer: list(DEPOSIT_ADDRESS, ['data', ''], OFFSET),
    },
  ),
  accountRow(
    'getBingxSubAccountDepositAddress',
    'sub-account-deposit-address',
    'Reads the deposit address of a sub-account on one network',
    signed('/openApi/wallets/v1/capital/deposit/querySubAddress', 2),
    {
      notes: MAIN_ONLY,
      parameters: {
        coin: required(coin()),
        subUid: required(idNumber('The sub-account.')),
        network: required(plainText('The network.', 'TRC20')),
      },
      answer: one(DEPOSIT_ADDRESS),
    },
  ),
];

/** What spans the products: keys, wallets, sub-accounts. */
export const ACCOUNT_READS: readonly ReadRow[] = [...OWN, ...SUB_ACCOUNTS];
