/**
 * Strateger
 * 0.1.0
 * DO NOT MODIFY - This file has been generated using oazapfts.
 * See https://www.npmjs.com/package/oazapfts
 */
import * as Oazapfts from '@oazapfts/runtime';
import * as QS from '@oazapfts/runtime/query';
export const defaults: Oazapfts.Defaults<Oazapfts.CustomHeaders> = {
  headers: {},
  baseUrl: '/',
};
const oazapfts = Oazapfts.runtime(defaults);
export const servers = {};
export type BalanceResponse = {
  /** The asset. */
  asset: string;
  /** What new entries may bind. */
  available: string;
  /** Total plus unrealised profit. */
  equity: string;
  /** Money in the account, without unrealised profit. */
  total: string;
  /** The venue that it lies on. */
  venue: string;
};
export type AccountResponse = {
  /** Whether its owner insists on a key that may withdraw. */
  allowWithdrawals: boolean;
  /** What it holds now; null when that could not be read. */
  balances: BalanceResponse[] | null;
  /** Our clock minus the exchange's, in milliseconds; null while unknown. */
  clockOffsetMs: number | null;
  /** `live`, `demo` or `paper`. */
  environment: string;
  /** Whose account it is: `bingx` or `paper`. */
  exchange: string;
  /** Whether the key works from listed addresses only; null while unknown. */
  ipRestricted: boolean | null;
  /** The last four characters of its API key; null on paper. */
  keyEnd: string | null;
  /** A note of its owner; null without one, and for accounts that are not stored. */
  label: string | null;
  /** When the exchange was last asked about the key; null when never. */
  lastCheckedAt: string | null;
  /** Its name, as strategies use it. */
  name: string;
  /** The main account that this is a sub-account of; null for main accounts. */
  parent: string | null;
  /** What the key may do: `read`, `futures`, `spot`, `transfer`, `sub-account-transfer`, `withdraw`; null while unknown. */
  permissions: string[] | null;
  /** `hedge` or `one-way`; null while unknown. */
  positionMode: string | null;
  /** What is wrong with it, or why it could not be read; null when nothing is. */
  problem: string | null;
  /** `active`; `invalid`: the exchange refuses the key, entries are refused here; `unreadable`: the stored key does not open; `revoked`. */
  status: 'active' | 'invalid' | 'unreadable' | 'revoked';
  /** The exchange's number of the account; null while unknown and on paper. */
  uid: string | null;
  /** The venues that it is on; none once it is revoked. */
  venues: string[];
  /** Version of the stored account, for changes; null for accounts that are not stored. */
  version: number | null;
  /** What its owner should know. */
  warnings: string[];
};
export type AccountListResponse = {
  /** The accounts. */
  items: AccountResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type ProblemField = {
  /** What the field must be. */
  message: string;
  /** JSON pointer of the field, such as `/long/quantity`. */
  pointer: string;
};
export type Problem = {
  /** The problem's own name, for programs. */
  code: string;
  /** What happened this time. */
  detail: string;
  /** More facts about this occurrence. */
  details?: {
    [key: string]: any;
  };
  /** The fields that are missing, unknown or wrong. */
  errors?: ProblemField[];
  /** The path that was asked for, without its query. */
  instance?: string;
  /** Find the log lines of this request with it; also in the header X-Request-Id. */
  requestId: string;
  /** The HTTP status. */
  status: number;
  /** The kind of problem in a few words. The same for every occurrence. */
  title: string;
  /** `/problems/<code>`, explained in docs/operations/problems.md; `about:blank` where the HTTP status says it all. */
  type: string;
  /** The venue's own code, where a venue refused. */
  venueCode?: string;
};
export type CreateAccountRequest = {
  /** Insists on a key that may withdraw. Without it such a key is refused. */
  allowWithdrawals?: boolean;
  /** `live` or `demo`: the same key works on both hosts, so this alone decides whether money is real. */
  environment: 'live' | 'demo';
  /** The exchange. */
  exchange: 'bingx';
  /** A note. */
  label?: string;
  /** The name that strategies will use. It is never given to another account. */
  name: string;
  /** The main account that this is a sub-account of. */
  parent?: string;
};
export type CreateAccountRequestWrite = {
  /** Insists on a key that may withdraw. Without it such a key is refused. */
  allowWithdrawals?: boolean;
  /** The API key. */
  apiKey: string;
  /** `live` or `demo`: the same key works on both hosts, so this alone decides whether money is real. */
  environment: 'live' | 'demo';
  /** The exchange. */
  exchange: 'bingx';
  /** A note. */
  label?: string;
  /** The name that strategies will use. It is never given to another account. */
  name: string;
  /** The main account that this is a sub-account of. */
  parent?: string;
  /** The secret that belongs to it. Never shown again. */
  secretKey: string;
};
export type ChangeAccountRequest = {
  /** Insists on a key that may withdraw. */
  allowWithdrawals?: boolean;
  /** A note; null removes it. */
  label?: string | null;
  /** The main account that this is a sub-account of; null makes it a main account. */
  parent?: string | null;
  /** The version that was read; 409 when another one stands. Without it the change always applies. */
  version?: number;
};
export type ChangeAccountRequestWrite = {
  /** Insists on a key that may withdraw. */
  allowWithdrawals?: boolean;
  /** A new API key of the same account; needs `secretKey`. */
  apiKey?: string;
  /** A note; null removes it. */
  label?: string | null;
  /** The main account that this is a sub-account of; null makes it a main account. */
  parent?: string | null;
  /** The secret of the new key. */
  secretKey?: string;
  /** The version that was read; 409 when another one stands. Without it the change always applies. */
  version?: number;
};
export type BalanceSnapshotResponse = {
  /** The asset. */
  asset: string;
  /** What new entries might bind then. */
  available: string;
  /** Total plus unrealised profit. */
  equity: string;
  /** Id of the snapshot. */
  id: string;
  /** When it was read from the venue. */
  takenAt: string;
  /** Money in the account, without unrealised profit. */
  total: string;
  /** The venue that it lay on. */
  venue: string;
};
export type BalanceSnapshotListResponse = {
  /** The snapshots of this page. */
  items: BalanceSnapshotResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many snapshots match in all. */
  total: number;
};
export type AlarmTickerResponse = {
  /** What is traded. */
  base: string;
  /** True when the ticker says that it is a perpetual contract. */
  isPerpetual: boolean;
  /** What it is priced in. */
  quote: string;
};
export type AlarmProblemResponse = {
  /** The problem's own name, for programs. */
  code: string;
  /** The member that it is about; null when it is about the whole body. */
  field: string | null;
  /** What is wrong, for a person. */
  message: string;
};
export type AlarmStatus = 'received' | 'decided' | 'not-understood' | 'parked';
export type AlarmResponse = {
  /** The alarm's own time, UTC. */
  alarmAt: string | null;
  /** Failed attempts to decide it. */
  attempts: number;
  /** The request's content type. */
  contentType: string | null;
  /** When it was decided, UTC. */
  decidedAt: string | null;
  /** How many further deliveries of this alarm came. */
  duplicates: number;
  /** Members of the body that mean nothing here, as they were sent. */
  extra: {
    [key: string]: any;
  };
  /** The alarm's id. */
  id: string;
  /** Id, Nonce or AlertId of the body. */
  identity: string | null;
  /** The ticker's parts; null when they are not certain. */
  instrument: AlarmTickerResponse | null;
  /** When the last of them came, UTC. */
  lastDuplicateAt: string | null;
  /** The alarm's price, decimal text. */
  price: string | null;
  /** What was not understood, and what is worth knowing. */
  problems: AlarmProblemResponse[];
  /** The alarm's own quantity, decimal text. */
  quantity: string | null;
  /** Why there is no decision per strategy, such as `no-strategy`; null otherwise. */
  reason: string | null;
  /** The reason in a sentence, or the last failure. */
  reasonDetail: string | null;
  /** When it arrived, UTC. */
  receivedAt: string;
  /** What the alarm asks for; a reversal has two steps joined by ` + `. */
  signal: string | null;
  /** The sender's address. */
  sourceAddress: string;
  /** `received` waits for its decision, `decided` has it, `not-understood` has no certain meaning, `parked` failed too often. */
  status: AlarmStatus;
  /** The strategy's name in the body. */
  strategy: string | null;
  /** The ticker as it was sent. */
  ticker: string | null;
  /** The chart's timeframe; `1m` is a minute and `1M` a month. */
  timeframe: string | null;
};
export type AlarmListResponse = {
  /** The alarms of this page. */
  items: AlarmResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many alarms match in all. */
  total: number;
};
export type ReceiptStatus = 'received' | 'not-understood' | 'duplicate';
export type ReceiptResponse = {
  /** The alarm that this delivery repeats. */
  duplicateOf?: string;
  /** The alarm's id; of the original when this delivery repeats it. */
  id: string;
  /** `received` is decided next, `not-understood` is kept and not traded, `duplicate` was there already. */
  status: ReceiptStatus;
};
export type OrderEventResponse = {
  /** When, UTC. */
  at: string;
  /** Facts of the event: what the venue answered and how many milliseconds it took. */
  data: {
    [key: string]: any;
  };
  /** Position in the order's history, from 1; the order's version afterwards. */
  sequence: number;
  /** The order's state afterwards. */
  stateAfter: string;
  /** What happened. */
  type: string;
};
export type FillResponse = {
  /** What it cost, decimal text; a rebate is negative. */
  fee: string;
  /** Asset of the fee. */
  feeAsset: string;
  /** When the venue filled it, UTC. */
  filledAt: string;
  /** Our id of the fill. */
  id: string;
  /** `maker` or `taker`; null when the venue does not say. */
  liquidity: string | null;
  /** Fill price, decimal text. */
  price: string;
  /** Filled size in the venue's unit, decimal text. */
  quantity: string;
  /** When we booked it, UTC. */
  recordedAt: string;
  /** `buy` or `sell`. */
  side: string;
  /** The venue's id of the fill; it counts once. */
  venueFillId: string;
  /** The venue's id of the order that filled. */
  venueOrderId: string;
};
export type AlarmOrderResponse = {
  /** Account that trades. */
  account: string;
  /** The price at which a trailing stop begins to follow, decimal text; null when at once. */
  activationPrice: string | null;
  /** The alarm behind it; null for orders of a person and for protection. */
  alarmId: string | null;
  /** Average fill price, decimal text; null while nothing is filled. */
  averagePrice: string | null;
  /** Fees that were taken in the coin itself, on Spot, decimal text; else `0`. */
  baseFee: string;
  /** Our id on the wire. It follows from decision and leg, so a repeat can not become a second order. */
  clientOrderId: string;
  /** When it was written down, UTC. */
  createdAt: string;
  /** The decision that made it. */
  decisionId: string;
  /** A rest of this entry that is smaller can not be sold by itself; decimal text, null where every rest can be. */
  dustBelow: string | null;
  /** Everything that happened to it, in order. */
  events: OrderEventResponse[];
  /** Filled size, the sum of its fills, decimal text. */
  filledQuantity: string;
  /** Its executions, oldest first. */
  fills: FillResponse[];
  /** The order's id. */
  id: string;
  /** Canonical instrument. */
  instrument: string;
  /** Its part in the decision. */
  leg: string;
  /** Leverage that was asked for, decimal text, or null. */
  leverage: string | null;
  /** Leverage that was in force on the venue when it was sent, decimal text, or null. */
  leverageSet: string | null;
  /** Why a person should look at it, or null. */
  needsAttention: string | null;
  /** What the two orders of an OCO have in common; null for every other order. */
  pairId: string | null;
  /** `long` or `short`: the side of the position that it changes. */
  positionSide: string;
  /** Limit price, decimal text; null for other types. */
  price: string | null;
  /** For protection: the entry that it protects; null when it protects the whole side or nothing. */
  protectsOrderId: string | null;
  /** What it is for: `entry`, `close`, `reduce`, `take-profit`, `stop-loss`, `emergency-close`, `manual` or `external`. */
  purpose: string;
  /** Asked size in the venue's unit, decimal text. */
  quantity: string;
  /** What a market buy on Spot spends, in quote currency, decimal text; null for every other order. */
  quoteQuantity: string | null;
  /** True when it may only shrink a position. */
  reduceOnly: boolean;
  /** The price that the alarm named, decimal text, or null. */
  referencePrice: string | null;
  /** Why it was denied, refused or not placed, as a code, or null. */
  refusalCategory: string | null;
  /** The same in a sentence, or null. */
  refusalMessage: string | null;
  /** Not sent after this time, UTC; null when it never gets too old. */
  sendBefore: string | null;
  /** `buy` or `sell`. */
  side: string;
  /** Where it stands. `UNKNOWN`: nobody knows yet whether the venue took it; the venue is being asked. */
  state: string;
  /** Trigger price, decimal text; null for other types. */
  stopPrice: string | null;
  /** The strategy that it belongs to, or null. */
  strategyId: string | null;
  /** When it was sent, UTC; null before. */
  submittedAt: string | null;
  /** How long a limit rests: `gtc`, `ioc`, `fok` or `post-only`; null for the venue's usual way. */
  timeInForce: string | null;
  /** The same in quote currency, decimal text; null otherwise. */
  trailingDistance: string | null;
  /** How far a trailing stop stays behind, as a fraction in decimal text; null otherwise. */
  trailingRate: string | null;
  /** How it executes. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** When it last changed, UTC. */
  updatedAt: string;
  /** Venue that executes; `paper` in paper mode. */
  venue: string;
  /** The venue's id; null while unknown. */
  venueOrderId: string | null;
  /** One more with every event. */
  version: number;
  /** The price that pulls the trigger, `mark` or `last`; null for the venue's usual way. */
  workingType: string | null;
};
export type AlarmDecisionResponse = {
  /** The alarm that it answers; null for a person's order and for protection. */
  alarmId: string | null;
  /** When, UTC. */
  decidedAt: string;
  /** The reason in a sentence. */
  detail: string;
  /** Everything that it was made from. */
  facts: {
    [key: string]: any;
  } | null;
  /** The decision's id. */
  id: string;
  /** The orders it made, protection included. */
  orders: AlarmOrderResponse[];
  /** `placed` or `skipped`. */
  outcome: string;
  /** The reason as a code. */
  reason: string;
  /** `alarm`, `manual`, `protection`, or `halt` for the kill switch. */
  source: string;
  /** The outcome of each step of the signal. */
  steps: object[] | null;
  /** The strategy that it was made for, or null. */
  strategyId: string | null;
};
export type AlarmStepResponse = {
  /** When, UTC. */
  at: string;
  /** The order that it belongs to, or null. */
  orderId: string | null;
  /** Milliseconds since the alarm arrived. */
  sinceArrivalMs: number;
  /** What happened: `received`, `decided`, `order-submitted`, `order-accepted`, `order-filled`, … */
  step: string;
};
export type AlarmPageResponse = {
  /** The alarm's own time, UTC. */
  alarmAt: string | null;
  /** Failed attempts to decide it. */
  attempts: number;
  /** The body as it came, secrets removed. */
  body: string;
  /** The request's content type. */
  contentType: string | null;
  /** When it was decided, UTC. */
  decidedAt: string | null;
  /** One decision per matching strategy. */
  decisions: AlarmDecisionResponse[];
  /** How many further deliveries of this alarm came. */
  duplicates: number;
  /** Members of the body that mean nothing here, as they were sent. */
  extra: {
    [key: string]: any;
  };
  /** The alarm's id. */
  id: string;
  /** Id, Nonce or AlertId of the body. */
  identity: string | null;
  /** The ticker's parts; null when they are not certain. */
  instrument: AlarmTickerResponse | null;
  /** When the last of them came, UTC. */
  lastDuplicateAt: string | null;
  /** The alarm's price, decimal text. */
  price: string | null;
  /** What was not understood, and what is worth knowing. */
  problems: AlarmProblemResponse[];
  /** The alarm's own quantity, decimal text. */
  quantity: string | null;
  /** Why there is no decision per strategy, such as `no-strategy`; null otherwise. */
  reason: string | null;
  /** The reason in a sentence, or the last failure. */
  reasonDetail: string | null;
  /** When it arrived, UTC. */
  receivedAt: string;
  /** What the alarm asks for; a reversal has two steps joined by ` + `. */
  signal: string | null;
  /** The sender's address. */
  sourceAddress: string;
  /** `received` waits for its decision, `decided` has it, `not-understood` has no certain meaning, `parked` failed too often. */
  status: AlarmStatus;
  /** The strategy's name in the body. */
  strategy: string | null;
  /** The ticker as it was sent. */
  ticker: string | null;
  /** The chart's timeframe; `1m` is a minute and `1M` a month. */
  timeframe: string | null;
  /** Every step in order of time. */
  timeline: AlarmStepResponse[];
};
export type BingxApiKey = {
  /** The key, as far as BingX shows it. */
  apiKey: string | null;
  /** When it was made. */
  createdAt: string | null;
  /** The addresses that it is bound to; any when empty. */
  ipAddresses: string[];
  /** The name of the key. */
  note: string | null;
  /** What it may do. */
  permissions: string[];
  /** BingX's number for its state. */
  status: string | null;
  /** When it last changed. */
  updatedAt: string | null;
};
export type BingxApiKeyList = {
  /** The rows. */
  items: BingxApiKey[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxApiPermissions = {
  /** The key, as far as BingX shows it. */
  apiKey: string | null;
  /** The addresses that it is bound to; any when empty. */
  ipAddresses: string[];
  /** The name of the key. */
  note: string | null;
  /** What it may do. */
  permissions: string[];
};
export type BingxApiRestrictions = {
  /** When it was made. */
  createdAt: string | null;
  /** Whether it may trade futures. */
  isFuturesAllowed: boolean | null;
  /** Whether it may move money to other users. */
  isInternalTransferAllowed: boolean | null;
  /** Whether it is bound to addresses. */
  isIpBound: boolean | null;
  /** Whether it may trade options. */
  isOptionsAllowed: boolean | null;
  /** Whether it may read. */
  isReadingAllowed: boolean | null;
  /** Whether it may trade spot. */
  isSpotAllowed: boolean | null;
  /** Whether it may move money between wallets. */
  isUniversalTransferAllowed: boolean | null;
  /** Whether it may withdraw. It should not. */
  isWithdrawalAllowed: boolean | null;
};
export type BingxWalletValue = {
  /** The wallet: `sopt` (so BingX spells spot and fund), `stdFutures`, `coinMPerp`, `USDTMPerp`, `copyTrading`, `grid`, `eran`, `c2c`. */
  accountType: string;
  /** Its value in USDT. */
  usdtBalance: string;
};
export type BingxWalletValueList = {
  /** The rows. */
  items: BingxWalletValue[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxOverviewAssetResponse = {
  /** All of it: what is free and held, with the open profit of contracts; null when BingX does not say. */
  amount: string | null;
  /** The coin. */
  asset: string;
  /** The last price in USDT; null when there is none. */
  price: string | null;
  /** The market that gave the price; null for USDT itself. */
  priceSymbol: string | null;
  /** Why it has no value; null when it has one. */
  unvalued: string | null;
  /** Amount × price; null when there is no price. */
  usdtValue: string | null;
};
export type BingxOverviewWalletResponse = {
  /** Its coins, empty ones left out. */
  assets: BingxOverviewAssetResponse[];
  /** Whether it could be read. */
  isRead: boolean;
  /** The problem in words; null otherwise. */
  problem: string | null;
  /** The code of the problem that kept it from being read; null otherwise. */
  problemCode: string | null;
  /** What its valued coins are worth; null when it could not be read. */
  usdtValue: string | null;
  /** `spot`, `fund`, `usdt-m`, `coin-m` or `standard`. */
  wallet: string;
};
export type BingxAccountOverviewResponse = {
  /** The account. */
  account: string;
  /** When it was read. */
  at: string;
  /** Whether every wallet was read and every coin valued. */
  isComplete: boolean;
  /** Which prices could not be read; null when all could. */
  pricesProblem: string | null;
  /** The sum of what was read and valued; null when no wallet could be read. */
  totalUsdt: string | null;
  /** The wallets. */
  wallets: BingxOverviewWalletResponse[];
};
export type BingxSubAccountAsset = {
  /** The coin. */
  asset: string;
  /** The name that BingX shows. */
  displayName: string | null;
  /** What can be used. */
  free: string;
  /** What is held. */
  locked: string;
};
export type BingxSubAccountAssetList = {
  /** The rows. */
  items: BingxSubAccountAsset[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSubAccountValue = {
  /** The sub-account. */
  subUid: string;
  /** Its wallets. */
  wallets: BingxWalletValue[];
};
export type BingxSubAccountValuePage = {
  /** The rows. */
  items: BingxSubAccountValue[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxDepositAddress = {
  /** The address. */
  address: string;
  /** When it was made. */
  at: string | null;
  /** The coin. */
  coin: string;
  /** BingX's number of coin and network. */
  coinId: string | null;
  /** The network. */
  network: string | null;
  /** Whether it is in use. */
  status: string | null;
  /** The tag of the address. */
  tag: string | null;
};
export type BingxDepositAddressPage = {
  /** The rows. */
  items: BingxDepositAddress[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxDeposit = {
  /** Where it went. */
  address: string | null;
  /** The tag of the address. */
  addressTag: string | null;
  /** The amount. */
  amount: string;
  /** The coin, with its network in older rows. */
  coin: string;
  /** How many confirmations there are of how many. */
  confirmations: string | null;
  /** When BingX saw it. */
  insertedAt: string | null;
  /** The network. */
  network: string | null;
  /** How far it is. */
  status: string | null;
  /** The transaction on the chain. */
  txId: string | null;
  /** How many confirmations unlock it. */
  unlockConfirmations: string | null;
};
export type BingxDepositPage = {
  /** The rows. */
  items: BingxDeposit[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxInternalTransfer = {
  /** The amount. */
  amount: string;
  /** The coin. */
  coin: string;
  /** `in` or `out`. */
  direction: string | null;
  /** Who gave. */
  fromUid: string | null;
  /** The transfer. */
  id: string;
  /** Who took. */
  receiver: string | null;
  /** How far it is. */
  status: string | null;
  /** The id that its sender gave it. */
  transferClientId: string | null;
};
export type BingxInternalTransferPage = {
  /** The rows. */
  items: BingxInternalTransfer[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxSubAccountTransfer = {
  /** The amount. */
  amount: string;
  /** The coin. */
  asset: string;
  /** When it happened. */
  at: string | null;
  /** Who gave. */
  fromUid: string | null;
  /** How far it is, in BingX's words. */
  status: string | null;
  /** Who took. */
  toUid: string | null;
  /** The transfer. */
  transferId: string | null;
  /** BingX's word for the kind. */
  type: string | null;
};
export type BingxSubAccountTransferPage = {
  /** The rows. */
  items: BingxSubAccountTransfer[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxTransferMade = {
  /** The transfer. */
  transferId: string | null;
};
export type MakeBingxSubAccountTransferResponse = {
  /** What BingX answered; null while the outcome is unknown. */
  answer: BingxTransferMade | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxSubAccountTransfer[] | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxSubAccount = {
  /** When it was made. */
  createdAt: string | null;
  /** Whether it is frozen. */
  isFrozen: boolean | null;
  /** Its name. */
  name: string | null;
  /** What its owner wrote. */
  note: string | null;
  /** Its number on BingX. */
  subUid: string;
};
export type BingxSubAccountPage = {
  /** The rows. */
  items: BingxSubAccount[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUid = {
  /** The number of the account on BingX. */
  uid: string;
};
export type BingxCoinMBalance = {
  /** The coin; all amounts are in it. */
  asset: string;
  /** What new positions may use. */
  availableMargin: string | null;
  /** Balance without open profits. */
  balance: string | null;
  /** Balance with open profits. */
  equity: string | null;
  /** What orders hold. */
  frozenMargin: string | null;
  /** The short number of the owner. */
  shortUid: string | null;
  /** Open profit. */
  unrealizedProfit: string | null;
  /** What positions use. */
  usedMargin: string | null;
};
export type BingxCoinMBalanceList = {
  /** The rows. */
  items: BingxCoinMBalance[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxCoinMCommissionRate = {
  /** The fee of a maker, as a fraction. */
  makerRate: string;
  /** The fee of a taker, as a fraction. */
  takerRate: string;
};
export type BingxCoinMContract = {
  /** What one contract is worth, in USD. */
  contractValue: string | null;
  /** Smallest value of an order, in USD. */
  minNotional: string | null;
  /** Smallest number of contracts. */
  minQuantity: string | null;
  /** When it was listed. */
  onlineAt: string | null;
  /** Decimals of a price. */
  pricePrecision: number | null;
  /** Whether it trades. */
  status: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxCoinMContractList = {
  /** The rows. */
  items: BingxCoinMContract[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxCoinMFill = {
  /** The same in base coin, where BingX gives it. */
  baseQuantity: string | null;
  /** Commission in the coin; negative when it cost. */
  commission: string | null;
  /** The coin of commission and profit. */
  currency: string | null;
  /** When it filled. */
  filledAt: string;
  /** Whether the account bought. */
  isBuyer: boolean | null;
  /** Whether the account was there first. */
  isMaker: boolean | null;
  /** The order. */
  orderId: string;
  /** The side of the position. */
  positionSide: string | null;
  /** The price. */
  price: string;
  /** Filled contracts. */
  quantity: string;
  /** Realized profit, in base coin. */
  realizedProfit: string | null;
  /** Its side. */
  side: string | null;
  /** The symbol. */
  symbol: string;
  /** The trade. */
  tradeId: string;
  /** Type of the order. */
  type: string | null;
  /** Value of the fill, in USD. */
  value: string | null;
};
export type BingxCoinMFillPage = {
  /** The rows. */
  items: BingxCoinMFill[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxAttachedOrder = {
  /** Its limit price; 0 without one. */
  price: string | null;
  /** Its quantity; 0 when it follows the order. */
  quantity: string | null;
  /** Whether it is guaranteed. */
  stopGuaranteed: string | null;
  /** Where it triggers. */
  stopPrice: string | null;
  /** Its type. */
  type: string | null;
  /** Which price triggers it. */
  workingType: string | null;
};
export type BingxCoinMOrder = {
  /** A number of BingX's own. */
  advanceAttribute: string | null;
  /** Average price of the fills. Of an unfilled stop it is that of the position. */
  averagePrice: string | null;
  /** The id that its sender gave it, in lower case. */
  clientOrderId: string | null;
  /** Commission; negative when it cost. */
  commission: string | null;
  /** The ordered contracts, as the second figure that BingX gives. */
  contracts: string | null;
  /** When it was placed, in whole seconds in histories. */
  createdAt: string | null;
  /** How much of it is filled, in contracts. */
  filledQuantity: string | null;
  /** Value of the fills, in USD. */
  filledValue: string | null;
  /** Whether it only makes. */
  isPostOnly: boolean | null;
  /** Leverage of the position. */
  leverage: string | null;
  /** The order, digit for digit. */
  orderId: string;
  /** A second type that BingX rarely fills in. */
  orderType: string | null;
  /** The position. */
  positionId: string | null;
  /** The side of the position. */
  positionSide: string | null;
  /** Limit price; 0 for market orders. */
  price: string | null;
  /** The ordered quantity, in contracts. */
  quantity: string | null;
  /** Profit of a closing order, before commission. */
  realizedProfit: string | null;
  /** Its side. */
  side: string | null;
  /** Its state. Both spellings of CANCELLED are one here. */
  status: string | null;
  /** The attached stop; null when there is none. */
  stopLoss: BingxAttachedOrder | null;
  /** Limit price of the stop; 0 without one. */
  stopLossEntrustPrice: string | null;
  /** Where it triggers. */
  stopPrice: string | null;
  /** The symbol. */
  symbol: string;
  /** The attached target; null when there is none. */
  takeProfit: BingxAttachedOrder | null;
  /** Limit price of the target; 0 without one. */
  takeProfitEntrustPrice: string | null;
  /** Its type. */
  type: string | null;
  /** When it last changed. */
  updatedAt: string | null;
  /** Which price triggers it. */
  workingType: string | null;
};
export type BingxCoinMOrderPage = {
  /** The rows. */
  items: BingxCoinMOrder[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxCoinMPosition = {
  /** What no closing order holds, in contracts. */
  availableQuantity: string | null;
  /** Average entry price. */
  averagePrice: string | null;
  /** Margin at the start, in base coin. */
  initialMargin: string | null;
  /** Whether its margin is isolated. */
  isIsolated: boolean | null;
  /** Leverage. */
  leverage: string | null;
  /** Where it would be liquidated; 0 when nowhere. */
  liquidationPrice: string | null;
  /** Mark price. */
  markPrice: string | null;
  /** How much margin could be taken away. */
  maxMarginReduction: string | null;
  /** The id of the position. */
  positionId: string | null;
  /** Its direction. */
  positionSide: string;
  /** Its size, in contracts. */
  quantity: string;
  /** Risk as a fraction; liquidated at 1. */
  riskRate: string | null;
  /** The symbol. */
  symbol: string;
  /** Open profit, in base coin. */
  unrealizedProfit: string | null;
  /** When it last changed. */
  updatedAt: string | null;
};
export type ChangeBingxCoinMIsolatedMarginResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxCoinMPosition[] | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxKline = {
  /** Last price. */
  close: string;
  /** When it ends; null where BingX does not say. */
  closeAt: string | null;
  /** Highest price. */
  high: string;
  /** Lowest price. */
  low: string;
  /** First price. */
  open: string;
  /** When it began. */
  openAt: string;
  /** Traded volume in the unit of the product; 0 for mark prices. */
  volume: string | null;
};
export type BingxKlinePage = {
  /** The rows. */
  items: BingxKline[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxCoinMLeverage = {
  /** How many contracts more can go long. */
  availableLongQuantity: string | null;
  /** How many contracts more can go short. */
  availableShortQuantity: string | null;
  /** Leverage of longs. */
  longLeverage: string;
  /** Highest leverage of a long. */
  maxLongLeverage: string | null;
  /** Highest leverage of a short. */
  maxShortLeverage: string | null;
  /** Leverage of shorts. */
  shortLeverage: string;
  /** The symbol. */
  symbol: string | null;
};
export type SetBingxCoinMLeverageResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxCoinMLeverage | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxCoinMMarginMode = {
  /** The mode. */
  marginMode: string;
  /** The symbol. */
  symbol: string | null;
};
export type SetBingxCoinMMarginModeResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxCoinMMarginMode | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxCoinMMarkPrice = {
  /** Index price. */
  indexPrice: string | null;
  /** Last funding rate, as a fraction. */
  lastFundingRate: string | null;
  /** Mark price. */
  markPrice: string | null;
  /** When funding is paid next. */
  nextFundingAt: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxCoinMMarkPriceList = {
  /** The rows. */
  items: BingxCoinMMarkPrice[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxCoinMOpenInterest = {
  /** When it was. */
  at: string | null;
  /** Open interest as BingX states it. */
  openInterest: string;
  /** The symbol. */
  symbol: string;
};
export type BingxCoinMOpenInterestList = {
  /** The rows. */
  items: BingxCoinMOpenInterest[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxCoinMOrderList = {
  /** The rows. */
  items: BingxCoinMOrder[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxPriceLevel = {
  /** The price. */
  price: string;
  /** How much is offered there. */
  quantity: string;
};
export type BingxCoinMOrderBook = {
  /** Asks in contracts, as BingX orders them. */
  asks: BingxPriceLevel[];
  /** When it was taken. */
  at: string | null;
  /** Bids in contracts, as BingX orders them. */
  bids: BingxPriceLevel[];
};
export type BingxCoinMPositionList = {
  /** The rows. */
  items: BingxCoinMPosition[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxCoinMTicker = {
  /** Best ask. */
  askPrice: string | null;
  /** Contracts of the best ask. */
  askQuantity: string | null;
  /** Best bid. */
  bidPrice: string | null;
  /** Contracts of the best bid. */
  bidQuantity: string | null;
  /** When they ended. */
  closeAt: string | null;
  /** Highest price. */
  highPrice: string | null;
  /** Last price. */
  lastPrice: string | null;
  /** Contracts of the last trade. */
  lastQuantity: string | null;
  /** Lowest price. */
  lowPrice: string | null;
  /** When the 24 hours began, where BingX says it. */
  openAt: string | null;
  /** First price. */
  openPrice: string | null;
  /** Change of the price. */
  priceChange: string | null;
  /** Change of the price, in percent. */
  priceChangePercent: string | null;
  /** Traded volume as BingX values it. */
  quoteVolume: string | null;
  /** The symbol. */
  symbol: string;
  /** Traded contracts. */
  volume: string | null;
};
export type BingxCoinMTickerList = {
  /** The rows. */
  items: BingxCoinMTicker[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSpotOrderBook = {
  /** Asks, as BingX orders them. */
  asks: BingxPriceLevel[];
  /** When it was taken. */
  at: string | null;
  /** Bids, as BingX orders them. */
  bids: BingxPriceLevel[];
};
export type BingxSpotBalance = {
  /** The coin. */
  asset: string;
  /** The name that BingX shows. */
  displayName: string | null;
  /** What can be used. */
  free: string;
  /** What orders hold. */
  locked: string;
};
export type BingxSpotBalanceList = {
  /** The rows. */
  items: BingxSpotBalance[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSpotBookTicker = {
  /** Best ask. */
  askPrice: string | null;
  /** Quantity of the best ask. */
  askQuantity: string | null;
  /** When it was. */
  at: string | null;
  /** Best bid. */
  bidPrice: string | null;
  /** Quantity of the best bid. */
  bidQuantity: string | null;
  /** BingX's word for the kind of answer. */
  eventType: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxSpotBookTickerList = {
  /** The rows. */
  items: BingxSpotBookTicker[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSpotCommissionRate = {
  /** The fee of a maker, as a fraction. */
  makerRate: string;
  /** The fee of a taker, as a fraction. */
  takerRate: string;
};
export type BingxCoinNetwork = {
  /** The token's contract on the chain. */
  contractAddress: string | null;
  /** Whether it is the usual one. */
  isDefault: boolean | null;
  /** Whether deposits are open. */
  isDepositEnabled: boolean | null;
  /** Whether withdrawals are open. */
  isWithdrawEnabled: boolean | null;
  /** Largest withdrawal. */
  maxWithdrawal: string | null;
  /** Confirmations that a deposit needs. */
  minConfirmations: number | null;
  /** Smallest deposit. */
  minDeposit: string | null;
  /** Smallest withdrawal. */
  minWithdrawal: string | null;
  /** The name of the coin there. */
  name: string | null;
  /** Whether an address needs a tag. */
  needsTag: boolean | null;
  /** The network. */
  network: string;
  /** Fee of a withdrawal. */
  withdrawFee: string | null;
  /** Decimals of a withdrawal. */
  withdrawPrecision: number | null;
};
export type BingxCurrency = {
  /** The coin. */
  coin: string;
  /** Its name. */
  name: string | null;
  /** Its networks. */
  networks: BingxCoinNetwork[];
};
export type BingxCurrencyList = {
  /** The rows. */
  items: BingxCurrency[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxDepositRiskRecord = {
  /** Where it went. */
  address: string | null;
  /** The amount. */
  amount: string | null;
  /** The coin. */
  coin: string | null;
  /** When BingX saw it; UTC where BingX names no zone. */
  insertedAt: string | null;
  /** Where it came from. */
  sourceAddress: string | null;
  /** The account. */
  uid: string | null;
};
export type BingxDepositRiskRecordPage = {
  /** The rows. */
  items: BingxDepositRiskRecord[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxSpotFill = {
  /** Commission; negative when it cost. */
  commission: string | null;
  /** The coin of the commission: the base coin of a buy. */
  commissionAsset: string | null;
  /** When it filled. */
  filledAt: string;
  /** Whether the account bought. */
  isBuyer: boolean | null;
  /** Whether the account was there first. */
  isMaker: boolean | null;
  /** The order. */
  orderId: string;
  /** The price. */
  price: string;
  /** Filled quantity, in base coin. */
  quantity: string;
  /** Quantity × price. */
  quoteQuantity: string | null;
  /** The symbol. */
  symbol: string;
  /** The trade. */
  tradeId: string;
};
export type BingxSpotFillPage = {
  /** The rows. */
  items: BingxSpotFill[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxSpotKline = {
  /** Last price. */
  close: string;
  /** When it ends. */
  closeAt: string | null;
  /** Highest price. */
  high: string;
  /** Lowest price. */
  low: string;
  /** First price. */
  open: string;
  /** When it began. */
  openAt: string;
  /** Traded volume, in quote coin. */
  quoteVolume: string | null;
  /** Traded volume, in base coin. */
  volume: string | null;
};
export type BingxSpotKlinePage = {
  /** The rows. */
  items: BingxSpotKline[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxOcoRequest = {
  /** Name of the account that trades. */
  account: string;
  /** Where the limit rests, as decimal text: above the price on a sell, below it on a buy. */
  limitPrice: string;
  /** Why the orders are placed; kept with them. */
  note?: string;
  /** Where the stop rests once it is awake, as decimal text. It stays unfilled when the price jumps past it. */
  orderPrice: string;
  /** Size of either in coins, as decimal text. A multiple of the symbol's step. */
  quantity: string;
  /** What both do. A sell locks its coins once. */
  side: 'buy' | 'sell';
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
  /** Where the stop wakes, as decimal text: below the price on a sell, above it on a buy. */
  triggerPrice: string;
};
export type OrderResponse = {
  /** Account that trades. */
  account: string;
  /** The price at which a trailing stop begins to follow, decimal text; null when at once. */
  activationPrice: string | null;
  /** The alarm behind it; null for orders of a person and for protection. */
  alarmId: string | null;
  /** Average fill price, decimal text; null while nothing is filled. */
  averagePrice: string | null;
  /** Fees that were taken in the coin itself, on Spot, decimal text; else `0`. */
  baseFee: string;
  /** Our id on the wire. It follows from decision and leg, so a repeat can not become a second order. */
  clientOrderId: string;
  /** When it was written down, UTC. */
  createdAt: string;
  /** The decision that made it. */
  decisionId: string;
  /** A rest of this entry that is smaller can not be sold by itself; decimal text, null where every rest can be. */
  dustBelow: string | null;
  /** Filled size, the sum of its fills, decimal text. */
  filledQuantity: string;
  /** The order's id. */
  id: string;
  /** Canonical instrument. */
  instrument: string;
  /** Its part in the decision. */
  leg: string;
  /** Leverage that was asked for, decimal text, or null. */
  leverage: string | null;
  /** Leverage that was in force on the venue when it was sent, decimal text, or null. */
  leverageSet: string | null;
  /** Why a person should look at it, or null. */
  needsAttention: string | null;
  /** What the two orders of an OCO have in common; null for every other order. */
  pairId: string | null;
  /** `long` or `short`: the side of the position that it changes. */
  positionSide: string;
  /** Limit price, decimal text; null for other types. */
  price: string | null;
  /** For protection: the entry that it protects; null when it protects the whole side or nothing. */
  protectsOrderId: string | null;
  /** What it is for: `entry`, `close`, `reduce`, `take-profit`, `stop-loss`, `emergency-close`, `manual` or `external`. */
  purpose: string;
  /** Asked size in the venue's unit, decimal text. */
  quantity: string;
  /** What a market buy on Spot spends, in quote currency, decimal text; null for every other order. */
  quoteQuantity: string | null;
  /** True when it may only shrink a position. */
  reduceOnly: boolean;
  /** The price that the alarm named, decimal text, or null. */
  referencePrice: string | null;
  /** Why it was denied, refused or not placed, as a code, or null. */
  refusalCategory: string | null;
  /** The same in a sentence, or null. */
  refusalMessage: string | null;
  /** Not sent after this time, UTC; null when it never gets too old. */
  sendBefore: string | null;
  /** `buy` or `sell`. */
  side: string;
  /** Where it stands. `UNKNOWN`: nobody knows yet whether the venue took it; the venue is being asked. */
  state: string;
  /** Trigger price, decimal text; null for other types. */
  stopPrice: string | null;
  /** The strategy that it belongs to, or null. */
  strategyId: string | null;
  /** When it was sent, UTC; null before. */
  submittedAt: string | null;
  /** How long a limit rests: `gtc`, `ioc`, `fok` or `post-only`; null for the venue's usual way. */
  timeInForce: string | null;
  /** The same in quote currency, decimal text; null otherwise. */
  trailingDistance: string | null;
  /** How far a trailing stop stays behind, as a fraction in decimal text; null otherwise. */
  trailingRate: string | null;
  /** How it executes. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** When it last changed, UTC. */
  updatedAt: string;
  /** Venue that executes; `paper` in paper mode. */
  venue: string;
  /** The venue's id; null while unknown. */
  venueOrderId: string | null;
  /** One more with every event. */
  version: number;
  /** The price that pulls the trigger, `mark` or `last`; null for the venue's usual way. */
  workingType: string | null;
};
export type BingxOcoResponse = {
  /** The limit order. */
  limit: OrderResponse;
  /** What the two have in common, and the client order id of the OCO. */
  pairId: string | null;
  /** The stop-limit order. */
  stop: OrderResponse;
};
export type BingxSpotOcoOrder = {
  /** When it was placed. */
  at: string | null;
  /** The id that its sender gave it. */
  clientOrderId: string | null;
  /** The order. */
  orderId: string;
  /** What the two have in common. */
  orderListId: string;
  /** Limit price. */
  price: string | null;
  /** The ordered quantity. */
  quantity: string | null;
  /** Its side. */
  side: string | null;
  /** Its state in BingX's words; null where BingX leaves it out. */
  status: string | null;
  /** The symbol. */
  symbol: string;
  /** Where it triggers; 0 when it does not wait. */
  triggerPrice: string | null;
  /** `ocoLimit` or `ocoTps`. */
  type: string | null;
};
export type BingxSpotOcoOrderPage = {
  /** The rows. */
  items: BingxSpotOcoOrder[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxSpotOcoOrderList = {
  /** The rows. */
  items: BingxSpotOcoOrder[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSpotTrade = {
  /** When it happened. */
  at: string;
  /** The trade. */
  id: string | null;
  /** Whether the buyer was there first; null where BingX does not say. */
  isBuyerMaker: boolean | null;
  /** BingX's number for the maker's side; older trades only. */
  makerSide: string | null;
  /** The price. */
  price: string;
  /** The quantity, in base coin. */
  quantity: string;
  /** The symbol, where BingX repeats it. */
  symbol: string | null;
};
export type BingxSpotTradeList = {
  /** The rows. */
  items: BingxSpotTrade[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxTransfer = {
  /** The amount. */
  amount: string;
  /** The coin. */
  asset: string;
  /** When it happened. */
  at: string | null;
  /** The wallet that gave. */
  fromAccount: string | null;
  /** How far it is, in BingX's words. */
  status: string | null;
  /** The wallet that took. */
  toAccount: string | null;
  /** The transfer. */
  transferId: string | null;
  /** Both wallets in one word; older rows only. */
  type: string | null;
};
export type BingxTransferPage = {
  /** The rows. */
  items: BingxTransfer[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxSpotOrder = {
  /** Average price of the fills. */
  averagePrice: string | null;
  /** The id that its sender gave it. */
  clientOrderId: string | null;
  /** When it was placed. */
  createdAt: string | null;
  /** The fee; negative when it cost. */
  fee: string | null;
  /** The coin of the fee: the base coin of a buy. */
  feeAsset: string | null;
  /** How much of it is filled. */
  filledQuantity: string | null;
  /** Filled quantity × price. */
  filledValue: string | null;
  /** The order, digit for digit. */
  orderId: string;
  /** Limit price. */
  price: string | null;
  /** The ordered quantity, in base coin. */
  quantity: string | null;
  /** The ordered amount, in quote coin; 0 when ordered by quantity. */
  quoteQuantity: string | null;
  /** Its side. */
  side: string | null;
  /** Its state. Both spellings of CANCELLED are one here. */
  status: string | null;
  /** Where it triggers; 0 when it does not wait. */
  stopPrice: string | null;
  /** The symbol. */
  symbol: string;
  /** Its type. */
  type: string | null;
  /** When it last changed. */
  updatedAt: string | null;
};
export type BingxSpotOrderList = {
  /** The rows. */
  items: BingxSpotOrder[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSpotOrderPage = {
  /** The rows. */
  items: BingxSpotOrder[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxSpotLastTrade = {
  /** Value of the trade, where BingX gives it. */
  amount: string | null;
  /** When it happened. */
  at: string | null;
  /** The price. */
  price: string;
  /** The trade. */
  tradeId: string | null;
  /** A number of BingX's own. */
  type: string | null;
  /** Quantity of the trade. */
  volume: string | null;
};
export type BingxSpotPrice = {
  /** Last price, that of the first trade where BingX lists trades. */
  price: string | null;
  /** The symbol; BingX may spell it with an underscore here. */
  symbol: string;
  /** Latest trades, where BingX lists them. */
  trades: BingxSpotLastTrade[];
};
export type BingxSpotPriceList = {
  /** The rows. */
  items: BingxSpotPrice[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxServerTime = {
  /** Now, as BingX has it. */
  serverTime: string;
};
export type BingxSpotSymbol = {
  /** The name that BingX shows. */
  displayName: string | null;
  /** Whether the API may buy. */
  isBuyingAllowed: boolean | null;
  /** Whether the API may sell. */
  isSellingAllowed: boolean | null;
  /** When its maintenance begins. */
  maintenanceAt: string | null;
  /** Largest value of a market order, in quote coin. */
  maxMarketNotional: string | null;
  /** Largest value of an order, in quote coin. */
  maxNotional: string | null;
  /** Stale on BingX: divide `maxNotional` by the price instead. */
  maxQuantity: string | null;
  /** Smallest value of an order, in quote coin. */
  minNotional: string | null;
  /** Stale on BingX: divide `minNotional` by the price instead. */
  minQuantity: string | null;
  /** When it is taken down. */
  offAt: string | null;
  /** When it was listed. */
  onlineAt: string | null;
  /** Prices are multiples of this. */
  priceTick: string | null;
  /** Quantities are multiples of this. */
  quantityStep: string | null;
  /** Whether it trades. */
  status: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxSpotSymbolList = {
  /** The rows. */
  items: BingxSpotSymbol[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxSpotTicker = {
  /** Best ask. */
  askPrice: string | null;
  /** Quantity of the best ask. */
  askQuantity: string | null;
  /** Best bid. */
  bidPrice: string | null;
  /** Quantity of the best bid. */
  bidQuantity: string | null;
  /** When they ended. */
  closeAt: string | null;
  /** Highest price. */
  highPrice: string | null;
  /** Last price. */
  lastPrice: string | null;
  /** Lowest price. */
  lowPrice: string | null;
  /** When the 24 hours began. */
  openAt: string | null;
  /** First price. */
  openPrice: string | null;
  /** Change of the price. */
  priceChange: string | null;
  /** Change of the price, in percent. */
  priceChangePercent: string | null;
  /** Traded volume, in quote coin. */
  quoteVolume: string | null;
  /** The symbol. */
  symbol: string;
  /** Traded volume, in base coin. */
  volume: string | null;
};
export type BingxSpotTickerList = {
  /** The rows. */
  items: BingxSpotTicker[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxTransferableCoin = {
  /** How much of it can be moved. */
  amount: string | null;
  /** The coin. */
  asset: string;
};
export type BingxTransferableCoinList = {
  /** The rows. */
  items: BingxTransferableCoin[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type MakeBingxTransferResponse = {
  /** What BingX answered; null while the outcome is unknown. */
  answer: BingxTransferMade | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxTransfer[] | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxWithdrawal = {
  /** Where it went. */
  address: string | null;
  /** The tag of the address. */
  addressTag: string | null;
  /** The amount. */
  amount: string;
  /** When it was asked for; UTC where BingX names no zone. */
  appliedAt: string | null;
  /** The coin. */
  coin: string;
  /** Confirmations on the chain. */
  confirmations: number | null;
  /** The withdrawal. */
  id: string;
  /** Why it failed. */
  info: string | null;
  /** The network. */
  network: string | null;
  /** Where it came from. */
  sourceAddress: string | null;
  /** How far it is. */
  status: string | null;
  /** The fee. */
  transactionFee: string | null;
  /** On the chain or inside BingX. */
  transferType: string | null;
  /** The transaction on the chain. */
  txId: string | null;
  /** The id that its sender gave it. */
  withdrawOrderId: string | null;
};
export type BingxWithdrawalPage = {
  /** The rows. */
  items: BingxWithdrawal[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxStandardBalance = {
  /** The coin. */
  asset: string;
  /** What is free. */
  available: string | null;
  /** Balance without open profits. */
  balance: string | null;
  /** Open profit of crossed positions. */
  crossUnrealizedProfit: string | null;
  /** Crossed margin balance. */
  crossWalletBalance: string | null;
  /** Whether it may serve as margin. */
  isMargin: boolean | null;
  /** What could be moved out. */
  maxWithdrawal: string | null;
  /** When it last changed. */
  updatedAt: string | null;
};
export type BingxStandardBalanceList = {
  /** The rows. */
  items: BingxStandardBalance[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxStandardOrder = {
  /** Average price. */
  averagePrice: string | null;
  /** Closing price. */
  closePrice: string | null;
  /** When it was placed. */
  createdAt: string | null;
  /** Filled quantity. */
  filledQuantity: string | null;
  /** Value of the fills. */
  filledValue: string | null;
  /** Whether its margin is isolated. */
  isIsolated: boolean | null;
  /** Leverage. */
  leverage: string | null;
  /** Its margin. */
  margin: string | null;
  /** The order. */
  orderId: string;
  /** The position. */
  positionId: string | null;
  /** Its direction. */
  positionSide: string | null;
  /** Its state. */
  status: string | null;
  /** The symbol; with a hyphen here. */
  symbol: string;
  /** When it last changed. */
  updatedAt: string | null;
};
export type BingxStandardOrderPage = {
  /** The rows. */
  items: BingxStandardOrder[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxStandardPosition = {
  /** When it was opened or changed. */
  at: string | null;
  /** Price now. */
  currentPrice: string | null;
  /** Entry price. */
  entryPrice: string | null;
  /** Margin at the start. */
  initialMargin: string | null;
  /** Whether its margin is isolated. */
  isIsolated: boolean | null;
  /** Leverage. */
  leverage: string | null;
  /** Its direction. */
  positionSide: string;
  /** Its size. */
  quantity: string;
  /** The symbol; with a slash here. */
  symbol: string;
  /** Open profit. */
  unrealizedProfit: string | null;
};
export type BingxStandardPositionList = {
  /** The rows. */
  items: BingxStandardPosition[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMAssetMode = {
  /** `singleAssetMode` or `multiAssetsMode`. */
  assetMode: string;
};
export type SetBingxUsdtMAssetModeResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMAssetMode | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMPosition = {
  /** What no closing order holds. */
  availableQuantity: string | null;
  /** Average entry price. */
  averagePrice: string | null;
  /** When it was opened. */
  createdAt: string | null;
  /** The coin of margin and profit. */
  currency: string | null;
  /** Margin at the start. */
  initialMargin: string | null;
  /** Whether its margin is isolated. */
  isIsolated: boolean | null;
  /** Whether the account has one position per symbol. */
  isOneWay: boolean | null;
  /** Leverage. */
  leverage: string | null;
  /** Where it would be liquidated; 0 when nowhere. */
  liquidationPrice: string | null;
  /** Margin now. */
  margin: string | null;
  /** Mark price. */
  markPrice: string | null;
  /** How much margin could be taken away. */
  maxMarginReduction: string | null;
  /** Smallest amount of margin that can be added. */
  minIncreaseMargin: string | null;
  /** The id of the position. */
  positionId: string | null;
  /** Its direction. */
  positionSide: string;
  /** Its value. */
  positionValue: string | null;
  /** Open profit as a fraction of the margin. */
  profitRatio: string | null;
  /** Its size in base coin, never negative. */
  quantity: string;
  /** Realized profit. */
  realizedProfit: string | null;
  /** Risk as a fraction; liquidated at 1. */
  riskRate: string | null;
  /** The symbol. */
  symbol: string;
  /** Open profit. */
  unrealizedProfit: string | null;
  /** When it last changed. */
  updatedAt: string | null;
};
export type SetBingxUsdtMAutoAddMarginResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMPosition[] | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMBalance = {
  /** The coin; VST is demo money. */
  asset: string;
  /** What new positions may use. */
  availableMargin: string | null;
  /** Balance without open profits. */
  balance: string | null;
  /** Balance with open profits. */
  equity: string | null;
  /** What orders hold. */
  frozenMargin: string | null;
  /** Realized profit. */
  realizedProfit: string | null;
  /** The short number of the owner. */
  shortUid: string | null;
  /** Open profit. */
  unrealizedProfit: string | null;
  /** What positions use. */
  usedMargin: string | null;
  /** The owner. */
  userId: string | null;
};
export type BingxUsdtMBalanceList = {
  /** The rows. */
  items: BingxUsdtMBalance[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMBookTicker = {
  /** Best ask. */
  askPrice: string | null;
  /** Quantity of the best ask. */
  askQuantity: string | null;
  /** When it was. */
  at: string | null;
  /** Best bid. */
  bidPrice: string | null;
  /** Quantity of the best bid. */
  bidQuantity: string | null;
  /** Counts the changes of the book. */
  lastUpdateId: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxUsdtMCommissionRate = {
  /** The fee of a maker, as a fraction. */
  makerRate: string;
  /** The fee of a taker, as a fraction. */
  takerRate: string;
};
export type BingxUsdtMContract = {
  /** The base coin. */
  asset: string | null;
  /** The id of the contract. */
  contractId: string | null;
  /** The coin of margin and profit. */
  currency: string | null;
  /** The name that BingX shows. */
  displayName: string | null;
  /** The usual fee, as a fraction. */
  feeRate: string | null;
  /** The fee of a guaranteed stop. */
  guaranteedStopFeeRate: string | null;
  /** Whether broker orders are taken. */
  isBrokerAllowed: boolean | null;
  /** Whether the API may close positions. */
  isClosingAllowed: boolean | null;
  /** Whether a stop may be guaranteed. */
  isGuaranteedStopAllowed: boolean | null;
  /** Whether the API may open positions. */
  isOpeningAllowed: boolean | null;
  /** When it was listed. */
  launchedAt: string | null;
  /** When its maintenance begins. */
  maintenanceAt: string | null;
  /** The fee of a maker, as a fraction. */
  makerFeeRate: string | null;
  /** Highest leverage of a long; BingX no longer says it here. */
  maxLongLeverage: string | null;
  /** Highest leverage of a short; BingX no longer says it here. */
  maxShortLeverage: string | null;
  /** Smallest number of contracts; older rows only. */
  minContracts: string | null;
  /** Smallest quantity × price, in the margin coin. */
  minNotional: string | null;
  /** Smallest quantity, in base coin. */
  minQuantity: string | null;
  /** When it is taken down. */
  offAt: string | null;
  /** Decimals of a price. */
  pricePrecision: number | null;
  /** Decimals of a quantity. */
  quantityPrecision: number | null;
  /** Contract size, in base coin. */
  size: string | null;
  /** Whether it trades. */
  status: string | null;
  /** The symbol. */
  symbol: string;
  /** The fee of a taker, as a fraction. */
  takerFeeRate: string | null;
};
export type BingxUsdtMContractList = {
  /** The rows. */
  items: BingxUsdtMContract[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type TopUpBingxUsdtMDemoMoneyResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMBalance[] | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMDetailedFill = {
  /** Commission; negative when it cost. */
  commission: string | null;
  /** The coin of the commission. */
  commissionAsset: string | null;
  /** When it filled. */
  filledAt: string;
  /** The order. */
  orderId: string;
  /** The side of the position. */
  positionSide: string | null;
  /** The price. */
  price: string;
  /** Filled quantity, in base coin. */
  quantity: string;
  /** Quantity × price. */
  quoteQuantity: string | null;
  /** Who was there first. */
  role: string | null;
  /** Its side. */
  side: string | null;
  /** The symbol. */
  symbol: string | null;
  /** The trade. */
  tradeId: string;
  /** The volume as BingX counts it. */
  volume: string | null;
};
export type BingxUsdtMDetailedFillPage = {
  /** The rows. */
  items: BingxUsdtMDetailedFill[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUsdtMFill = {
  /** The id of its sender; BingX mostly leaves it out here. */
  clientOrderId: string | null;
  /** Commission; negative when it cost. */
  commission: string | null;
  /** The coin of the commission. */
  currency: string | null;
  /** When it filled. */
  filledAt: string;
  /** Whether the account has one position per symbol. */
  isOneWay: boolean | null;
  /** Margin ratio at the liquidation. */
  liquidatedMarginRatio: string | null;
  /** Price of the liquidation; 0 without one. */
  liquidatedPrice: string | null;
  /** The order. */
  orderId: string;
  /** The side of the position. */
  positionSide: string | null;
  /** The price. */
  price: string;
  /** Filled quantity, in base coin. */
  quantity: string;
  /** Its side. */
  side: string | null;
  /** The symbol. */
  symbol: string | null;
  /** The stop or target whose trigger made the order. */
  triggerOrderId: string | null;
  /** Type of the order; STOP for a triggered stop. */
  type: string | null;
  /** Quantity × price. */
  value: string | null;
};
export type BingxUsdtMFillPage = {
  /** The rows. */
  items: BingxUsdtMFill[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUsdtMOrder = {
  /** Where trailing starts. */
  activationPrice: string | null;
  /** A number of BingX's own. */
  advanceAttribute: string | null;
  /** Average price of the fills. Of an unfilled stop it is that of the position. */
  averagePrice: string | null;
  /** The id that its sender gave it, in lower case. */
  clientOrderId: string | null;
  /** Commission; negative when it cost. */
  commission: string | null;
  /** When it was placed, in whole seconds in histories. */
  createdAt: string | null;
  /** How much of it is filled. */
  filledQuantity: string | null;
  /** Filled quantity × price. BingX rounds it to whole numbers. */
  filledValue: string | null;
  /** Whether it closes the whole position. */
  isClosingPosition: boolean | null;
  /** Whether the account has one position per symbol. */
  isOneWay: boolean | null;
  /** Whether it only makes. */
  isPostOnly: boolean | null;
  /** Whether it only reduces. */
  isReduceOnly: boolean | null;
  /** Whether it is part of a TWAP order. */
  isTwap: boolean | null;
  /** Leverage of the position. */
  leverage: string | null;
  /** The TWAP order that it is part of. */
  mainOrderId: string | null;
  /** The order, digit for digit. */
  orderId: string;
  /** A second type that BingX rarely fills in. */
  orderType: string | null;
  /** The position. */
  positionId: string | null;
  /** The side of the position. */
  positionSide: string | null;
  /** Limit price; 0 for market orders. */
  price: string | null;
  /** Trailing rate as it was ordered. */
  priceRate: string | null;
  /** The ordered quantity. */
  quantity: string | null;
  /** Profit of a closing order, before commission. */
  realizedProfit: string | null;
  /** Its side. */
  side: string | null;
  /** Its state. Both spellings of CANCELLED are one here. */
  status: string | null;
  /** Whether its stop is guaranteed: `true`, `false` or `cutfee`. */
  stopGuaranteed: string | null;
  /** The attached stop; null when there is none. */
  stopLoss: BingxAttachedOrder | null;
  /** Limit price of the stop; 0 without one. */
  stopLossEntrustPrice: string | null;
  /** Where it triggers. */
  stopPrice: string | null;
  /** The symbol. */
  symbol: string;
  /** The attached target; null when there is none. */
  takeProfit: BingxAttachedOrder | null;
  /** Limit price of the target; 0 without one. */
  takeProfitEntrustPrice: string | null;
  /** Trailing distance as a price. */
  trailingStopDistance: string | null;
  /** Trailing distance as a fraction. */
  trailingStopRate: string | null;
  /** The stop or target whose trigger made this order. */
  triggerOrderId: string | null;
  /** Its type. */
  type: string | null;
  /** When it last changed. */
  updatedAt: string | null;
  /** Which price triggers it. */
  workingType: string | null;
};
export type BingxUsdtMOrderPage = {
  /** The rows. */
  items: BingxUsdtMOrder[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUsdtMFundingRate = {
  /** When it was paid. */
  fundedAt: string;
  /** The rate, as a fraction; longs pay when it is positive. */
  fundingRate: string;
  /** Mark price at that time. */
  markPrice: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxUsdtMFundingRatePage = {
  /** The rows. */
  items: BingxUsdtMFundingRate[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUsdtMIncome = {
  /** The coin. */
  asset: string | null;
  /** When it happened. */
  at: string;
  /** The amount; negative when it cost. */
  income: string;
  /** What moved the money. */
  incomeType: string;
  /** BingX's words for it. */
  info: string | null;
  /** The symbol; null when it belongs to none. */
  symbol: string | null;
  /** The trade that it belongs to. */
  tradeId: string | null;
  /** The id of the movement. */
  transactionId: string | null;
};
export type BingxUsdtMIncomePage = {
  /** The rows. */
  items: BingxUsdtMIncome[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUsdtMMarginChange = {
  /** When it happened. */
  at: string | null;
  /** By how much. */
  change: string | null;
  /** The margin afterwards. */
  marginAfter: string | null;
  /** The position. */
  positionId: string | null;
  /** BingX's word for why. */
  reason: string | null;
  /** The symbol. */
  symbol: string;
};
export type BingxUsdtMMarginChangePage = {
  /** The rows. */
  items: BingxUsdtMMarginChange[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type ChangeBingxUsdtMIsolatedMarginResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMPosition[] | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMLeverage = {
  /** How much more can go long, in base coin. */
  availableLongQuantity: string | null;
  /** The same as a value. */
  availableLongValue: string | null;
  /** How much more can go short, in base coin. */
  availableShortQuantity: string | null;
  /** The same as a value. */
  availableShortValue: string | null;
  /** Leverage of longs. */
  longLeverage: string;
  /** Highest leverage of a long. */
  maxLongLeverage: string | null;
  /** Highest value of a long. */
  maxLongValue: string | null;
  /** Highest leverage of a short. */
  maxShortLeverage: string | null;
  /** Highest value of a short. */
  maxShortValue: string | null;
  /** Leverage of shorts. */
  shortLeverage: string;
  /** The symbol, where BingX repeats it. */
  symbol: string | null;
};
export type SetBingxUsdtMLeverageResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMLeverage | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMMarginTier = {
  /** Taken off the maintenance margin. */
  maintenanceAmount: string | null;
  /** Maintenance margin as a fraction. */
  maintenanceRatio: string | null;
  /** Up to this position value. */
  maxValue: string | null;
  /** From this position value on. */
  minValue: string | null;
  /** The symbol. */
  symbol: string | null;
  /** The name of the tier. */
  tier: string | null;
};
export type BingxUsdtMMarginTierList = {
  /** The rows. */
  items: BingxUsdtMMarginTier[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMMarginAsset = {
  /** The coin. */
  asset: string;
  /** How much serves as margin. */
  mortgage: string | null;
  /** How much is there. */
  total: string | null;
  /** How much could be moved out. */
  transferable: string | null;
};
export type BingxUsdtMMarginAssetList = {
  /** The rows. */
  items: BingxUsdtMMarginAsset[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMMarginMode = {
  /** The mode. */
  marginMode: string;
};
export type SetBingxUsdtMMarginModeResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMMarginMode | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMMarkPrice = {
  /** Hours between two payments. */
  fundingIntervalHours: number | null;
  /** Index price. */
  indexPrice: string | null;
  /** Last funding rate, as a fraction. */
  lastFundingRate: string | null;
  /** Mark price: what stops and liquidations go by. */
  markPrice: string | null;
  /** Highest funding rate. */
  maxFundingRate: string | null;
  /** Lowest funding rate. */
  minFundingRate: string | null;
  /** When funding is paid next. */
  nextFundingAt: string | null;
  /** The symbol. */
  symbol: string;
  /** When it was computed. */
  updatedAt: string | null;
};
export type BingxUsdtMMarkPriceList = {
  /** The rows. */
  items: BingxUsdtMMarkPrice[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMMultiAssetsRule = {
  /** The coin. */
  asset: string;
  /** Share of its value that counts, in percent. */
  collateralPercent: string | null;
  /** Its price. */
  indexPrice: string | null;
  /** Loan to value, in percent. */
  ltvPercent: string | null;
  /** Most that may be moved in; null when unlimited. */
  maxTransfer: string | null;
};
export type BingxUsdtMMultiAssetsRuleList = {
  /** The rows. */
  items: BingxUsdtMMultiAssetsRule[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMTrade = {
  /** When it happened. */
  at: string;
  /** The id of the trade, where BingX gives one. */
  id: string | null;
  /** Whether the buyer was there first. */
  isBuyerMaker: boolean | null;
  /** The price. */
  price: string;
  /** The quantity, in base coin. */
  quantity: string;
  /** Quantity × price. */
  quoteQuantity: string | null;
};
export type BingxUsdtMTradeList = {
  /** The rows. */
  items: BingxUsdtMTrade[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMOpenInterest = {
  /** When it was. */
  at: string | null;
  /** Open interest as a value in USDT, not in coins. */
  openInterest: string;
  /** The symbol. */
  symbol: string;
};
export type BingxUsdtMOrderList = {
  /** The rows. */
  items: BingxUsdtMOrder[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMOrderBook = {
  /** Asks, as BingX orders them. */
  asks: BingxPriceLevel[];
  /** Asks with quantities in base coin, where BingX gives them. */
  asksCoin: BingxPriceLevel[];
  /** When it was taken. */
  at: string | null;
  /** Bids, as BingX orders them. */
  bids: BingxPriceLevel[];
  /** Bids with quantities in base coin, where BingX gives them. */
  bidsCoin: BingxPriceLevel[];
};
export type BingxUsdtMClosedPosition = {
  /** Average closing price. */
  averageClosePrice: string | null;
  /** Average entry price. */
  averagePrice: string | null;
  /** How much was closed. */
  closedQuantity: string | null;
  /** Commission; negative when it cost. */
  commission: string | null;
  /** Funding; negative when it cost. */
  funding: string | null;
  /** Profit before commission and funding. */
  grossProfit: string | null;
  /** Whether nothing of it is left. */
  isFullyClosed: boolean | null;
  /** Whether its margin was isolated. */
  isIsolated: boolean | null;
  /** Leverage. */
  leverage: string | null;
  /** Profit with commission and funding. */
  netProfit: string | null;
  /** When it was opened. */
  openedAt: string | null;
  /** The id of the position. */
  positionId: string | null;
  /** Its direction. */
  positionSide: string | null;
  /** Its size in base coin. */
  quantity: string | null;
  /** The symbol. */
  symbol: string;
  /** When it was closed or last changed. */
  updatedAt: string | null;
};
export type BingxUsdtMClosedPositionPage = {
  /** The rows. */
  items: BingxUsdtMClosedPosition[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type BingxUsdtMPositionMode = {
  /** Whether a long and a short can be held at once. */
  isHedge: boolean;
};
export type SetBingxUsdtMPositionModeResponse = {
  /** Always null: BingX says nothing more. */
  answer: object | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMPositionMode | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMPositionList = {
  /** The rows. */
  items: BingxUsdtMPosition[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMPrice = {
  /** When it was. */
  at: string | null;
  /** Last price. */
  price: string;
  /** The symbol. */
  symbol: string;
};
export type BingxUsdtMPriceList = {
  /** The rows. */
  items: BingxUsdtMPrice[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMTicker = {
  /** Best ask. */
  askPrice: string | null;
  /** Quantity of the best ask. */
  askQuantity: string | null;
  /** Best bid. */
  bidPrice: string | null;
  /** Quantity of the best bid. */
  bidQuantity: string | null;
  /** When they ended. */
  closeAt: string | null;
  /** Highest price. */
  highPrice: string | null;
  /** Last price. */
  lastPrice: string | null;
  /** Quantity of the last trade. */
  lastQuantity: string | null;
  /** Lowest price. */
  lowPrice: string | null;
  /** When the 24 hours began. */
  openAt: string | null;
  /** First price. */
  openPrice: string | null;
  /** Change of the price. */
  priceChange: string | null;
  /** Change of the price, in percent. */
  priceChangePercent: string | null;
  /** Traded volume, in the margin coin. */
  quoteVolume: string | null;
  /** The symbol. */
  symbol: string;
  /** Traded volume, in base coin. */
  volume: string | null;
};
export type BingxUsdtMTickerList = {
  /** The rows. */
  items: BingxUsdtMTicker[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMTradingRules = {
  /** How far a market order may move the price, as a fraction. */
  marketRatio: string | null;
  /** Highest limit price of a buy, as a ratio. */
  maxBuyPriceRatio: string | null;
  /** Most open orders. */
  maxOrders: string | null;
  /** Highest limit price of a sell, as a ratio. */
  maxSellPriceRatio: string | null;
  /** Lowest limit price of a buy, as a ratio. */
  minBuyPriceRatio: string | null;
  /** Smallest quantity × price, in the margin coin. */
  minNotional: string | null;
  /** Smallest quantity, in base coin. */
  minQuantity: string | null;
  /** Lowest limit price of a sell, as a ratio. */
  minSellPriceRatio: string | null;
  /** Price protection threshold, as a fraction. */
  protectionThreshold: string | null;
  /** The symbol, where BingX repeats it. */
  symbol: string | null;
};
export type BingxTwapCancelled = {
  /** The TWAP order. */
  mainOrderId: string | null;
};
export type BingxUsdtMTwapOrder = {
  /** When it was placed. */
  createdAt: string | null;
  /** Seconds that it has run. */
  duration: number | null;
  /** How much is filled. */
  filledQuantity: string | null;
  /** Seconds between two slices. */
  interval: number | null;
  /** The TWAP order. */
  mainOrderId: string | null;
  /** Seconds that it may run. */
  maxDuration: number | null;
  /** The side of the position. */
  positionSide: string | null;
  /** How far the price may be off: `constant` or `percentage`. */
  priceType: string | null;
  /** By how much the price may be off. */
  priceVariance: string | null;
  /** The whole quantity. */
  quantity: string | null;
  /** Quantity of a slice. */
  quantityPerSlice: string | null;
  /** Its side. */
  side: string | null;
  /** Its state in BingX's words. */
  status: string | null;
  /** The symbol. */
  symbol: string;
  /** Slices are sent while the price is on the good side of this. */
  triggerPrice: string | null;
  /** When it last changed. */
  updatedAt: string | null;
};
export type CancelBingxUsdtMTwapOrderResponse = {
  /** What BingX answered; null while the outcome is unknown. */
  answer: BingxTwapCancelled | null;
  /** More about the outcome, or null. */
  message: string | null;
  /** How it stands afterwards, read from BingX; null when that failed. */
  now: BingxUsdtMTwapOrder | null;
  /** Why it could not be read, or null. */
  nowProblem: string | null;
  /** `unknown`: BingX was asked once and nobody knows whether it did it. */
  outcome: 'done' | 'unknown';
};
export type BingxUsdtMTwapOrderList = {
  /** The rows. */
  items: BingxUsdtMTwapOrder[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxUsdtMTwapOrderPage = {
  /** The rows. */
  items: BingxUsdtMTwapOrder[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many there are in all; null when BingX does not say. */
  total: number | null;
};
export type DeadMansSwitchResponse = {
  /** Name of the account. */
  account: string;
  /** Whether it is closed when trading is halted. */
  isClosedOnHalt: boolean;
  /** Whether it is closed when the service stops in order. */
  isClosedOnShutdown: boolean;
  /** What went wrong last, or null. */
  problem: string | null;
  /** `usdt-m` or `spot`. */
  product: string;
  /** When BingX last confirmed it, UTC; null before. */
  renewedAt: string | null;
  /** When it was set, UTC. */
  setAt: string;
  /** `armed`; `stopping`: being closed, and nobody knows yet that it is; `closed`. */
  state: 'armed' | 'stopping' | 'closed';
  /** Seconds of silence after which BingX cancels everything of the product, protection included. */
  timeoutSeconds: number;
  /** When BingX cancels everything unless it is renewed before, UTC; null when not known. */
  triggerAt: string | null;
};
export type DeadMansSwitchRequest = {
  /** Name of the account. */
  account: string;
  /** True closes the switch for good when trading is halted; false keeps it alive then. */
  isClosedOnHalt?: boolean;
  /** True closes it when the service stops in order, and sets it again at the next start; false lets it fire then. */
  isClosedOnShutdown?: boolean;
  /** After so many seconds of silence BingX cancels everything, 10 to 120. It is renewed at a third of that. */
  timeoutSeconds: number;
};
export type BingxOrderRequest = {
  /** Name of the account that trades. */
  account: string;
  /** Whether to open or to close; a close never opens the other side. Side and position side of BingX follow from it. */
  action: 'open' | 'close';
  /** The price at which a trailing stop begins to follow; at once when absent. */
  activationPrice?: string;
  /** Why the order is placed; kept with it. */
  note?: string;
  /** The side of the position. */
  positionSide: 'long' | 'short';
  /** Limit price as decimal text; for orders that rest at a price and only for them. */
  price?: string;
  /** Size as decimal text: coins, or whole contracts on Coin-M. A multiple of the symbol's step. */
  quantity?: string;
  /** Spot, instead of `quantity`: what a market buy spends, in quote currency, as decimal text. */
  quoteQuantity?: string;
  /** Trigger price as decimal text; for stop, take-profit and trigger orders and only for them. */
  stopPrice?: string;
  /** Strategy whose position a close shrinks, so that its books, its stops and its targets follow; for closes only. */
  strategyId?: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
  /** How long a limit rests; `gtc` when absent. `post-only` is for plain limits. */
  timeInForce?: 'gtc' | 'ioc' | 'fok' | 'post-only';
  /** The same in quote currency, as decimal text. */
  trailingDistance?: string;
  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  trailingRate?: string;
  /** How it executes; each product takes the types that `GET /venues` lists. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** Whose price pulls the trigger; the mark price when absent. */
  workingType?: 'mark' | 'last';
};
export type DecisionResponse = {
  /** The alarm that it answers; null for a person's order and for protection. */
  alarmId: string | null;
  /** When, UTC. */
  decidedAt: string;
  /** The reason in a sentence. */
  detail: string;
  /** Everything that it was made from. */
  facts: {
    [key: string]: any;
  } | null;
  /** The decision's id. */
  id: string;
  /** `placed` or `skipped`. */
  outcome: string;
  /** The reason as a code. */
  reason: string;
  /** `alarm`, `manual`, `protection`, or `halt` for the kill switch. */
  source: string;
  /** The outcome of each step of the signal. */
  steps: object[] | null;
  /** The strategy that it was made for, or null. */
  strategyId: string | null;
};
export type OrderHistoryResponse = {
  /** Account that trades. */
  account: string;
  /** The price at which a trailing stop begins to follow, decimal text; null when at once. */
  activationPrice: string | null;
  /** The alarm behind it; null for orders of a person and for protection. */
  alarmId: string | null;
  /** Average fill price, decimal text; null while nothing is filled. */
  averagePrice: string | null;
  /** Fees that were taken in the coin itself, on Spot, decimal text; else `0`. */
  baseFee: string;
  /** Our id on the wire. It follows from decision and leg, so a repeat can not become a second order. */
  clientOrderId: string;
  /** When it was written down, UTC. */
  createdAt: string;
  /** The decision that made it, with the facts that it saw. */
  decision: DecisionResponse;
  /** The decision that made it. */
  decisionId: string;
  /** A rest of this entry that is smaller can not be sold by itself; decimal text, null where every rest can be. */
  dustBelow: string | null;
  /** Everything that happened to it, in order. */
  events: OrderEventResponse[];
  /** Filled size, the sum of its fills, decimal text. */
  filledQuantity: string;
  /** Its executions, oldest first. */
  fills: FillResponse[];
  /** The order's id. */
  id: string;
  /** Canonical instrument. */
  instrument: string;
  /** Its part in the decision. */
  leg: string;
  /** Leverage that was asked for, decimal text, or null. */
  leverage: string | null;
  /** Leverage that was in force on the venue when it was sent, decimal text, or null. */
  leverageSet: string | null;
  /** Why a person should look at it, or null. */
  needsAttention: string | null;
  /** What the two orders of an OCO have in common; null for every other order. */
  pairId: string | null;
  /** `long` or `short`: the side of the position that it changes. */
  positionSide: string;
  /** Limit price, decimal text; null for other types. */
  price: string | null;
  /** For protection: the entry that it protects; null when it protects the whole side or nothing. */
  protectsOrderId: string | null;
  /** What it is for: `entry`, `close`, `reduce`, `take-profit`, `stop-loss`, `emergency-close`, `manual` or `external`. */
  purpose: string;
  /** Asked size in the venue's unit, decimal text. */
  quantity: string;
  /** What a market buy on Spot spends, in quote currency, decimal text; null for every other order. */
  quoteQuantity: string | null;
  /** True when it may only shrink a position. */
  reduceOnly: boolean;
  /** The price that the alarm named, decimal text, or null. */
  referencePrice: string | null;
  /** Why it was denied, refused or not placed, as a code, or null. */
  refusalCategory: string | null;
  /** The same in a sentence, or null. */
  refusalMessage: string | null;
  /** Not sent after this time, UTC; null when it never gets too old. */
  sendBefore: string | null;
  /** `buy` or `sell`. */
  side: string;
  /** Where it stands. `UNKNOWN`: nobody knows yet whether the venue took it; the venue is being asked. */
  state: string;
  /** Trigger price, decimal text; null for other types. */
  stopPrice: string | null;
  /** The strategy that it belongs to, or null. */
  strategyId: string | null;
  /** When it was sent, UTC; null before. */
  submittedAt: string | null;
  /** How long a limit rests: `gtc`, `ioc`, `fok` or `post-only`; null for the venue's usual way. */
  timeInForce: string | null;
  /** The same in quote currency, decimal text; null otherwise. */
  trailingDistance: string | null;
  /** How far a trailing stop stays behind, as a fraction in decimal text; null otherwise. */
  trailingRate: string | null;
  /** How it executes. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** When it last changed, UTC. */
  updatedAt: string;
  /** Venue that executes; `paper` in paper mode. */
  venue: string;
  /** The venue's id; null while unknown. */
  venueOrderId: string | null;
  /** One more with every event. */
  version: number;
  /** The price that pulls the trigger, `mark` or `last`; null for the venue's usual way. */
  workingType: string | null;
};
export type BingxBatchOrder = {
  /** Whether to open or to close; a close never opens the other side. Side and position side of BingX follow from it. */
  action: 'open' | 'close';
  /** The price at which a trailing stop begins to follow; at once when absent. */
  activationPrice?: string;
  /** Why the order is placed; kept with it. */
  note?: string;
  /** The side of the position. */
  positionSide: 'long' | 'short';
  /** Limit price as decimal text; for orders that rest at a price and only for them. */
  price?: string;
  /** Size as decimal text: coins, or whole contracts on Coin-M. A multiple of the symbol's step. */
  quantity?: string;
  /** Spot, instead of `quantity`: what a market buy spends, in quote currency, as decimal text. */
  quoteQuantity?: string;
  /** Trigger price as decimal text; for stop, take-profit and trigger orders and only for them. */
  stopPrice?: string;
  /** Strategy whose position a close shrinks, so that its books, its stops and its targets follow; for closes only. */
  strategyId?: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
  /** How long a limit rests; `gtc` when absent. `post-only` is for plain limits. */
  timeInForce?: 'gtc' | 'ioc' | 'fok' | 'post-only';
  /** The same in quote currency, as decimal text. */
  trailingDistance?: string;
  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  trailingRate?: string;
  /** How it executes; each product takes the types that `GET /venues` lists. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** Whose price pulls the trigger; the mark price when absent. */
  workingType?: 'mark' | 'last';
};
export type BingxOrdersRequest = {
  /** Name of the account that trades. */
  account: string;
  /** The orders, at most 10; sent one after the other in this order. */
  orders: BingxBatchOrder[];
};
export type BingxOrdersResponse = {
  /** The orders, in the order of the request. */
  items: OrderResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxCancelRequest = {
  /** Name of the account. */
  account: string;
  /** The client order id. */
  clientOrderId?: string;
  /** Our own id of the order. */
  orderId?: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
  /** BingX's id of the order, as text. */
  venueOrderId?: string;
};
export type BingxCancelResponse = {
  /** Why it was not cancelled, as a code, or null. */
  category: string | null;
  /** The client order id; null when there is none or it is not known. */
  clientOrderId: string | null;
  /** The same in a sentence, or null. */
  message: string | null;
  /** The order as it stands in our books; null when it is not ours. */
  order: OrderResponse | null;
  /** `cancelled`; `filled`: a fill was faster; `gone`: it was not open any more; `refused`; `unknown`: nobody knows yet,
    the order is being looked at; `kept`: protection that was not to be cancelled. */
  outcome: 'cancelled' | 'filled' | 'gone' | 'refused' | 'unknown' | 'kept';
  /** BingX's id of the order; null when it was not named and is not known. */
  venueOrderId: string | null;
};
export type BingxCancelAllRequest = {
  /** Name of the account. */
  account: string;
  /** True cancels stops, targets and trailing stops too: positions are unprotected then. False keeps them. Must be said. */
  includeProtection: boolean;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
};
export type BingxCancelsResponse = {
  /** One for each order. */
  items: BingxCancelResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxOrderName = {
  /** The client order id. */
  clientOrderId?: string;
  /** Our own id of the order. */
  orderId?: string;
  /** BingX's id of the order, as text. */
  venueOrderId?: string;
};
export type BingxCancelSeveralRequest = {
  /** Name of the account. */
  account: string;
  /** The orders, at most 10, each by one of its names. */
  orders: BingxOrderName[];
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
};
export type BingxReplaceItem = {
  /** Whether to open or to close; a close never opens the other side. Side and position side of BingX follow from it. */
  action: 'open' | 'close';
  /** The price at which a trailing stop begins to follow; at once when absent. */
  activationPrice?: string;
  /** Why the order is placed; kept with it. */
  note?: string;
  /** The side of the position. */
  positionSide: 'long' | 'short';
  /** Limit price as decimal text; for orders that rest at a price and only for them. */
  price?: string;
  /** Size as decimal text: coins, or whole contracts on Coin-M. A multiple of the symbol's step. */
  quantity?: string;
  /** Spot, instead of `quantity`: what a market buy spends, in quote currency, as decimal text. */
  quoteQuantity?: string;
  /** Our id of the order that is replaced. */
  replacesOrderId: string;
  /** Trigger price as decimal text; for stop, take-profit and trigger orders and only for them. */
  stopPrice?: string;
  /** Strategy whose position a close shrinks, so that its books, its stops and its targets follow; for closes only. */
  strategyId?: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
  /** How long a limit rests; `gtc` when absent. `post-only` is for plain limits. */
  timeInForce?: 'gtc' | 'ioc' | 'fok' | 'post-only';
  /** The same in quote currency, as decimal text. */
  trailingDistance?: string;
  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  trailingRate?: string;
  /** How it executes; each product takes the types that `GET /venues` lists. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** Whose price pulls the trigger; the mark price when absent. */
  workingType?: 'mark' | 'last';
};
export type BingxReplacementsRequest = {
  /** Name of the account that trades. */
  account: string;
  /** The replacements, at most 10, one after the other. */
  replacements: BingxReplaceItem[];
};
export type BingxReplacementResponse = {
  /** The old order after the attempt. */
  cancelled: OrderResponse;
  /** The new order; null when it was not placed because the old one did not certainly end unfilled. */
  placed: OrderResponse | null;
  /** Why nothing was placed, or null. */
  why: string | null;
};
export type BingxReplacementsResponse = {
  /** One for each, in the order of the request. */
  items: BingxReplacementResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BingxTestOrderResponse = {
  /** Why it would be refused, as a code, or null. */
  category: string | null;
  /** The same in a sentence, or null. */
  message: string | null;
  /** `accepted`, `refused` or `unknown`. Nothing was placed in any case. */
  outcome: 'accepted' | 'refused' | 'unknown';
  /** BingX's own code, or null. */
  venueCode: string | null;
};
export type BingxAmendRequest = {
  /** Name of the account. */
  account: string;
  /** The whole new size, filled part included, as decimal text. */
  quantity: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
};
export type BingxCloseAllRequest = {
  /** Name of the account. */
  account: string;
  /** Why; kept with the orders. */
  note?: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
};
export type BingxCloseRequest = {
  /** Name of the account. */
  account: string;
  /** Why; kept with the orders. */
  note?: string;
  /** The symbol, in the spelling of BingX; it must belong to the product. */
  symbol: string;
};
export type ProbeResponse = {
  /** `ok`, or `not-ready` with status 503. */
  status: 'ok' | 'not-ready';
  /** Names of the databases and workers that keep this instance from being ready. */
  waitingFor: string[];
};
export type JournalEntryResponse = {
  /** What happened. A command has its operation and how far it got. */
  action: string;
  /** When it happened, UTC. */
  at: string;
  /** SHA-256 of the record. */
  digest: string;
  /** The caller's address; null for the service's own work. */
  from: string | null;
  /** Hash of this link. */
  hash: string;
  /** `command`, `trading-state`, `decision`, `order-event` or `fill`. */
  kind: string;
  /** Hash of the link before. */
  previousHash: string;
  /** When it was sealed, UTC. */
  sealedAt: string;
  /** Its number in the chain: 1, 2, 3, … without a gap. */
  sequence: string;
  /** Id of the record that is sealed. */
  sourceId: string;
  /** What it happened to. */
  subject: string;
  /** Who did it; null where the record names nobody: the service did. */
  who: string | null;
};
export type JournalPageResponse = {
  /** The links of this page. */
  items: JournalEntryResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many links match in all. */
  total: number;
  /** Records that are committed and not sealed yet; normally those of the last second. */
  waiting: number;
};
export type JournalRecordResponse = {
  /** What happened. A command has its operation and how far it got. */
  action: string;
  /** When it happened, UTC. */
  at: string;
  /** The record's columns as text, as the database has them now; null when it is gone. */
  content: {
    [key: string]: string | null;
  } | null;
  /** SHA-256 of the record. */
  digest: string;
  /** The caller's address; null for the service's own work. */
  from: string | null;
  /** Hash of this link. */
  hash: string;
  /** False: the record is gone or is not what was sealed. */
  isIntact: boolean;
  /** `command`, `trading-state`, `decision`, `order-event` or `fill`. */
  kind: string;
  /** Hash of the link before. */
  previousHash: string;
  /** When it was sealed, UTC. */
  sealedAt: string;
  /** Its number in the chain: 1, 2, 3, … without a gap. */
  sequence: string;
  /** Id of the record that is sealed. */
  sourceId: string;
  /** What it happened to. */
  subject: string;
  /** Who did it; null where the record names nobody: the service did. */
  who: string | null;
};
export type KlineResponse = {
  /** Last price. */
  close: string;
  /** Highest price. */
  high: string;
  /** False while the candle was still forming when it was recorded. */
  isFinal: boolean;
  /** Lowest price. */
  low: string;
  /** First price. */
  open: string;
  /** When it began. */
  openAt: string;
  /** Traded volume, in the market's unit. */
  volume: string;
};
export type KlineListResponse = {
  /** The candles. */
  items: KlineResponse[];
  /** Always null: go on with `to` = the first open time. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type BackfillKlinesRequest = {
  /** First open time. */
  from: string;
  /** The instrument, in canonical form. */
  instrument: string;
  /** Length of a candle; `1m` is a minute, `1M` a month. */
  timeframe: string;
  /** Where to end, exclusive. */
  to: string;
};
export type BackfillResponse = {
  /** How many candles the exchange gave and were kept. */
  recorded: number;
};
export type DeliveryResponse = {
  /** Attempts so far. */
  attempts: number;
  /** The channel. */
  channel: 'webhook' | 'telegram' | 'discord' | 'email';
  /** When it was done with. */
  doneAt: string | null;
  /** Whether it went out as part of a summary. */
  isInDigest: boolean;
  /** Why the last attempt did not deliver. */
  lastError: string | null;
  /** When it is tried next; null once it is done with. */
  nextAttemptAt: string | null;
  /** Which message: that something is wrong, or that it is over. */
  phase: 'opened' | 'cleared';
  /** `failed`: refused for good; `expired`: tried until it was too old. */
  state: 'waiting' | 'delivered' | 'failed' | 'expired';
};
export type NotificationResponse = {
  /** What to do now. */
  action: string;
  /** When it was over. */
  clearedAt: string | null;
  /** How it ended. */
  clearedBy: string | null;
  /** Its messages, channel by channel; the log has it in any case. */
  deliveries: DeliveryResponse[];
  /** Id of the notification. */
  id: string;
  /** Whether it still is wrong. */
  isOpen: boolean;
  /** Names what is wrong; null for a message without an end. */
  key: string | null;
  /** To which money; null when none is touched. */
  money: string | null;
  /** How often it was raised while it was open. */
  occurrences: number;
  /** When it was noticed. */
  openedAt: string;
  /** Anchor in docs/operations/runbook.md. */
  runbook: string;
  /** `critical`: money is at risk now. */
  severity: 'info' | 'warning' | 'critical';
  /** One line. */
  subject: string;
  /** What happened. */
  what: string;
};
export type NotificationPageResponse = {
  /** The notifications of this page. */
  items: NotificationResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many notifications match in all. */
  total: number;
};
export type OrderPageResponse = {
  /** The orders of this page. */
  items: OrderResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many orders match in all. */
  total: number;
};
export type PlaceOrderRequest = {
  /** Name of the account that trades. */
  account: string;
  /** Whether to open or to close; a close never opens the other side. */
  action: 'open' | 'close';
  /** The price at which a trailing stop begins to follow; at once when absent. */
  activationPrice?: string;
  /** Canonical instrument, market/BASE-QUOTE. */
  instrument: string;
  /** Why the order is placed; kept with it. */
  note?: string;
  /** The side of the position. */
  positionSide: 'long' | 'short';
  /** Limit price as decimal text; needed by orders that rest at a price and only by them. */
  price?: string;
  /** Size in the venue's unit, as decimal text; must be a multiple of the instrument's step. */
  quantity: string;
  /** Trigger price as decimal text; needed by stop, take-profit and trigger orders and only by them. */
  stopPrice?: string;
  /** Strategy whose position a close shrinks, so that its books, its stops and its targets follow; for closes only. */
  strategyId?: string;
  /** How long a limit rests; `gtc` when absent. `post-only` is for plain limits. */
  timeInForce?: 'gtc' | 'ioc' | 'fok' | 'post-only';
  /** The same in quote currency, as decimal text. */
  trailingDistance?: string;
  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  trailingRate?: string;
  /** How it executes. */
  type:
    | 'market'
    | 'limit'
    | 'stop-market'
    | 'take-profit-market'
    | 'stop-limit'
    | 'take-profit-limit'
    | 'trigger-market'
    | 'trigger-limit'
    | 'trailing-stop-market';
  /** Whose price pulls the trigger; the mark price when absent. */
  workingType?: 'mark' | 'last';
};
export type IdentifyOrderRequest = {
  /** True: none of the venue's orders is ours; it was never placed. */
  notPlaced?: boolean;
  /** The venue's id of the order that is ours. */
  venueOrderId?: string;
};
export type PositionResponse = {
  /** The account that holds it. */
  account: string;
  /** When the venue was asked. */
  at: string;
  /** How much of it no closing order has set aside. */
  availableQuantity: string;
  /** Average entry price; null when the venue states none. */
  averagePrice: string | null;
  /** The instrument. */
  instrument: string;
  /** Leverage of the side; null when the venue states none. */
  leverage: string | null;
  /** Price at which the venue would liquidate; null when it states none. Paper never liquidates. */
  liquidationPrice: string | null;
  /** How much is open, always positive, in the venue's unit. */
  quantity: string;
  /** `long` or `short`. */
  side: string;
  /** Unrealised profit by the venue's own price, in quote currency; null when it states none. */
  unrealisedProfit: string | null;
  /** The venue that reported it. */
  venue: string;
};
export type UnreadAccountResponse = {
  /** The account. */
  account: string;
  /** Why. */
  problem: string;
  /** Its venue. */
  venue: string;
};
export type PositionListResponse = {
  /** The positions. */
  items: PositionResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
  /** Accounts that could not be read: what they hold is unknown. */
  unread: UnreadAccountResponse[];
};
export type HealthEntryResponse = {
  /** What was found: latency, pending migrations, last beat, backlog, oldest waiting alarm, or the reason of a failure. */
  detail: {
    [key: string]: any;
  };
  /** Whether it does its work. */
  healthy: boolean;
  /** Name of the connection, venue, worker or stream. */
  name: string;
};
export type OpenNotificationResponse = {
  /** What to do now. */
  action: string;
  /** Id of the notification. */
  id: string;
  /** Names what is wrong; null for a message without an end. */
  key: string | null;
  /** To which money; null when none is touched. */
  money: string | null;
  /** When it was noticed. */
  openedAt: string;
  /** Anchor in docs/operations/runbook.md. */
  runbook: string;
  /** `critical`: money is at risk now. */
  severity: 'info' | 'warning' | 'critical';
  /** One line. */
  subject: string;
  /** What happened. */
  what: string;
};
export type ServerStatusResponse = {
  /** The named connections. */
  databases: HealthEntryResponse[];
  /** Where orders go: `paper` or `live`. */
  mode: 'paper' | 'live';
  /** Which part of the service this process runs. */
  role: 'all' | 'api' | 'worker';
  /** `unhealthy` when a database or a worker does not do its work; a venue that is away does not count. */
  status: 'healthy' | 'unhealthy';
  /** The sockets of this instance, and which instance listens to the events of an account. */
  streams: HealthEntryResponse[];
  /** The time by which everything here is judged, UTC: the database's. */
  time: string;
  /** Seconds since this process started. */
  uptimeSeconds: number;
  /** The venues, as they were at most 15 seconds ago. */
  venues: HealthEntryResponse[];
  /** Version of the service. */
  version: string;
  /** What watchdogs found wrong and is not over, the gravest first; null when the database does not say. */
  watchdogs: OpenNotificationResponse[] | null;
  /** The workers, on whichever instance they run. */
  workers: HealthEntryResponse[];
};
export type SideRulesResponse = {
  /** The stop goes to the average entry price once the price has moved this many percent in favour; null: never. */
  breakEvenAtPercent: string | null;
  /** Percent beyond the entry price and the fees where the break-even stop goes; null means 0. */
  breakEvenOffsetPercent: string | null;
  /** Timeframe of the `indicator close` signal that ends what `indicator open` began. */
  closeIndicatorTimeframe: string | null;
  /** Timeframe of the `order close` signal that closes; null: no signal closes this side. */
  closeOrderTimeframe: string | null;
  /** Timeframe of the `indicator open` signal that must hold for an entry; null: none is needed. */
  entryIndicatorTimeframe: string | null;
  /** Timeframe of the `order open` signal that enters; null: the side has no entries. */
  entryOrderTimeframe: string | null;
  /** Leverage that is set before an entry; null: the venue's stays. */
  leverage: string | null;
  /** Most entries open at once; null and 0 mean 1. */
  pyramiding: number | null;
  /** The size in the mode's unit: base coin, quote currency or percent of equity. */
  quantity: string | null;
  /** How the size is found. */
  quantityMode: 'fixed' | 'alarm' | 'quote' | 'equity-percent';
  /** Largest age of the `indicator open` signal, in seconds; null: any age. */
  regimeMaxAgeSeconds: number | null;
  /** Stop loss of the whole side, in percent of its average price. */
  stopLossGeneral: string | null;
  /** Stop loss of each entry, in percent of its own fill price. */
  stopLossPerOrder: string | null;
  /** Take profit of the whole side, in percent of its average price. */
  takeProfitGeneral: string | null;
  /** Take profit of each entry, in percent of its own fill price. */
  takeProfitPerOrder: string | null;
  /** The stop begins to follow once the price has moved this many percent in favour; null: at once. */
  trailingActivationPercent: string | null;
  /** Distance in percent at which the stop follows the best price; null: it does not. */
  trailingStopPercent: string | null;
};
export type StrategyResponse = {
  /** Name of the account that trades. */
  account: string;
  /** The strategy name that its alarms carry. */
  alarmName: string;
  /** When it was created. */
  createdAt: string;
  /** When it was deleted; null while it lives. */
  deletedAt: string | null;
  /** What the strategy is about, for people. */
  description: string | null;
  /** Alarms that arrive from then on open no more. */
  endAt: string | null;
  /** Longest silence that is normal, in minutes: a watchdog notifies when no alarm comes for longer; null: any. */
  expectSignalWithinMinutes: number | null;
  /** Id of the strategy. */
  id: string;
  /** What it trades, in canonical form. */
  instrument: string;
  /** Whether it may open. Closes stay allowed when it is off. */
  isOn: boolean;
  /** The long side. */
  long: SideRulesResponse;
  /** Notes on results. */
  resultNote: string | null;
  /** The short side. */
  short: SideRulesResponse;
  /** Alarms that arrive from then on may open. */
  startAt: string | null;
  /** When it was last changed. */
  updatedAt: string;
  /** Grows by one at every change; send it back with the next one, or as If-Match. */
  version: number;
};
export type StrategyListResponse = {
  /** The strategies of this page. */
  items: StrategyResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many strategies match in all. */
  total: number;
};
export type SideRulesRequest = {
  /** Moves the stop to the average entry price once the price has moved this many percent in favour. Needs a stop loss, or a trailing stop without activation. */
  breakEvenAtPercent?: string | null;
  /** Percent beyond the entry price and the fees where the break-even stop goes; below 0 it stays short of it. Below breakEvenAtPercent. */
  breakEvenOffsetPercent?: string | null;
  /** Timeframe of the `indicator close` signal that ends what `indicator open` began; needs an entry indicator timeframe. */
  closeIndicatorTimeframe?: string | null;
  /** Timeframe of the `order close` signal that closes; null means that no signal closes this side. */
  closeOrderTimeframe?: string | null;
  /** Timeframe of the `indicator open` signal that must hold for an entry; null needs none. */
  entryIndicatorTimeframe?: string | null;
  /** Timeframe of the `order open` signal that enters, such as `1m`; TradingView's `1`, `240`, `D` are understood too. Null switches the side's entries off. */
  entryOrderTimeframe?: string | null;
  /** Leverage to set before an entry, a whole number from 1 to 150; null leaves the venue's. */
  leverage?: string | null;
  /** Most entries open at once; null and 0 mean 1. */
  pyramiding?: number | null;
  /** The size in the mode's unit: base coin, quote currency or percent. Needed by every mode but `alarm`. */
  quantity?: string | null;
  /** How the size is found: `fixed`, `alarm` (the alarm's own), `quote` (an amount of quote currency) or `equity-percent`. */
  quantityMode?: ('fixed' | 'alarm' | 'quote' | 'equity-percent') | null;
  /** Largest age of the `indicator open` signal, in seconds; null takes any age. */
  regimeMaxAgeSeconds?: number | null;
  /** Stop loss of the whole side, in percent of its average price. */
  stopLossGeneral?: string | null;
  /** Stop loss of each entry, in percent of its own fill price. */
  stopLossPerOrder?: string | null;
  /** Take profit of the whole side, in percent of its average price. */
  takeProfitGeneral?: string | null;
  /** Take profit of each entry, in percent of its own fill price. */
  takeProfitPerOrder?: string | null;
  /** The stop begins to follow once the price has moved this many percent in favour; null: at once. Needs a stop loss that protects until then. */
  trailingActivationPercent?: string | null;
  /** Lets the stop follow the best price at this distance, in percent; without any stop loss it is the stop of the whole side. */
  trailingStopPercent?: string | null;
};
export type CreateStrategyRequest = {
  /** Name of the account that trades; `main` in a new strategy. */
  account?: string;
  /** The strategy name that its alarms carry; compared exactly, case included. */
  alarmName: string;
  /** What the strategy is about, for people. */
  description?: string | null;
  /** Alarms that arrive from then on open no more, ISO 8601 with zone. */
  endAt?: string | null;
  /** A watchdog notifies when no alarm comes for longer than this, 1 to 10080 minutes; null: never. */
  expectSignalWithinMinutes?: number | null;
  /** What it trades, in canonical form: market, base and quote. */
  instrument: string;
  /** Whether it may open; false in a new strategy. */
  isOn?: boolean;
  /** The long side; absent fields stay as they are, null clears the side. */
  long?: SideRulesRequest | null;
  /** Notes on results. */
  resultNote?: string | null;
  /** The short side; absent fields stay as they are, null clears the side. */
  short?: SideRulesRequest | null;
  /** Alarms that arrive from then on may open, ISO 8601 with zone. */
  startAt?: string | null;
};
export type ChangeStrategyRequest = {
  /** Name of the account that trades; `main` in a new strategy. */
  account?: string;
  /** The strategy name that its alarms carry; compared exactly, case included. */
  alarmName?: string;
  /** What the strategy is about, for people. */
  description?: string | null;
  /** Alarms that arrive from then on open no more, ISO 8601 with zone. */
  endAt?: string | null;
  /** A watchdog notifies when no alarm comes for longer than this, 1 to 10080 minutes; null: never. */
  expectSignalWithinMinutes?: number | null;
  /** What it trades, in canonical form: market, base and quote. */
  instrument?: string;
  /** Whether it may open; false in a new strategy. */
  isOn?: boolean;
  /** The long side; absent fields stay as they are, null clears the side. */
  long?: SideRulesRequest | null;
  /** Notes on results. */
  resultNote?: string | null;
  /** The short side; absent fields stay as they are, null clears the side. */
  short?: SideRulesRequest | null;
  /** Alarms that arrive from then on may open, ISO 8601 with zone. */
  startAt?: string | null;
  /** The version that was read; not needed beside an If-Match header. */
  version?: number;
};
export type AlarmTemplateResponse = {
  /** The text for the alert's "Message". */
  message: string;
  /** The signal that it sends, or `strategy orders` for a Pine strategy. */
  name: string;
  /** How to use it. */
  note: string;
  /** The chart timeframe that the alert belongs on; null: any on which this strategy listens. */
  timeframe: string | null;
  /** The address for the alert's "Webhook URL". TradingView takes only port 80 or 443 and a public host. */
  url: string;
};
export type AlarmTemplateListResponse = {
  /** One per signal that the strategy listens to, and one for a Pine strategy. */
  items: AlarmTemplateResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type VersionRequest = {
  /** The version that was read; not needed beside an If-Match header. */
  version?: number;
};
export type SideProtectionResponse = {
  /** Name of the account. */
  account: string;
  /** What the strategy holds there, from its fills. */
  heldQuantity: string;
  /** The instrument, in canonical form. */
  instrument: string;
  /** Whether the strategy wants a stop at all. */
  isStopWanted: boolean;
  /** The longest time that less was stopped than held since the side was last flat, in milliseconds; null where no stop is wanted. */
  longestUnprotectedMs: number | null;
  /** The side. */
  side: 'long' | 'short';
  /** Trigger prices of the stops that rest. */
  stopPrices: string[];
  /** What stops cover of it, resting on the venue. */
  stoppedQuantity: string;
  /** Trigger prices of the targets that rest. */
  targetPrices: string[];
  /** Since when less is stopped than held; null while everything is, or where no stop is wanted. */
  unprotectedSince: string | null;
};
export type DriftResponse = {
  /** Account. */
  account: string;
  /** When a person accepted it; null while it blocks the entries of its lane. */
  acknowledgedAt: string | null;
  /** Who accepted it. */
  acknowledgedBy: string | null;
  /** When the books agreed again, or differed in another way; null while it lasts. */
  clearedAt: string | null;
  /** When it was raised, UTC. */
  firstSeenAt: string;
  /** The drift's id. */
  id: string;
  /** Canonical instrument. */
  instrument: string;
  /** When a comparison last found it. */
  lastSeenAt: string;
  /** What our books hold, in the venue's unit. */
  ours: string;
  /** `long` or `short`. */
  side: string;
  /** What the venue says. */
  theirs: string;
  /** Venue. */
  venue: string;
  /** Why it was accepted. */
  why: string | null;
};
export type DriftPageResponse = {
  /** The drifts of this page. */
  items: DriftResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many drifts match in all. */
  total: number;
};
export type AcknowledgeDriftRequest = {
  /** Who accepts it. */
  by: string;
  /** Why. */
  why: string;
};
export type ExternalOrderResponse = {
  /** Account. */
  account: string;
  /** Average price of what is filled. */
  averagePrice: string | null;
  /** The client order id that it carries, if any. */
  clientOrderId: string | null;
  /** Of it filled. */
  filledQuantity: string;
  /** When it was first seen, UTC. */
  firstSeenAt: string;
  /** Our id of the sighting. */
  id: string;
  /** Canonical instrument. */
  instrument: string;
  /** When it last looked different. */
  lastSeenAt: string;
  /** Its client order id has the form of ours: our books are older than the order. */
  looksOurs: boolean;
  /** `by-hand` (or by another program), `liquidation` or `adl`. */
  origin: string;
  /** `long` or `short`; null where the venue names none. */
  positionSide: string | null;
  /** In the venue's unit. */
  quantity: string;
  /** `buy` or `sell`. */
  side: string;
  /** The venue's word when last seen: `open`, `partially-filled`, `filled`, `cancelled`, `rejected` or `expired`. */
  state: string;
  /** Trigger price, if it has one. */
  stopPrice: string | null;
  /** Type, `other` for those that we do not place. */
  type: string;
  /** Venue. */
  venue: string;
  /** The venue's id. */
  venueOrderId: string;
};
export type ExternalOrderPageResponse = {
  /** The orders of this page. */
  items: ExternalOrderResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many orders match in all. */
  total: number;
};
export type HaltRequest = {
  /** The account; needed by the scope `account`, and by no other. */
  account?: string;
  /** Also cancels every order of ours that may open a position. What protects positions stays. */
  cancel?: boolean;
  /** Also closes every position at market, those that were opened by hand included; cancels what may open one first. */
  flatten?: boolean;
  /** `system` for everything, `account` for one account. */
  scope: 'system' | 'account';
  /** Why. Kept with the change. */
  why: string;
};
export type HaltResponse = {
  /** Whether orders that may open a position are cancelled. */
  cancel: boolean;
  /** Orders that it cancelled, as they stand now: one may have filled first. */
  canceled: OrderResponse[];
  /** Orders with which it closes positions, as they stand now. */
  closed: OrderResponse[];
  /** When its work ends at the latest, UTC. */
  deadlineAt: string;
  /** When it ended, UTC; null while it runs. */
  finishedAt: string | null;
  /** Whether positions are closed. */
  flatten: boolean;
  /** From which address. */
  from: string | null;
  /** The halt's id. */
  id: string;
  /** What is not done yet, or could not be and why, in sentences; with `flatten` also coins on Spot and positions on venues that take no orders. Empty when everything is done. */
  remaining: string[];
  /** `system`, or the name of an account. */
  scope: string;
  /** When it was asked for, UTC. Entries are stopped from then on. */
  startedAt: string;
  /** The scope's trading state now: `reducing` while positions are being closed, then `halted`. */
  state: string;
  /** `running`: being worked on; `done`; `incomplete`: the time was up first, or what remains can not be closed from here; `ended`: a later command took its place. */
  status: 'running' | 'done' | 'incomplete' | 'ended';
  /** Who asked for it. */
  who: string;
  /** Why. */
  why: string;
};
export type AdoptedOrderResponse = {
  /** Its state in our books before. */
  from: string;
  /** The order. */
  orderId: string;
  /** Its state since. */
  to: string;
};
export type BookedFillsResponse = {
  /** Canonical instrument. */
  instrument: string;
  /** The order that stands for them. */
  orderId: string;
  /** `by-hand` (or by another program), `liquidation` or `adl`. */
  origin: string;
  /** In the venue's unit. */
  quantity: string;
  /** `long` or `short`. */
  side: string;
  /** The strategy whose entries they closed; null for what no strategy holds. */
  strategyId: string | null;
  /** The venue's own order. */
  venueOrderId: string;
};
export type SideDifferenceResponse = {
  /** Canonical instrument. */
  instrument: string;
  /** What our books hold, in the venue's unit. */
  ours: string;
  /** `long` or `short`. */
  side: string;
  /** What the venue says. */
  theirs: string;
};
export type SeenOrderResponse = {
  /** Canonical instrument. */
  instrument: string;
  /** The venue's id. */
  venueOrderId: string;
};
export type ReconciliationReportResponse = {
  /** Orders of ours whose state the venue knew better. */
  adopted: AdoptedOrderResponse[];
  /** Fills that did not come from us. */
  booked: BookedFillsResponse[];
  /** Sides on which the books differ. */
  differences: SideDifferenceResponse[];
  /** Orders on the venue that are not ours and were seen for the first time; they are not touched. */
  externalOrders: SeenOrderResponse[];
  /** Instruments whose orders and fills were read. */
  instruments: string[];
  /** How often both sides were read: a difference has to be there twice. */
  looks: number;
  /** Strategies that were switched off because the venue closed their position. */
  paused: string[];
  /** What could not be told or needs a person. */
  remarks: string[];
  /** Orders and fills of all instruments were read from this time on; null = only where something looked odd. */
  wholeSince: string | null;
};
export type ReconciliationResponse = {
  /** Account that was compared. */
  account: string;
  /** When it was asked for, UTC. */
  askedAt: string;
  /** When it ended; null until then. */
  finishedAt: string | null;
  /** The comparison's id. */
  id: string;
  /** The process that made it. */
  instance: string | null;
  /** `clean` both sides agree; `booked` they agree after something was adopted or booked; `drift` they differ;
    `unsettled` orders are on their way; `failed` it could not be done; `refused` the venue turned the key down. */
  outcome: ('clean' | 'booked' | 'drift' | 'unsettled' | 'failed' | 'refused') | null;
  /** What it did; null until it ended, or when it could not be done. */
  report: ReconciliationReportResponse | null;
  /** When it began; null while it waits. */
  startedAt: string | null;
  /** One sentence; null until it ended. */
  summary: string | null;
  /** Why: the process began, the time had come, a stream had been away, a person asked. */
  trigger: 'start' | 'timer' | 'gap' | 'asked';
  /** Venue that it was compared with. */
  venue: string;
};
export type ReconciliationPageResponse = {
  /** The comparisons of this page. */
  items: ReconciliationResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many comparisons match in all. */
  total: number;
};
export type ReconciliationRequest = {
  /** Account whose books are compared with its venues; left out, all that are in use. */
  account?: string;
};
export type ResumeRequest = {
  /** The account; needed by the scope `account`, and by no other. */
  account?: string;
  /** `system` for everything, `account` for one account. */
  scope: 'system' | 'account';
  /** `active`, the default, or `reducing`: closes only. */
  state?: 'active' | 'reducing';
  /** Why. Kept with the change. */
  why: string;
};
export type TradingStateResponse = {
  /** When it was set, UTC; null when it never was. */
  changedAt: string | null;
  /** Who set it; null when nobody ever did. */
  changedBy: string | null;
  /** `system`, or the name of an account. */
  scope: string;
  /** `active`, `reducing` or `halted`. */
  state: string;
  /** Why; null when it never was set. */
  why: string | null;
};
export type TradingStateRequest = {
  /** Account that it holds for; left out, it holds for the whole system. */
  account?: string;
  /** Who changes it; left out, it is the name of the API token. The journal has the token's name either way. */
  changedBy?: string;
  /** The new state: `active`, `reducing` (closes only) or `halted` (nothing is sent). */
  state: 'active' | 'reducing' | 'halted';
  /** Why. */
  why: string;
};
export type TradingStateChangeResponse = {
  /** The state from then on. */
  after: string;
  /** When, UTC. */
  at: string;
  /** The state before. */
  before: string;
  /** From which address; null for what the service did. */
  from: string | null;
  /** The halt that it belongs to, or null. */
  haltId: string | null;
  /** The change's id. */
  id: string;
  /** `system`, or the name of an account. */
  scope: string;
  /** Who. */
  who: string;
  /** Why. */
  why: string | null;
};
export type TradingStateChangePageResponse = {
  /** The changes of this page. */
  items: TradingStateChangeResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many changes match in all. */
  total: number;
};
export type VenueCapabilitiesResponse = {
  /** What an exit is: `position` shrinks a position, `coins` sells coins that a resting exit locks. */
  exitsBy: string;
  /** Whether a long and a short of one instrument can be held at once. */
  hedgeMode: boolean;
  /** Whether orders can be found by their client order ids; where not, they are recognised by what they look like. */
  isClientOrderIdKept: boolean;
  /** Whether leverage can be set. */
  leverage: boolean;
  /** What a market buy names: `base` for a size, `quote` for an amount to spend. */
  marketBuysBy: string;
  /** Order types that it takes. */
  orderTypes: string[];
  /** Unit of every quantity: base coin or whole contracts. */
  quantityUnit: string;
  /** Whether it can hold short positions. */
  shorts: boolean;
  /** Whether orders can be placed at all; false on read-only venues. */
  trades: boolean;
};
export type VenueResponse = {
  /** What it can do. */
  capabilities: VenueCapabilitiesResponse;
  /** Our clock minus the venue's, in milliseconds; null when not measured. */
  clockOffsetMs: number | null;
  /** Why it could not be reached, in words; null otherwise. */
  detail: string | null;
  /** The venue's id. */
  id: string;
  /** How long the answer took, in milliseconds; null when none came. */
  latencyMs: number | null;
  /** Whether it answered. */
  reachable: boolean;
};
export type VenueListResponse = {
  /** The venues. */
  items: VenueResponse[];
  /** Always null: there is one page. */
  nextCursor: string | null;
  /** How many there are. */
  total: number;
};
export type InstrumentResponse = {
  /** Worth of one contract in quote currency; null where quantities are base coin. */
  contractValue: string | null;
  /** Canonical name, used wherever an instrument is asked for. */
  instrument: string;
  /** Smallest worth of an entry in quote currency; null when there is none. */
  minNotional: string | null;
  /** Smallest quantity of an entry. */
  minQuantity: string;
  /** Prices are whole multiples of this. */
  priceTick: string;
  /** Quantities are whole multiples of this. */
  quantityStep: string;
  /** `trading`, `close-only` or `off`. */
  status: string;
  /** The market's own spelling. */
  venueSymbol: string;
};
export type InstrumentListResponse = {
  /** The instruments of this page. */
  items: InstrumentResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many instruments match in all. */
  total: number;
};
export type WebhookSecretResponse = {
  /** When it was made, UTC. */
  createdAt: string;
  /** Id of the secret. */
  id: string;
  /** When it last opened the webhook, within some seconds, UTC; null when it never did. */
  lastUsedAt: string | null;
  /** What it is for. */
  name: string;
  /** When it was revoked, UTC; null while it is valid. */
  revokedAt: string | null;
};
export type WebhookSecretListResponse = {
  /** The secrets of this page. */
  items: WebhookSecretResponse[];
  /** Give it as `cursor` to read on; null on the last page. */
  nextCursor: string | null;
  /** How many secrets match in all. */
  total: number;
};
export type CreateWebhookSecretRequest = {
  /** What it is for, so that it can be told from the others when it is to be revoked. */
  name: string;
};
export type NewWebhookSecretResponse = {
  /** When it was made, UTC. */
  createdAt: string;
  /** Id of the secret. */
  id: string;
  /** When it last opened the webhook, within some seconds, UTC; null when it never did. */
  lastUsedAt: string | null;
  /** What it is for. */
  name: string;
  /** When it was revoked, UTC; null while it is valid. */
  revokedAt: string | null;
  /** The secret. It is shown here and never again: put it into the alert message or the webhook's address now. */
  secret: string;
};
/**
 * Lists the accounts with what they hold now
 */
export function listAccounts(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AccountListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >('/accounts', {
    ...opts,
  });
}
/**
 * Register an account of an exchange
 */
export function createAccount(
  createAccountRequest: CreateAccountRequestWrite,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: AccountResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/accounts',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: createAccountRequest,
    }),
  );
}
/**
 * Revoke a stored account
 */
export function revokeAccount(
  name: string,
  {
    force,
  }: {
    force?: 'true' | 'false';
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AccountResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/accounts/${encodeURIComponent(name)}${QS.query(
      QS.explode({
        force,
      }),
    )}`,
    {
      ...opts,
      method: 'DELETE',
    },
  );
}
/**
 * Read an account with what it holds now
 */
export function getAccount(name: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AccountResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/accounts/${encodeURIComponent(name)}`, {
    ...opts,
  });
}
/**
 * Change a stored account, or give it a new key
 */
export function changeAccount(
  name: string,
  changeAccountRequest: ChangeAccountRequestWrite,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AccountResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/accounts/${encodeURIComponent(name)}`,
    oazapfts.json({
      ...opts,
      method: 'PATCH',
      body: changeAccountRequest,
    }),
  );
}
/**
 * Lists what an account held over time, newest first
 */
export function listBalances(
  name: string,
  {
    limit,
    cursor,
  }: {
    limit?: number;
    cursor?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BalanceSnapshotListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/accounts/${encodeURIComponent(name)}/balances${QS.query(
      QS.explode({
        limit,
        cursor,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads an account from its venue now and records what it holds
 */
export function recordBalances(name: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AccountResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/accounts/${encodeURIComponent(name)}/balances`, {
    ...opts,
    method: 'POST',
  });
}
/**
 * Ask the exchange about the key of an account now
 */
export function checkAccount(name: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AccountResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/accounts/${encodeURIComponent(name)}/check`, {
    ...opts,
    method: 'POST',
  });
}
/**
 * List alarms, newest first
 */
export function listAlarms(
  {
    ticker,
    timeframe,
    signal,
    strategy,
    status,
    $from,
    to,
    text,
    limit,
    cursor,
  }: {
    ticker?: string;
    timeframe?: string;
    signal?: string;
    strategy?: string;
    status?: 'received' | 'decided' | 'not-understood' | 'parked';
    $from?: string;
    to?: string;
    text?: string;
    limit?: number;
    cursor?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AlarmListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/alarms${QS.query(
      QS.explode({
        ticker,
        timeframe,
        signal,
        strategy,
        status,
        from: $from,
        to,
        text,
        limit,
        cursor,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Send an alarm as an API caller
 */
export function sendAlarm(
  body: {
    [key: string]: any;
  },
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ReceiptResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/alarms',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * Receive an alarm from TradingView
 */
export function receiveAlarm(
  body: {
    [key: string]: any;
  },
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ReceiptResponse;
      }
    | {
        status: 401;
        data: Problem;
      }
    | {
        status: 403;
        data: Problem;
      }
    | {
        status: 413;
        data: Problem;
      }
    | {
        status: 415;
        data: Problem;
      }
    | {
        status: 503;
        data: Problem;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/alarms/webhook',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * Receive an alarm from TradingView, secret in the path
 */
export function receiveAlarmWithToken(
  token: string,
  body: {
    [key: string]: any;
  },
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ReceiptResponse;
      }
    | {
        status: 401;
        data: Problem;
      }
    | {
        status: 403;
        data: Problem;
      }
    | {
        status: 413;
        data: Problem;
      }
    | {
        status: 415;
        data: Problem;
      }
    | {
        status: 503;
        data: Problem;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/alarms/webhook/${encodeURIComponent(token)}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * One alarm: why it did or did not trade
 */
export function getAlarm(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AlarmPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/alarms/${encodeURIComponent(id)}`, {
    ...opts,
  });
}
/**
 * Lists the keys of a user; secrets are never shown
 */
export function listBingxApiKeys(
  uid: string,
  {
    account,
    apiKey,
    raw,
  }: {
    account?: string;
    apiKey?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxApiKeyList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/api-keys${QS.query(
      QS.explode({
        account,
        uid,
        apiKey,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads what the key may do
 */
export function getBingxApiPermissions(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxApiPermissions;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/api-permissions${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads what the key may do, and whether it is bound to addresses
 */
export function getBingxApiRestrictions(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxApiRestrictions;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/api-restrictions${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists what each wallet is worth in USDT, as BingX values it
 */
export function listBingxWalletValues(
  {
    account,
    accountType,
    raw,
  }: {
    account?: string;
    accountType?:
      'sopt' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp' | 'copyTrading' | 'grid' | 'eran' | 'c2c';
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxWalletValueList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/balances${QS.query(
      QS.explode({
        account,
        accountType,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads all wallets of an account, valued in USDT
 */
export function getBingxAccountOverview(
  {
    account,
  }: {
    account?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxAccountOverviewResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/overview${QS.query(
      QS.explode({
        account,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the Fund wallet of a sub-account by coin
 */
export function listBingxSubAccountAssets(
  subUid: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSubAccountAssetList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-assets${QS.query(
      QS.explode({
        account,
        subUid,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists what the wallets of the sub-accounts are worth in USDT
 */
export function listBingxSubAccountValues(
  {
    account,
    subUid,
    accountType,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    subUid?: string;
    accountType?:
      'sopt' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp' | 'copyTrading' | 'grid' | 'eran' | 'c2c';
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSubAccountValuePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-balances${QS.query(
      QS.explode({
        account,
        subUid,
        accountType,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the deposit address of a sub-account on one network
 */
export function getBingxSubAccountDepositAddress(
  coin: string,
  subUid: string,
  network: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxDepositAddress;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-deposit-address${QS.query(
      QS.explode({
        account,
        coin,
        subUid,
        network,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the deposit addresses of a sub-account
 */
export function listBingxSubAccountDepositAddresses(
  coin: string,
  subUid: string,
  {
    account,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxDepositAddressPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-deposit-addresses${QS.query(
      QS.explode({
        account,
        coin,
        subUid,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists deposits of sub-accounts
 */
export function listBingxSubAccountDeposits(
  {
    account,
    coin,
    subUid,
    status,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    coin?: string;
    subUid?: string;
    status?: 'in-progress' | 'completed' | 'on-chain';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxDepositPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-deposits${QS.query(
      QS.explode({
        account,
        coin,
        subUid,
        status,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists transfers of sub-accounts to other users of BingX
 */
export function listBingxSubAccountInternalTransfers(
  coin: string,
  {
    account,
    transferClientId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    transferClientId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxInternalTransferPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-internal-transfers${QS.query(
      QS.explode({
        account,
        coin,
        transferClientId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists transfers between main account and a sub-account
 */
export function listBingxSubAccountTransfers(
  uid: string,
  {
    account,
    $type,
    transferId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $type?: string;
    transferId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSubAccountTransferPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-transfers${QS.query(
      QS.explode({
        account,
        uid,
        type: $type,
        transferId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Move money between the main account and a sub-account
 */
export function makeBingxSubAccountTransfer(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** How much. It must be a decimal number as text, such as "0.5", and not negative. */
    amount: string;
    /** The coin. It must be plain text without & = ? # and line breaks, and not too long. */
    asset: string;
    /** Whether that is the main account. It must be one of main, sub. */
    fromType: 'main' | 'sub';
    /** Who gives. It must be an id of up to 30 digits. */
    fromUid: string;
    /** The wallet that gives. It must be one of fund, standard, perpetual, spot. */
    fromWallet: 'fund' | 'standard' | 'perpetual' | 'spot';
    /** A word of your own. It must be plain text without & = ? # and line breaks, and not too long. strateger when absent. */
    remark?: string;
    /** Whether that is the main account. It must be one of main, sub. */
    toType: 'main' | 'sub';
    /** Who takes. It must be an id of up to 30 digits. */
    toUid: string;
    /** The wallet that takes. It must be one of fund, standard, perpetual, spot. */
    toWallet: 'fund' | 'standard' | 'perpetual' | 'spot';
  },
  {
    idempotencyKey,
    raw,
  }: {
    idempotencyKey?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: MakeBingxSubAccountTransferResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-account-transfers${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Lists the sub-accounts
 */
export function listBingxSubAccounts(
  {
    account,
    subUid,
    name,
    isFrozen,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    subUid?: string;
    name?: string;
    isFrozen?: 'true' | 'false';
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSubAccountPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/sub-accounts${QS.query(
      QS.explode({
        account,
        subUid,
        name,
        isFrozen,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads whose key it is
 */
export function getBingxUid(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUid;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/account/uid${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the balances by coin
 */
export function listBingxCoinMBalances(
  {
    account,
    $symbol,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMBalanceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/balances${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the maker and taker fees of the account
 */
export function getBingxCoinMCommissionRate(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMCommissionRate;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/commission-rate${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the Coin-M contracts
 */
export function listBingxCoinMContracts(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMContractList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/contracts${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the fills of an order
 */
export function listBingxCoinMFills(
  orderId: string,
  {
    account,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMFillPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/fills${QS.query(
      QS.explode({
        account,
        orderId,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists liquidations and automatic deleveraging, newest first
 */
export function listBingxCoinMForceOrders(
  {
    account,
    $symbol,
    autoCloseType,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    autoCloseType?: 'LIQUIDATION' | 'ADL';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/force-orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        autoCloseType,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Add margin to an isolated position, or take it away
 */
export function changeBingxCoinMIsolatedMargin(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** How much, in the coin of the margin. It must be a decimal number as text, such as "0.5", and not negative. */
    amount: string;
    /** Whether it is added or taken away. It must be one of add, reduce. */
    direction: 'add' | 'reduce';
    /** The side of the position. It must be one of long, short. */
    positionSide: 'long' | 'short';
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a Coin-M contract such as BTC-USD. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: ChangeBingxCoinMIsolatedMarginResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/isolated-margin-changes${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * Lists candles of a contract, ascending
 */
export function listBingxCoinMKlines(
  $symbol: string,
  interval:
    | '1m'
    | '3m'
    | '5m'
    | '15m'
    | '30m'
    | '1h'
    | '2h'
    | '4h'
    | '6h'
    | '8h'
    | '12h'
    | '1d'
    | '3d'
    | '1w'
    | '1M',
  {
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxKlinePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/klines${QS.query(
      QS.explode({
        symbol: $symbol,
        interval,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the leverage of a contract
 */
export function getBingxCoinMLeverage(
  $symbol: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMLeverage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/leverage${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set the leverage of one side of a contract
 */
export function setBingxCoinMLeverage(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** The leverage, up to the maximum of the contract. It must be a whole number from 1 to 500. */
    leverage: number;
    /** The side. It must be one of long, short. */
    side: 'long' | 'short';
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a Coin-M contract such as BTC-USD. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxCoinMLeverageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/leverage${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Reads whether the margin of a contract is isolated or crossed
 */
export function getBingxCoinMMarginMode(
  $symbol: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMMarginMode;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/margin-mode${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set whether the margin of a contract is isolated or crossed
 */
export function setBingxCoinMMarginMode(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** The mode. It must be one of isolated, crossed. */
    marginMode: 'isolated' | 'crossed';
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a Coin-M contract such as BTC-USD. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxCoinMMarginModeResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/margin-mode${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Lists mark price, index price and funding of one contract or of all
 */
export function listBingxCoinMMarkPrices(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMMarkPriceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/mark-prices${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the open interest of one contract or of all
 */
export function listBingxCoinMOpenInterest(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMOpenInterestList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/open-interest${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the open orders
 */
export function listBingxCoinMOpenOrders(
  {
    account,
    $symbol,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMOrderList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/open-orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads one order
 */
export function getBingxCoinMOrder(
  $symbol: string,
  {
    account,
    orderId,
    clientOrderId,
    raw,
  }: {
    account?: string;
    orderId?: string;
    clientOrderId?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMOrder;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/order${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        clientOrderId,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the best offers of a contract
 */
export function getBingxCoinMOrderBook(
  $symbol: string,
  {
    limit,
    raw,
  }: {
    limit?: '5' | '10' | '20' | '50' | '100' | '500' | '1000';
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMOrderBook;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/order-book${QS.query(
      QS.explode({
        symbol: $symbol,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists orders of the past, newest first
 */
export function listBingxCoinMOrderHistory(
  {
    account,
    $symbol,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/order-history${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the open positions
 */
export function listBingxCoinMPositions(
  {
    account,
    $symbol,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMPositionList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/positions${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the last 24 hours of one contract or of all
 */
export function listBingxCoinMTickers(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCoinMTickerList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/coin-m/tickers${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the offers of a pair, added up by price steps
 */
export function getBingxSpotAggregatedOrderBook(
  $symbol: string,
  {
    depth,
    step,
    raw,
  }: {
    depth?: number;
    step?: 'step0' | 'step1' | 'step2' | 'step3' | 'step4' | 'step5';
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOrderBook;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/aggregated-order-book${QS.query(
      QS.explode({
        symbol: $symbol,
        depth,
        step,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the balances of the Spot wallet by coin
 */
export function listBingxSpotBalances(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotBalanceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/balances${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists best bid and ask of a pair
 */
export function listBingxSpotBookTickers(
  $symbol: string,
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotBookTickerList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/book-tickers${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the maker and taker fees of a pair
 */
export function getBingxSpotCommissionRate(
  $symbol: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotCommissionRate;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/commission-rate${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists coins with their networks, fees and minimums
 */
export function listBingxCurrencies(
  {
    account,
    coin,
    raw,
  }: {
    account?: string;
    coin?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCurrencyList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/currencies${QS.query(
      QS.explode({
        account,
        coin,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the deposit addresses of a coin
 */
export function listBingxDepositAddresses(
  coin: string,
  {
    account,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxDepositAddressPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/deposit-addresses${QS.query(
      QS.explode({
        account,
        coin,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists deposits that BingX holds back
 */
export function listBingxDepositRiskRecords(
  {
    account,
    coin,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    coin?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxDepositRiskRecordPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/deposit-risk-records${QS.query(
      QS.explode({
        account,
        coin,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists deposits
 */
export function listBingxDeposits(
  {
    account,
    coin,
    status,
    txId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    coin?: string;
    status?: 'in-progress' | 'completed' | 'on-chain';
    txId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxDepositPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/deposits${QS.query(
      QS.explode({
        account,
        coin,
        status,
        txId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the fills of a pair, newest first
 */
export function listBingxSpotFills(
  $symbol: string,
  {
    account,
    orderId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    orderId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotFillPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/fills${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the balances of the Fund wallet by coin
 */
export function listBingxFundBalances(
  {
    account,
    asset,
    raw,
  }: {
    account?: string;
    asset?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotBalanceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/fund-balances${QS.query(
      QS.explode({
        account,
        asset,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists transfers to and from other users of BingX
 */
export function listBingxInternalTransfers(
  coin: string,
  {
    account,
    transferClientId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    transferClientId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxInternalTransferPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/internal-transfers${QS.query(
      QS.explode({
        account,
        coin,
        transferClientId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists candles of a pair, ascending
 */
export function listBingxSpotKlines(
  $symbol: string,
  interval:
    | '1m'
    | '3m'
    | '5m'
    | '15m'
    | '30m'
    | '1h'
    | '2h'
    | '4h'
    | '6h'
    | '8h'
    | '12h'
    | '1d'
    | '3d'
    | '1w'
    | '1M',
  {
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotKlinePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/klines${QS.query(
      QS.explode({
        symbol: $symbol,
        interval,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Place an OCO: a limit and a stop-limit of which one cancels the other
 */
export function placeBingxOco(
  bingxOcoRequest: BingxOcoRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: BingxOcoResponse;
      }
    | {
        status: 202;
        data: BingxOcoResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/bingx/spot/oco',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxOcoRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Lists the OCO orders that are open
 */
export function listBingxSpotOpenOcoOrders(
  {
    account,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOcoOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/oco/open-orders${QS.query(
      QS.explode({
        account,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the two orders of an OCO
 */
export function listBingxSpotOcoOrder(
  {
    account,
    orderListId,
    clientOrderId,
    raw,
  }: {
    account?: string;
    orderListId?: string;
    clientOrderId?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOcoOrderList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/oco/order${QS.query(
      QS.explode({
        account,
        orderListId,
        clientOrderId,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the OCO orders of the past
 */
export function listBingxSpotOcoOrderHistory(
  {
    account,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOcoOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/oco/order-history${QS.query(
      QS.explode({
        account,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Cancel both orders of an OCO
 */
export function cancelBingxOco(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxOcoResponse;
      }
    | {
        status: 202;
        data: BingxOcoResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/bingx/spot/oco/${encodeURIComponent(id)}/cancel`, {
    ...opts,
    method: 'POST',
  });
}
/**
 * Lists candles of a pair that are older than `klines` reaches
 */
export function listBingxSpotOlderKlines(
  $symbol: string,
  interval:
    | '1m'
    | '3m'
    | '5m'
    | '15m'
    | '30m'
    | '1h'
    | '2h'
    | '4h'
    | '6h'
    | '8h'
    | '12h'
    | '1d'
    | '3d'
    | '1w'
    | '1M',
  {
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotKlinePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/older-klines${QS.query(
      QS.explode({
        symbol: $symbol,
        interval,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists trades of a pair from a trade on
 */
export function listBingxSpotOlderTrades(
  $symbol: string,
  {
    fromId,
    limit,
    raw,
  }: {
    fromId?: string;
    limit?: number;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotTradeList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/older-trades${QS.query(
      QS.explode({
        symbol: $symbol,
        fromId,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists transfers of the time before Spot and Fund were two wallets
 */
export function listBingxOlderTransfers(
  $type:
    | 'FUND_SFUTURES'
    | 'SFUTURES_FUND'
    | 'FUND_PFUTURES'
    | 'PFUTURES_FUND'
    | 'SFUTURES_PFUTURES'
    | 'PFUTURES_SFUTURES',
  {
    account,
    transferId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    transferId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxTransferPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/older-transfers${QS.query(
      QS.explode({
        account,
        type: $type,
        transferId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the open orders
 */
export function listBingxSpotOpenOrders(
  {
    account,
    $symbol,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOrderList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/open-orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads one order
 */
export function getBingxSpotOrder(
  $symbol: string,
  {
    account,
    orderId,
    clientOrderId,
    raw,
  }: {
    account?: string;
    orderId?: string;
    clientOrderId?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOrder;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/order${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        clientOrderId,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the best offers of a pair
 */
export function getBingxSpotOrderBook(
  $symbol: string,
  {
    limit,
    raw,
  }: {
    limit?: number;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOrderBook;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/order-book${QS.query(
      QS.explode({
        symbol: $symbol,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists orders of the past
 */
export function listBingxSpotOrderHistory(
  {
    account,
    $symbol,
    orderId,
    status,
    $type,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    orderId?: string;
    status?: 'FILLED' | 'CANCELLED' | 'FAILED';
    $type?:
      | 'MARKET'
      | 'LIMIT'
      | 'TAKE_STOP_LIMIT'
      | 'TAKE_STOP_MARKET'
      | 'TRIGGER_LIMIT'
      | 'TRIGGER_MARKET';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/order-history${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        status,
        type: $type,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the last price of a pair
 */
export function listBingxSpotPrices(
  $symbol: string,
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotPriceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/prices${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the clock of BingX
 */
export function getBingxSpotServerTime(
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxServerTime;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/server-time${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the pairs with steps, minimums and states
 */
export function listBingxSpotSymbols(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotSymbolList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/symbols${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the last 24 hours of one pair or of all
 */
export function listBingxSpotTickers(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotTickerList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/tickers${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the latest trades of a pair
 */
export function listBingxSpotTrades(
  $symbol: string,
  {
    limit,
    raw,
  }: {
    limit?: number;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxSpotTradeList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/trades${QS.query(
      QS.explode({
        symbol: $symbol,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists what can be moved from one wallet to another
 */
export function listBingxTransferableCoins(
  fromAccount: 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp',
  toAccount: 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp',
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxTransferableCoinList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/transferable-coins${QS.query(
      QS.explode({
        account,
        fromAccount,
        toAccount,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists transfers between the wallets of an account
 */
export function listBingxTransfers(
  {
    account,
    fromAccount,
    toAccount,
    transferId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    fromAccount?: 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp';
    toAccount?: 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp';
    transferId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxTransferPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/transfers${QS.query(
      QS.explode({
        account,
        fromAccount,
        toAccount,
        transferId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Move money between the wallets of an account
 */
export function makeBingxTransfer(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** How much. It must be a decimal number as text, such as "0.5", and not negative. */
    amount: string;
    /** The coin. It must be plain text without & = ? # and line breaks, and not too long. */
    asset: string;
    /** The wallet that gives. It must be one of fund, spot, stdFutures, coinMPerp, USDTMPerp. */
    fromAccount: 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp';
    /** The wallet that takes. It must be one of fund, spot, stdFutures, coinMPerp, USDTMPerp. */
    toAccount: 'fund' | 'spot' | 'stdFutures' | 'coinMPerp' | 'USDTMPerp';
  },
  {
    idempotencyKey,
    raw,
  }: {
    idempotencyKey?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: MakeBingxTransferResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/transfers${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Lists withdrawals that were made elsewhere
 */
export function listBingxWithdrawals(
  {
    account,
    coin,
    status,
    id,
    withdrawOrderId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    coin?: string;
    status?: 'in-review' | 'failed' | 'completed';
    id?: string;
    withdrawOrderId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxWithdrawalPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/spot/withdrawals${QS.query(
      QS.explode({
        account,
        coin,
        status,
        id,
        withdrawOrderId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the balances of the Standard wallet by coin
 */
export function listBingxStandardBalances(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxStandardBalanceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/standard/balances${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the orders of a contract
 */
export function listBingxStandardOrders(
  $symbol: string,
  {
    account,
    orderId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    orderId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxStandardOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/standard/orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the open positions
 */
export function listBingxStandardPositions(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxStandardPositionList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/standard/positions${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads whether one coin or several serve as margin
 */
export function getBingxUsdtMAssetMode(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMAssetMode;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/asset-mode${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set whether one coin or several serve as margin
 */
export function setBingxUsdtMAssetMode(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** The mode. It must be one of single, multi. */
    assetMode: 'single' | 'multi';
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxUsdtMAssetModeResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/asset-mode${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Switch on or off that a position takes margin from the wallet by itself
 */
export function setBingxUsdtMAutoAddMargin(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** How much at most. It must be a decimal number as text, such as "0.5", and not negative. */
    amount?: string;
    /** Whether it does. It must be true or false. */
    isOn: boolean;
    /** The position. It must be an id of up to 30 digits. */
    positionId: string;
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a USDT-M contract such as BTC-USDT. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxUsdtMAutoAddMarginResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/auto-add-margin${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Lists the balances of the USDT-M wallet by coin
 */
export function listBingxUsdtMBalances(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMBalanceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/balances${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the best bid and ask of a contract
 */
export function getBingxUsdtMBookTicker(
  $symbol: string,
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMBookTicker;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/book-ticker${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the maker and taker fees of the account
 */
export function getBingxUsdtMCommissionRate(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMCommissionRate;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/commission-rate${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the USDT-M contracts with steps, minimums and fees
 */
export function listBingxUsdtMContracts(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMContractList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/contracts${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Ask BingX for play money on a demo account
 */
export function topUpBingxUsdtMDemoMoney(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: TopUpBingxUsdtMDemoMoneyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/demo-money${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * Lists fills of a contract with their trade ids, of the last seven days
 */
export function listBingxUsdtMFillHistory(
  $symbol: string,
  {
    account,
    orderId,
    currency,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    orderId?: string;
    currency?: 'USDT' | 'USDC';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMDetailedFillPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/fill-history${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        currency,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists fills with quantities in base coin, newest first
 */
export function listBingxUsdtMFills(
  {
    account,
    $symbol,
    orderId,
    currency,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    orderId?: string;
    currency?: 'USDT' | 'USDC';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMFillPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/fills${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        currency,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists liquidations and automatic deleveraging, newest first
 */
export function listBingxUsdtMForceOrders(
  {
    account,
    $symbol,
    currency,
    autoCloseType,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    currency?: 'USDT' | 'USDC';
    autoCloseType?: 'LIQUIDATION' | 'ADL';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/force-orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        currency,
        autoCloseType,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists past funding rates of a contract, newest first
 */
export function listBingxUsdtMFundingRates(
  $symbol: string,
  {
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMFundingRatePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/funding-rates${QS.query(
      QS.explode({
        symbol: $symbol,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the movements of money: profits, funding, fees, transfers; newest first
 */
export function listBingxUsdtMIncome(
  {
    account,
    $symbol,
    incomeType,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    incomeType?:
      | 'TRANSFER'
      | 'REALIZED_PNL'
      | 'FUNDING_FEE'
      | 'TRADING_FEE'
      | 'INSURANCE_CLEAR'
      | 'TRIAL_FUND'
      | 'ADL'
      | 'SYSTEM_DEDUCTION'
      | 'GTD_PRICE';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMIncomePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/income${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        incomeType,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the changes of the isolated margin of a position
 */
export function listBingxUsdtMIsolatedMarginChanges(
  $symbol: string,
  positionId: string,
  {
    account,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMMarginChangePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/isolated-margin-changes${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        positionId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Add margin to an isolated position, or take it away
 */
export function changeBingxUsdtMIsolatedMargin(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** How much, in the coin of the margin. It must be a decimal number as text, such as "0.5", and not negative. */
    amount: string;
    /** Whether it is added or taken away. It must be one of add, reduce. */
    direction: 'add' | 'reduce';
    /** The position, where each has its own margin. It must be an id of up to 30 digits. */
    positionId?: string;
    /** The side of the position. It must be one of long, short, both. */
    positionSide: 'long' | 'short' | 'both';
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a USDT-M contract such as BTC-USDT. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: ChangeBingxUsdtMIsolatedMarginResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/isolated-margin-changes${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * Lists candles of a contract, ascending
 */
export function listBingxUsdtMKlines(
  $symbol: string,
  interval:
    | '1m'
    | '3m'
    | '5m'
    | '15m'
    | '30m'
    | '1h'
    | '2h'
    | '4h'
    | '6h'
    | '8h'
    | '12h'
    | '1d'
    | '3d'
    | '1w'
    | '1M',
  {
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxKlinePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/klines${QS.query(
      QS.explode({
        symbol: $symbol,
        interval,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the leverage of a contract, its maximum and what it allows
 */
export function getBingxUsdtMLeverage(
  $symbol: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMLeverage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/leverage${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set the leverage of a contract
 */
export function setBingxUsdtMLeverage(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** The leverage, up to the maximum of the contract. It must be a whole number from 1 to 500. */
    leverage: number;
    /** The side. It must be one of long, short, both. */
    side: 'long' | 'short' | 'both';
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a USDT-M contract such as BTC-USDT. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxUsdtMLeverageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/leverage${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Lists the maintenance margin of a contract by position value
 */
export function listBingxUsdtMMaintenanceMarginTiers(
  $symbol: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMMarginTierList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/maintenance-margin-tiers${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the coins that serve as margin
 */
export function listBingxUsdtMMarginAssets(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMMarginAssetList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/margin-assets${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads whether the margin of a contract is isolated or crossed
 */
export function getBingxUsdtMMarginMode(
  $symbol: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMMarginMode;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/margin-mode${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set whether the margin of a contract is isolated or crossed
 */
export function setBingxUsdtMMarginMode(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** The mode. It must be one of isolated, crossed, separate-isolated. */
    marginMode: 'isolated' | 'crossed' | 'separate-isolated';
    /** The symbol, in the spelling of BingX. It must belong to this product. It must be a USDT-M contract such as BTC-USDT. */
    symbol: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxUsdtMMarginModeResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/margin-mode${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Lists candles of the mark price of a contract, ascending
 */
export function listBingxUsdtMMarkPriceKlines(
  $symbol: string,
  interval:
    | '1m'
    | '3m'
    | '5m'
    | '15m'
    | '30m'
    | '1h'
    | '2h'
    | '4h'
    | '6h'
    | '8h'
    | '12h'
    | '1d'
    | '3d'
    | '1w'
    | '1M',
  {
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxKlinePage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/mark-price-klines${QS.query(
      QS.explode({
        symbol: $symbol,
        interval,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists mark price, index price and funding of one contract or of all
 */
export function listBingxUsdtMMarkPrices(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMMarkPriceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/mark-prices${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists what each coin counts for as margin
 */
export function listBingxUsdtMMultiAssetsRules(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMMultiAssetsRuleList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/multi-assets-rules${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists trades of a contract from a trade on
 */
export function listBingxUsdtMOlderTrades(
  $symbol: string,
  {
    fromId,
    limit,
    raw,
  }: {
    fromId?: string;
    limit?: number;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTradeList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/older-trades${QS.query(
      QS.explode({
        symbol: $symbol,
        fromId,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the open interest of a contract, as a value in USDT
 */
export function getBingxUsdtMOpenInterest(
  $symbol: string,
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOpenInterest;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/open-interest${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads one order that is still open
 */
export function getBingxUsdtMOpenOrder(
  $symbol: string,
  {
    account,
    orderId,
    clientOrderId,
    raw,
  }: {
    account?: string;
    orderId?: string;
    clientOrderId?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrder;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/open-order${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        clientOrderId,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the open orders, conditional ones included
 */
export function listBingxUsdtMOpenOrders(
  {
    account,
    $symbol,
    $type,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    $type?:
      | 'MARKET'
      | 'LIMIT'
      | 'STOP_MARKET'
      | 'TAKE_PROFIT_MARKET'
      | 'STOP'
      | 'TAKE_PROFIT'
      | 'TRIGGER_LIMIT'
      | 'TRIGGER_MARKET'
      | 'TRAILING_STOP_MARKET'
      | 'TRAILING_TP_SL';
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrderList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/open-orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        type: $type,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads one order, whatever its state
 */
export function getBingxUsdtMOrder(
  $symbol: string,
  {
    account,
    orderId,
    clientOrderId,
    raw,
  }: {
    account?: string;
    orderId?: string;
    clientOrderId?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrder;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/order${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        orderId,
        clientOrderId,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the best offers of a contract
 */
export function getBingxUsdtMOrderBook(
  $symbol: string,
  {
    limit,
    raw,
  }: {
    limit?: '5' | '10' | '20' | '50' | '100' | '500' | '1000';
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrderBook;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/order-book${QS.query(
      QS.explode({
        symbol: $symbol,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists finished orders, newest first
 */
export function listBingxUsdtMOrderHistory(
  {
    account,
    $symbol,
    currency,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    currency?: 'USDT' | 'USDC';
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/order-history${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        currency,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists orders of every state, newest first
 */
export function listBingxUsdtMOrders(
  {
    account,
    $symbol,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists closed positions of a contract with their net profit
 */
export function listBingxUsdtMPositionHistory(
  $symbol: string,
  {
    account,
    currency,
    positionId,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    currency?: 'USDT' | 'USDC';
    positionId?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMClosedPositionPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/position-history${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        currency,
        positionId,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads whether the account is in hedge or one-way mode
 */
export function getBingxUsdtMPositionMode(
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMPositionMode;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/position-mode${QS.query(
      QS.explode({
        account,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set whether the account is in hedge or one-way mode
 */
export function setBingxUsdtMPositionMode(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** True for one position per side. It must be true or false. */
    isHedge: boolean;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SetBingxUsdtMPositionModeResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/position-mode${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body,
    }),
  );
}
/**
 * Lists the open positions
 */
export function listBingxUsdtMPositions(
  {
    account,
    $symbol,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMPositionList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/positions${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the last price of one contract or of all
 */
export function listBingxUsdtMPrices(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMPriceList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/prices${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the clock of BingX
 */
export function getBingxUsdtMServerTime(
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxServerTime;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/server-time${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the last 24 hours of one contract or of all
 */
export function listBingxUsdtMTickers(
  {
    $symbol,
    raw,
  }: {
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTickerList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/tickers${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the latest trades of a contract
 */
export function listBingxUsdtMTrades(
  $symbol: string,
  {
    limit,
    raw,
  }: {
    limit?: number;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTradeList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/trades${QS.query(
      QS.explode({
        symbol: $symbol,
        limit,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads the price bands and order limits of a contract
 */
export function getBingxUsdtMTradingRules(
  $symbol: string,
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTradingRules;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/trading-rules${QS.query(
      QS.explode({
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Stop a TWAP order
 */
export function cancelBingxUsdtMTwapOrder(
  body: {
    /** The account; the account of the settings when absent. It must be plain text without & = ? # and line breaks, and not too long. bingx when absent. */
    account?: string;
    /** The TWAP order. It must be an id of up to 30 digits. */
    mainOrderId: string;
  },
  {
    raw,
  }: {
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: CancelBingxUsdtMTwapOrderResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/twap/cancel${QS.query(
      QS.explode({
        raw,
      }),
    )}`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body,
    }),
  );
}
/**
 * Lists the TWAP orders that run
 */
export function listBingxUsdtMOpenTwapOrders(
  {
    account,
    $symbol,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTwapOrderList;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/twap/open-orders${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Reads one TWAP order
 */
export function getBingxUsdtMTwapOrder(
  mainOrderId: string,
  {
    account,
    raw,
  }: {
    account?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTwapOrder;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/twap/order${QS.query(
      QS.explode({
        account,
        mainOrderId,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists TWAP orders that ended
 */
export function listBingxUsdtMTwapOrderHistory(
  {
    account,
    $symbol,
    $from,
    to,
    limit,
    cursor,
    raw,
  }: {
    account?: string;
    $symbol?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
    raw?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxUsdtMTwapOrderPage;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/usdt-m/twap/order-history${QS.query(
      QS.explode({
        account,
        symbol: $symbol,
        from: $from,
        to,
        limit,
        cursor,
        raw,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Close the dead man's switch of an account
 */
export function closeBingxDeadMansSwitch(
  product: 'usdt-m' | 'spot',
  account: string,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: DeadMansSwitchResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/dead-mans-switch${QS.query(
      QS.explode({
        account,
      }),
    )}`,
    {
      ...opts,
      method: 'DELETE',
    },
  );
}
/**
 * Reads the dead man's switch of an account
 */
export function getBingxDeadMansSwitch(
  product: 'usdt-m' | 'spot',
  account: string,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: DeadMansSwitchResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/dead-mans-switch${QS.query(
      QS.explode({
        account,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Set the dead man's switch of an account
 */
export function setBingxDeadMansSwitch(
  product: 'usdt-m' | 'spot',
  deadMansSwitchRequest: DeadMansSwitchRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: DeadMansSwitchResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/dead-mans-switch`,
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body: deadMansSwitchRequest,
    }),
  );
}
/**
 * Place an order
 */
export function placeBingxOrder(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxOrderRequest: BingxOrderRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: OrderHistoryResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxOrderRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Place several orders
 */
export function placeBingxOrders(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxOrdersRequest: BingxOrdersRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: BingxOrdersResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/batch`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxOrdersRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Cancel one order, ours or not
 */
export function cancelBingxOrder(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxCancelRequest: BingxCancelRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCancelResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/cancel`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxCancelRequest,
    }),
  );
}
/**
 * Cancel everything that is open on a symbol
 */
export function cancelAllBingxOrders(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxCancelAllRequest: BingxCancelAllRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCancelsResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/cancel-all`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxCancelAllRequest,
    }),
  );
}
/**
 * Cancel several orders of a symbol, each with its own outcome
 */
export function cancelBingxOrders(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxCancelSeveralRequest: BingxCancelSeveralRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxCancelsResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/cancel-several`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxCancelSeveralRequest,
    }),
  );
}
/**
 * Cancel orders and place others in their place
 */
export function replaceBingxOrders(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxReplacementsRequest: BingxReplacementsRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: BingxReplacementsResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/replace`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxReplacementsRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Let BingX check an order without placing it
 */
export function testBingxOrder(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxOrderRequest: BingxOrderRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BingxTestOrderResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/test`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxOrderRequest,
    }),
  );
}
/**
 * Change the size of a limit order that rests
 */
export function amendBingxOrder(
  product: 'usdt-m' | 'coin-m' | 'spot',
  orderId: string,
  bingxAmendRequest: BingxAmendRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: OrderHistoryResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/orders/${encodeURIComponent(orderId)}/amend`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxAmendRequest,
    }),
  );
}
/**
 * Close all positions of a symbol, both sides
 */
export function closeAllBingxPositions(
  product: 'usdt-m' | 'coin-m' | 'spot',
  bingxCloseAllRequest: BingxCloseAllRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: BingxOrdersResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/positions/close-all`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxCloseAllRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Close a position by its id
 */
export function closeBingxPosition(
  product: 'usdt-m' | 'coin-m' | 'spot',
  positionId: string,
  bingxCloseRequest: BingxCloseRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: BingxOrdersResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/bingx/${encodeURIComponent(product)}/positions/${encodeURIComponent(positionId)}/close`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: bingxCloseRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Whether the process answers
 */
export function checkLive(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ProbeResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >('/health/live', {
    ...opts,
  });
}
/**
 * Whether requests should be sent here
 */
export function checkReady(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ProbeResponse;
      }
    | {
        status: 503;
        data: ProbeResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >('/health/ready', {
    ...opts,
  });
}
/**
 * List who did what, when, from where
 */
export function listJournal(
  {
    kind,
    action,
    subject,
    who,
    $from,
    to,
    limit,
    cursor,
  }: {
    kind?: 'command' | 'trading-state' | 'decision' | 'order-event' | 'fill';
    action?: string;
    subject?: string;
    who?: string;
    $from?: string;
    to?: string;
    limit?: number;
    cursor?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: JournalPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/journal${QS.query(
      QS.explode({
        kind,
        action,
        subject,
        who,
        from: $from,
        to,
        limit,
        cursor,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Read one entry of the journal with its record
 */
export function getJournalEntry(sequence: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: JournalRecordResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/journal/${encodeURIComponent(sequence)}`, {
    ...opts,
  });
}
/**
 * Lists stored candles, ascending by open time
 */
export function listKlines(
  instrument: string,
  timeframe: string,
  {
    $from,
    to,
    limit,
  }: {
    $from?: string;
    to?: string;
    limit?: number;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: KlineListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/klines${QS.query(
      QS.explode({
        instrument,
        timeframe,
        from: $from,
        to,
        limit,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Fetches candles from the exchange and keeps them
 */
export function backfillKlines(
  backfillKlinesRequest: BackfillKlinesRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: BackfillResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/klines/backfill',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: backfillKlinesRequest,
    }),
  );
}
/**
 * What people were told, and whether it reached them
 */
export function listNotifications(
  {
    limit,
    cursor,
    isOpen,
    severity,
  }: {
    limit?: number;
    cursor?: string;
    isOpen?: string;
    severity?: 'info' | 'warning' | 'critical';
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: NotificationPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/notifications${QS.query(
      QS.explode({
        limit,
        cursor,
        isOpen,
        severity,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Try the channels
 */
export function testNotifications(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 202;
        data: NotificationResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >('/notifications/test', {
    ...opts,
    method: 'POST',
  });
}
/**
 * One notification
 */
export function getNotification(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: NotificationResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/notifications/${encodeURIComponent(id)}`, {
    ...opts,
  });
}
/**
 * List orders, newest first
 */
export function listOrders(
  {
    limit,
    cursor,
    account,
    venue,
    instrument,
    strategyId,
    alarmId,
    state,
    purpose,
    needsAttention,
    $from,
    to,
  }: {
    limit?: number;
    cursor?: string;
    account?: string;
    venue?: 'paper' | 'bingx-usdt-m' | 'bingx-coin-m' | 'bingx-spot' | 'bingx-standard';
    instrument?: string;
    strategyId?: string;
    alarmId?: string;
    state?:
      | 'INITIALIZED'
      | 'DENIED'
      | 'SUBMITTED'
      | 'UNKNOWN'
      | 'ACCEPTED'
      | 'PARTIALLY_FILLED'
      | 'PENDING_CANCEL'
      | 'FILLED'
      | 'CANCELED'
      | 'REJECTED'
      | 'EXPIRED'
      | 'NOT_PLACED';
    purpose?:
      | 'entry'
      | 'close'
      | 'reduce'
      | 'take-profit'
      | 'stop-loss'
      | 'stop-bridge'
      | 'emergency-close'
      | 'manual'
      | 'external';
    needsAttention?: string;
    $from?: string;
    to?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: OrderPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/orders${QS.query(
      QS.explode({
        limit,
        cursor,
        account,
        venue,
        instrument,
        strategyId,
        alarmId,
        state,
        purpose,
        needsAttention,
        from: $from,
        to,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Place a manual order
 */
export function placeOrder(
  placeOrderRequest: PlaceOrderRequest,
  {
    idempotencyKey,
  }: {
    idempotencyKey?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: OrderHistoryResponse;
      }
    | {
        status: 202;
        data: OrderHistoryResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/orders',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: placeOrderRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'idempotency-key': idempotencyKey,
      }),
    }),
  );
}
/**
 * Read one order with its decision, events and fills
 */
export function getOrder(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: OrderHistoryResponse;
      }
    | {
        status: 202;
        data: OrderHistoryResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/orders/${encodeURIComponent(id)}`, {
    ...opts,
  });
}
/**
 * Cancel an order
 */
export function cancelOrder(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: OrderHistoryResponse;
      }
    | {
        status: 202;
        data: OrderHistoryResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/orders/${encodeURIComponent(id)}/cancel`, {
    ...opts,
    method: 'POST',
  });
}
/**
 * Say which order of the venue an order is
 */
export function identifyOrder(
  id: string,
  identifyOrderRequest: IdentifyOrderRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: OrderHistoryResponse;
      }
    | {
        status: 202;
        data: OrderHistoryResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/orders/${encodeURIComponent(id)}/identification`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: identifyOrderRequest,
    }),
  );
}
/**
 * Asks the venues now which positions are open
 */
export function listPositions(
  {
    account,
  }: {
    account?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: PositionListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/positions${QS.query(
      QS.explode({
        account,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * How the service, its databases, venues and workers are
 */
export function getServerStatus(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ServerStatusResponse;
      }
    | {
        status: 503;
        data: ServerStatusResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >('/status-server', {
    ...opts,
  });
}
/**
 * List strategies
 */
export function listStrategies(
  {
    limit,
    cursor,
    isOn,
    alarmName,
    instrument,
    text,
    includeDeleted,
  }: {
    limit?: number;
    cursor?: string;
    isOn?: boolean;
    alarmName?: string;
    instrument?: string;
    text?: string;
    includeDeleted?: boolean;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: StrategyListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/strategies${QS.query(
      QS.explode({
        limit,
        cursor,
        isOn,
        alarmName,
        instrument,
        text,
        includeDeleted,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Create a strategy
 */
export function createStrategy(
  createStrategyRequest: CreateStrategyRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: StrategyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/strategies',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: createStrategyRequest,
    }),
  );
}
/**
 * Delete a strategy
 */
export function deleteStrategy(
  id: string,
  {
    version,
    ifMatch,
  }: {
    version?: number;
    ifMatch?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: StrategyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/strategies/${encodeURIComponent(id)}${QS.query(
      QS.explode({
        version,
      }),
    )}`,
    {
      ...opts,
      method: 'DELETE',
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'If-Match': ifMatch,
      }),
    },
  );
}
/**
 * Read a strategy
 */
export function getStrategy(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: StrategyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/strategies/${encodeURIComponent(id)}`, {
    ...opts,
  });
}
/**
 * Change a strategy
 */
export function changeStrategy(
  id: string,
  changeStrategyRequest: ChangeStrategyRequest,
  {
    ifMatch,
  }: {
    ifMatch?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: StrategyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/strategies/${encodeURIComponent(id)}`,
    oazapfts.json({
      ...opts,
      method: 'PATCH',
      body: changeStrategyRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'If-Match': ifMatch,
      }),
    }),
  );
}
/**
 * Get the alert messages of a strategy
 */
export function getAlarmTemplates(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: AlarmTemplateListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/strategies/${encodeURIComponent(id)}/alarm-templates`, {
    ...opts,
  });
}
/**
 * Switch a strategy off
 */
export function switchStrategyOff(
  id: string,
  versionRequest: VersionRequest,
  {
    ifMatch,
  }: {
    ifMatch?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: StrategyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/strategies/${encodeURIComponent(id)}/off`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: versionRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'If-Match': ifMatch,
      }),
    }),
  );
}
/**
 * Switch a strategy on
 */
export function switchStrategyOn(
  id: string,
  versionRequest: VersionRequest,
  {
    ifMatch,
  }: {
    ifMatch?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: StrategyResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/strategies/${encodeURIComponent(id)}/on`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: versionRequest,
      headers: oazapfts.mergeHeaders(opts?.headers, {
        'If-Match': ifMatch,
      }),
    }),
  );
}
/**
 * How what a strategy holds is protected
 */
export function getProtection(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: SideProtectionResponse[];
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/strategies/${encodeURIComponent(id)}/protection`, {
    ...opts,
  });
}
/**
 * List differences between our books and the venues
 */
export function listDrifts(
  {
    limit,
    cursor,
    account,
    state,
  }: {
    limit?: number;
    cursor?: string;
    account?: string;
    state?: 'open' | 'all';
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: DriftPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/trading/drifts${QS.query(
      QS.explode({
        limit,
        cursor,
        account,
        state,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Accept a difference, by name and with a reason
 */
export function acknowledgeDrift(
  id: string,
  acknowledgeDriftRequest: AcknowledgeDriftRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: DriftResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/trading/drifts/${encodeURIComponent(id)}/acknowledge`,
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: acknowledgeDriftRequest,
    }),
  );
}
/**
 * List orders on the venues that are not ours
 */
export function listExternalOrders(
  {
    limit,
    cursor,
    account,
  }: {
    limit?: number;
    cursor?: string;
    account?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ExternalOrderPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/trading/external-orders${QS.query(
      QS.explode({
        limit,
        cursor,
        account,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * The kill switch
 */
export function haltTrading(haltRequest: HaltRequest, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: HaltResponse;
      }
    | {
        status: 202;
        data: HaltResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/trading/halt',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: haltRequest,
    }),
  );
}
/**
 * Read a halt
 */
export function getHalt(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: HaltResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/trading/halts/${encodeURIComponent(id)}`, {
    ...opts,
  });
}
/**
 * List comparisons of the books, newest first
 */
export function listReconciliations(
  {
    limit,
    cursor,
    account,
  }: {
    limit?: number;
    cursor?: string;
    account?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ReconciliationPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/trading/reconciliations${QS.query(
      QS.explode({
        limit,
        cursor,
        account,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Compare the books with the venues now
 */
export function askForReconciliation(
  reconciliationRequest: ReconciliationRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 202;
        data: ReconciliationPageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/trading/reconciliations',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: reconciliationRequest,
    }),
  );
}
/**
 * Read one comparison of the books
 */
export function getReconciliation(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: ReconciliationResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/trading/reconciliations/${encodeURIComponent(id)}`, {
    ...opts,
  });
}
/**
 * Undo a halt
 */
export function resumeTrading(resumeRequest: ResumeRequest, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: TradingStateResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/trading/resume',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: resumeRequest,
    }),
  );
}
/**
 * Trading states
 */
export function getTradingStates(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: TradingStateResponse[];
      }
    | {
        status: number;
        data: Problem;
      }
  >('/trading/state', {
    ...opts,
  });
}
/**
 * Let trading run, only reduce, or halt
 */
export function setTradingState(
  tradingStateRequest: TradingStateRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: TradingStateResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/trading/state',
    oazapfts.json({
      ...opts,
      method: 'PUT',
      body: tradingStateRequest,
    }),
  );
}
/**
 * Changes of the trading states
 */
export function listTradingStateChanges(
  {
    limit,
    cursor,
    scope,
  }: {
    limit?: number;
    cursor?: string;
    scope?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: TradingStateChangePageResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/trading/state/changes${QS.query(
      QS.explode({
        limit,
        cursor,
        scope,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Lists the venues, what they can do and whether they can be reached
 */
export function listVenues(opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: VenueListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >('/venues', {
    ...opts,
  });
}
/**
 * Lists the instruments of a venue with their steps and minimums, by name
 */
export function listInstruments(
  id: string,
  {
    text,
    limit,
    cursor,
  }: {
    text?: string;
    limit?: number;
    cursor?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: InstrumentListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/venues/${encodeURIComponent(id)}/instruments${QS.query(
      QS.explode({
        text,
        limit,
        cursor,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * List the secrets of the webhook
 */
export function listWebhookSecrets(
  {
    limit,
    cursor,
  }: {
    limit?: number;
    cursor?: string;
  } = {},
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: WebhookSecretListResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    `/webhook-secrets${QS.query(
      QS.explode({
        limit,
        cursor,
      }),
    )}`,
    {
      ...opts,
    },
  );
}
/**
 * Create a secret for the webhook
 */
export function createWebhookSecret(
  createWebhookSecretRequest: CreateWebhookSecretRequest,
  opts?: Oazapfts.RequestOpts,
) {
  return oazapfts.fetchJson<
    | {
        status: 201;
        data: NewWebhookSecretResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(
    '/webhook-secrets',
    oazapfts.json({
      ...opts,
      method: 'POST',
      body: createWebhookSecretRequest,
    }),
  );
}
/**
 * Revoke a secret of the webhook
 */
export function revokeWebhookSecret(id: string, opts?: Oazapfts.RequestOpts) {
  return oazapfts.fetchJson<
    | {
        status: 200;
        data: WebhookSecretResponse;
      }
    | {
        status: number;
        data: Problem;
      }
  >(`/webhook-secrets/${encodeURIComponent(id)}`, {
    ...opts,
    method: 'DELETE',
  });
}
