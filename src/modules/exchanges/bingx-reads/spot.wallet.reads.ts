import { coded, count, decimal, flag, id, listOf, must, shape, text, time } from './fields';
import { choice, coin, idNumber, plainText, required } from './parameters';
import { list, signed, type Paging, type ReadRow, type Span } from './read-table';

/** The wallets between which an account may move its own money. */
export const WALLETS = ['fund', 'spot', 'stdFutures', 'coinMPerp', 'USDTMPerp'];

export const DEPOSIT = shape('BingxDeposit', 'One deposit.', {
  coin: must(text('The coin, with its network in older rows.', 'USDT')),
  amount: must(decimal('The amount.', '49999')),
  network: text('The network.', 'TRC20'),
  status: coded('How far it is.', { '0': 'in-progress', '1': 'completed', '6': 'on-chain' }),
  address: text('Where it went.', 'TP7vKmB4v'),
  addressTag: text('The tag of the address.', '1234'),
  txId: text('The transaction on the chain.', '60a1d'),
  insertedAt: time('When BingX saw it.', 'insertTime'),
  confirmations: text('How many confirmations there are of how many.', '2/2', 'confirmTimes'),
  unlockConfirmations: text('How many confirmations unlock it.', '2/2', 'unlockConfirm'),
});

const WITHDRAWAL = shape('BingxWithdrawal', 'One withdrawal that was made elsewhere.', {
  id: must(text('The withdrawal.', '1197073063359000577')),
  coin: must(text('The coin.', 'USDT')),
  amount: must(decimal('The amount.', '100')),
  network: text('The network.', 'TRC20'),
  status: coded('How far it is.', { '4': 'in-review', '5': 'failed', '6': 'completed' }),
  address: text('Where it went.', 'TP7vKmB4v'),
  addressTag: text('The tag of the address.', '1234'),
  transactionFee: decimal('The fee.', '1'),
  transferType: coded('On the chain or inside BingX.', { '0': 'external', '1': 'internal' }),
  withdrawOrderId: text('The id that its sender gave it.', 'w-1'),
  confirmations: count('Confirmations on the chain.', 2, 'confirmNo'),
  info: text('Why it failed.', 'address not allowed'),
  txId: text('The transaction on the chain.', '60a1d'),
  sourceAddress: text('Where it came from.', 'TP7vKmB4v'),
  appliedAt: time('When it was asked for; UTC where BingX names no zone.', 'applyTime'),
});

const NETWORK = shape('BingxCoinNetwork', 'One network of a coin.', {
  network: must(text('The network.', 'TRC20')),
  name: text('The name of the coin there.', 'USDT'),
  isDefault: flag('Whether it is the usual one.'),
  minConfirmations: count('Confirmations that a deposit needs.', 2, 'minConfirm'),
  isDepositEnabled: flag('Whether deposits are open.', 'depositEnable'),
  isWithdrawEnabled: flag('Whether withdrawals are open.', 'withdrawEnable'),
  withdrawFee: decimal('Fee of a withdrawal.', '1'),
  minWithdrawal: decimal('Smallest withdrawal.', '5', 'withdrawMin'),
  maxWithdrawal: decimal('Largest withdrawal.', '100000', 'withdrawMax'),
  minDeposit: decimal('Smallest deposit.', '0.0002', 'depositMin'),
  withdrawPrecision: count('Decimals of a withdrawal.', 6),
  contractAddress: text("The token's contract on the chain.", 'TR7NHq'),
  needsTag: flag('Whether an address needs a tag.', 'needTagOrMemo'),
});

const CURRENCY = shape('BingxCurrency', 'One coin and its networks.', {
  coin: must(text('The coin.', 'BTC')),
  name: text('Its name.', 'BTC'),
  networks: listOf('Its networks.', NETWORK, 'networkList'),
});

