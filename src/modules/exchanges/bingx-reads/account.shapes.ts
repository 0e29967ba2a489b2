import { coded, decimal, flag, id, listOf, must, shape, text, time } from './fields';

export const UID = shape('BingxUid', 'Whose key it is.', {
  uid: must(id('The number of the account on BingX.', '16477999')),
});

const PERMISSIONS: Readonly<Record<string, string>> = {
  '1': 'spot-trading',
  '2': 'read',
  '3': 'futures-trading',
  '4': 'universal-transfer',
  '5': 'withdraw',
  '7': 'sub-account-transfer',
};
const ADDRESS = text('An address.', '203.0.113.7');

export const API_PERMISSIONS = shape('BingxApiPermissions', 'What the key may do.', {
  apiKey: text('The key, as far as BingX shows it.', 'abcd****wxyz'),
  permissions: listOf('What it may do.', coded('A permission.', PERMISSIONS)),
  ipAddresses: listOf('The addresses that it is bound to; any when empty.', ADDRESS),
  note: text('The name of the key.', 'strateger'),
});

export const API_RESTRICTIONS = shape('BingxApiRestrictions', 'What the key may do, one by one.', {
  isIpBound: flag('Whether it is bound to addresses.', 'ipRestrict'),
  createdAt: time('When it was made.', 'createTime'),
  isReadingAllowed: flag('Whether it may read.', 'enableReading'),
  isFuturesAllowed: flag('Whether it may trade futures.', 'enableFutures'),
  isSpotAllowed: flag('Whether it may trade spot.', 'enableSpotAndMarginTrading'),
  isUniversalTransferAllowed: flag(
    'Whether it may move money between wallets.',
    'permitsUniversalTransfer',
  ),
  isInternalTransferAllowed: flag(
    'Whether it may move money to other users.',
    'enableInternalTransfer',
  ),
  isWithdrawalAllowed: flag('Whether it may withdraw. It should not.', 'enableWithdrawals'),
  isOptionsAllowed: flag('Whether it may trade options.', 'enableVanillaOptions'),
});

export const API_KEY = shape('BingxApiKey', 'One key of a user.', {
  apiKey: text('The key, as far as BingX shows it.', 'abcd****wxyz'),
  note: text('The name of the key.', 'strateger'),
  permissions: listOf('What it may do.', coded('A permission.', PERMISSIONS)),
  ipAddresses: listOf('The addresses that it is bound to; any when empty.', ADDRESS),
  status: text("BingX's number for its state.", '1'),
  createdAt: time('When it was made.', 'createTime'),
  updatedAt: time('When it last changed.', 'updateTime'),
});

const KIND_OF_WALLET = text(
  'The wallet: `sopt` (so BingX spells spot and fund), `stdFutures`, `coinMPerp`, `USDTMPerp`, `copyTrading`, `grid`, `eran`, `c2c`.',
  'USDTMPerp',
);

export const WALLET_VALUE = shape(
  'BingxWalletValue',
  'What one wallet is worth, as BingX values it.',
  {
    accountType: must(KIND_OF_WALLET),
    usdtBalance: must(decimal('Its value in USDT.', '100')),
  },
);

export const SUB_ACCOUNT = shape('BingxSubAccount', 'One sub-account.', {
  subUid: must(id('Its number on BingX.', '16477999')),
  name: text('Its name.', 'abc123456', 'subAccountString'),
  note: text('What its owner wrote.', 'grid bots'),
  isFrozen: flag('Whether it is frozen.', 'freeze'),
  createdAt: time('When it was made.', 'createTime'),
});

export const SUB_ACCOUNT_ASSET = shape(
  'BingxSubAccountAsset',
  'One coin in the Fund wallet of a sub-account.',
  {
    asset: must(text('The coin.', 'ETH')),
    displayName: text('The name that BingX shows.', 'ETH'),
    free: must(decimal('What can be used.', '0.0068')),
    locked: must(decimal('What is held.', '0')),
  },
);

export const SUB_ACCOUNT_VALUE = shape(
  'BingxSubAccountValue',
  'What the wallets of a sub-account are worth.',
  {
    subUid: must(id('The sub-account.', '16477999')),
    wallets: listOf('Its wallets.', WALLET_VALUE, 'accountBalances'),
  },
);

export const SUB_TRANSFER = shape(
  'BingxSubAccountTransfer',
  'One transfer between main and sub-account.',
  {
    transferId: id('The transfer.', '37600111', 'tranId'),
    asset: must(text('The coin.', 'USDT')),
    amount: must(decimal('The amount.', '100')),
    type: text("BingX's word for the kind.", 'FUND_FUND'),
    status: text("How far it is, in BingX's words.", 'CONFIRMED'),
    fromUid: id('Who gave.', '16477999'),
    toUid: id('Who took.', '16478000'),
    at: time('When it happened.', 'timestamp'),
  },
);