export const DEPOSIT_ADDRESS = shape('BingxDepositAddress', 'One address for deposits.', {
  coin: must(text('The coin.', 'USDT')),
  network: text('The network.', 'ERC20'),
  address: must(text('The address.', '40e95')),
  tag: text('The tag of the address.', '1234', 'tag', 'addressTag'),
  coinId: id("BingX's number of coin and network.", '760'),
  status: coded('Whether it is in use.', { '0': 'active', '1': 'applied', '2': 'inactive' }),
  at: time('When it was made.', 'ts'),
});

const RISK_RECORD = shape('BingxDepositRiskRecord', 'One deposit that BingX holds back.', {
  uid: id('The account.', '16477999'),
  coin: text('The coin.', 'USDT'),
  amount: decimal('The amount.', '100'),
  sourceAddress: text('Where it came from.', 'TP7vKmB4v'),
  address: text('Where it went.', 'TP7vKmB4v'),
  insertedAt: time('When BingX saw it; UTC where BingX names no zone.', 'insetTime', 'insertTime'),
});

const TRANSFER = shape('BingxTransfer', 'One transfer between two wallets of an account.', {
  transferId: id('The transfer.', '37600111', 'transferId', 'tranId'),
  asset: must(text('The coin.', 'USDT')),
  amount: must(decimal('The amount.', '100')),
  fromAccount: text('The wallet that gave.', 'fund'),
  toAccount: text('The wallet that took.', 'spot'),
  type: text('Both wallets in one word; older rows only.', 'FUND_PFUTURES'),
  status: text("How far it is, in BingX's words.", 'CONFIRMED'),
  at: time('When it happened.', 'timestamp'),
});

export const INTERNAL_TRANSFER = shape('BingxInternalTransfer', 'One transfer to another user.', {
  id: must(id('The transfer.', '1251111922229444400')),
  coin: must(text('The coin.', 'BTC')),
  amount: must(decimal('The amount.', '0.0072366')),
  receiver: id('Who took.', '1128763679'),
  fromUid: id('Who gave.', '1128763678'),
  status: coded('How far it is.', { '4': 'pending', '5': 'failed', '6': 'completed' }),
  direction: text('`in` or `out`.', 'out', 'recordType'),
  transferClientId: text('The id that its sender gave it.', 't-1'),
});

const TRANSFERABLE = shape('BingxTransferableCoin', 'One coin that can be moved.', {
  asset: must(text('The coin.', 'USDT')),
  amount: decimal('How much of it can be moved.', '100'),
});

const BY_TIME: Span = { from: 'startTime', to: 'endTime' };
const OFFSET: Paging = {
  kind: 'offset',
  offset: 'offset',
  size: 'limit',
  most: 1_000,
  totalAt: 'total',
};
const LOOK_ONLY = 'There is no withdrawal here, and there will be none.';

const walletRow = (
  operationId: string,
  path: string,
  summary: string,
  endpoint: Pick<ReadRow, 'access' | 'endpoint'>,
  rest: Pick<ReadRow, 'parameters' | 'answer' | 'notes' | 'oneOf'>,
): ReadRow => ({ operationId, product: 'spot', path, summary, ...endpoint, ...rest });

/** Deposits, withdrawals and transfers: to look at. */
export const SPOT_WALLET_READS: readonly ReadRow[] = [
  walletRow(
    'listBingxDeposits',
    'deposits',
    'Lists deposits',
    signed('/openApi/api/v3/capital/deposit/hisrec', 10, 'bare'),
    {
      parameters: {
        coin: coin('Only this coin.'),
        status: choice('Only this state.', { 'in-progress': '0', completed: '1', 'on-chain': '6' }),
        txId: plainText('Only this transaction.', '60a1d'),
      },
      answer: list(DEPOSIT, ['', 'data', 'data.data'], { ...OFFSET, span: BY_TIME }),
    },
  ),
  walletRow(
    'listBingxWithdrawals',
    'withdrawals',
    'Lists withdrawals that were made elsewhere',
    signed('/openApi/api/v3/capital/withdraw/history', 10, 'bare'),
    {
      notes: LOOK_ONLY,
      parameters: {
        coin: coin('Only this coin.'),
        status: choice('Only this state.', { 'in-review': '4', failed: '5', completed: '6' }),
        id: plainText('Only this withdrawal.', '1197073063359000577'),
        withdrawOrderId: plainText('Only this one, by the id of its sender.', 'w-1'),
      },
      answer: list(WITHDRAWAL, ['', 'data', 'data.data'], { ...OFFSET, span: BY_TIME }),
    },
  ),
  walletRow(
    'listBingxCurrencies',
    'currencies',
    'Lists coins with their networks, fees and minimums',
    signed('/openApi/wallets/v1/capital/config/getall', 5),
    {
      parameters: { coin: coin('Only this coin.') },
      answer: list(CURRENCY, ['']),
    },
  ),
  walletRow(
    'listBingxDepositAddresses',
    'deposit-addresses',
    'Lists the deposit addresses of a coin',
    signed('/openApi/wallets/v1/capital/deposit/address', 2),
    {
      parameters: { coin: required(coin()) },
      answer: list(DEPOSIT_ADDRESS, ['data', ''], OFFSET),
    },
  ),
  walletRow(
    'listBingxDepositRiskRecords',
    'deposit-risk-records',
    'Lists deposits that BingX holds back',
    signed('/openApi/wallets/v1/capital/deposit/riskRecords', 2),
    {
      parameters: { coin: coin('Only this coin.') },
      answer: list(RISK_RECORD, ['', 'data'], OFFSET),
    },
  ),
  walletRow(
    'listBingxTransfers',
    'transfers',
    'Lists transfers between the wallets of an account',
    signed('/openApi/api/v3/asset/transferRecord', 2, 'bare'),
    {
      parameters: {
        fromAccount: choice('The wallet that gave.', WALLETS),
        toAccount: choice('The wallet that took.', WALLETS),
        transferId: idNumber('Only this transfer.'),
      },
      oneOf: ['fromAccount', 'transferId'],
      answer: list(TRANSFER, ['rows', 'data.rows', 'data'], {
        kind: 'numbered',
        page: 'pageIndex',
        size: 'pageSize',
        most: 100,
        totalAt: 'total',
        span: BY_TIME,
      }),
    },
  ),
  walletRow(
    'listBingxOlderTransfers',
    'older-transfers',
    'Lists transfers of the time before Spot and Fund were two wallets',
    signed('/openApi/api/v3/asset/transfer', 10, 'bare'),
    {
      parameters: {
        type: required(
          choice('Between which wallets.', [
            'FUND_SFUTURES',
            'SFUTURES_FUND',
            'FUND_PFUTURES',
            'PFUTURES_FUND',
            'SFUTURES_PFUTURES',
            'PFUTURES_SFUTURES',
          ]),
        ),
        transferId: idNumber('Only this transfer.', 'tranId'),
      },
      answer: list(TRANSFER, ['rows', 'data.rows', 'data'], {
        kind: 'numbered',
        page: 'current',
        size: 'size',
        most: 100,
        totalAt: 'total',
        span: BY_TIME,
      }),
    },
  ),
  walletRow(
    'listBingxTransferableCoins',
    'transferable-coins',
    'Lists what can be moved from one wallet to another',
    signed('/openApi/api/asset/v1/transfer/supportCoins', 2),
    {
      parameters: {
        fromAccount: required(choice('The wallet that would give.', WALLETS)),
        toAccount: required(choice('The wallet that would take.', WALLETS)),
      },
      answer: list(TRANSFERABLE, ['coins', '']),
    },
  ),
  walletRow(
    'listBingxInternalTransfers',
    'internal-transfers',
    'Lists transfers to and from other users of BingX',
    signed('/openApi/wallets/v1/capital/innerTransfer/records', 10),
    {
      parameters: {
        coin: required(coin()),
        transferClientId: plainText('Only this one, by the id of its sender.', 't-1'),
      },
      answer: list(INTERNAL_TRANSFER, ['data', ''], { ...OFFSET, span: BY_TIME }),
    },
  ),
];
