/** Rows of the simulator's book. Amounts are decimal text, times are milliseconds of the exchange's clock. */
import type { SimContract } from './contract';
import type { SpotFill, SpotOrder, WalletRow } from './spot/model';
import type { StandardOrder, StandardPosition } from './standard/model';
import type { SpotSymbol } from './spot/symbols';

export type OrderSide = 'BUY' | 'SELL';
export type HeldSide = 'LONG' | 'SHORT';
export type OrderStatus =
  | 'NEW'
  | 'PENDING'
  | 'PARTIALLY_FILLED'
  | 'FILLED'
  | 'CANCELLED'
  | 'FAILED'
  /** Internal: a conditional order that fired and lives on in its child order. */
  | 'TRIGGERED';

/** A protection that travels inside its entry order until that is filled. */
export interface AttachedLeg {
  readonly type: string;
  readonly stopPrice: string;
  readonly price: string;
  readonly workingType: string;
}

/** How a trailing order follows the price. */
export interface Trailing {
  /** In price; '' when a rate says it. */
  readonly distance: string;
  /** A fraction; '' when a distance says it. */
  readonly rate: string;
  /** '' for the price at which it was placed. */
  readonly activationPrice: string;
  /** The best price since its activation, '' before. */
  readonly extreme: string;
}

export interface SimOrder {
  readonly id: string;
  /** Lower-cased; '' when none was given. */
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly positionSide: HeldSide | 'BOTH';
  readonly type: string;
  readonly quantity: string;
  readonly executed: string;
  /** Limit price, '0' when there is none. */
  readonly price: string;
  /** Trigger price, '' when there is none. */
  readonly stopPrice: string;
  /** For a conditional order: the direction of the price that fires it. */
  readonly firesOn: 'rise' | 'fall' | '';
  readonly workingType: string;
  readonly timeInForce: string;
  readonly status: OrderStatus;
  readonly leverage: number;
  /** Sum of the worth of the fills: quantity × price, or coins on Coin-M. */
  readonly value: string;
  readonly profit: string;
  readonly commission: string;
  readonly reduceOnly: boolean;
  readonly closePosition: boolean;
  readonly takeProfit: AttachedLeg | null;
  readonly stopLoss: AttachedLeg | null;
  /** The legs of a filled entry that have not become orders yet. */
  readonly legsDue: boolean;
  readonly positionId: string;
  /** The conditional order that this child came from, '0' when none. */
  readonly triggerOrderId: string;
  /** The child order of a fired conditional order, '' when none. */
  readonly childId: string;
  /** The entry order whose leg this is, '' when none. */
  readonly entryId: string;
  readonly onlyOnePosition: boolean;
  /** What a trailing order follows; null for other types. */
  readonly trailing: Trailing | null;
  /** The TWAP order that it is a piece of, '' when none. */
  readonly mainOrderId: string;
  /** Who made it: the API, an attached leg, a trigger, or a hand on the exchange's side. */
  readonly origin:
    'api' | 'leg' | 'child' | 'close-all' | 'by-hand' | 'liquidation' | 'adl' | 'twap';
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SimFill {
  readonly id: string;
  readonly orderId: string;
  readonly triggerOrderId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly positionSide: HeldSide | 'BOTH';
  readonly type: string;
  readonly quantity: string;
  readonly price: string;
  /** Negative: a cost. */
  readonly commission: string;
  readonly profit: string;
  readonly role: 'maker' | 'taker';
  readonly onlyOnePosition: boolean;
  readonly at: number;
}

export interface SimPosition {
  readonly id: string;
  readonly symbol: string;
  readonly side: HeldSide;
  readonly quantity: string;
  /** Unrounded. */
  readonly avgPrice: string;
  readonly leverage: number;
  readonly isolated: boolean;
  readonly onlyOnePosition: boolean;
  readonly realised: string;
  readonly commission: string;
  readonly funding: string;
  /** Margin put in by hand, isolated positions only. */
  readonly addedMargin: string;
  readonly autoAddMargin: boolean;
  readonly opened: string;
  readonly closed: string;
  /** Sum of the worth of what was closed. */
  readonly closedValue: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SimIncome {
  readonly id: string;
  readonly symbol: string;
  readonly type:
    'REALIZED_PNL' | 'TRADING_FEE' | 'FUNDING_FEE' | 'TRANSFER' | 'INSURANCE_CLEAR' | 'ADL';
  readonly asset: string;
  readonly amount: string;
  readonly tradeId: string;
  readonly at: number;
}

export interface SimBalance {
  readonly asset: string;
  readonly balance: string;
  readonly realised: string;
}

export interface SymbolSettings {
  readonly longLeverage: number;
  readonly shortLeverage: number;
  readonly marginType: string;
}

export interface AccountMode {
  /** True: hedge mode. */
  readonly dual: boolean;
  readonly assetMode: string;
}

export interface IdCounter {
  readonly last: string;
}

export interface PriceRow {
  readonly price: string;
  readonly at: number;
}

/** An account of the exchange; `parent` names the main account of a sub-account. */
export interface AccountRow {
  readonly name: string;
  readonly uid: string;
  readonly parent: string | null;
  readonly note: string;
  readonly frozen: boolean;
  readonly createdAt: number;
}

/** An API key. Permissions: 1 spot, 2 read, 3 futures, 4 transfer, 5 withdraw, 7 sub-account transfer. */
export interface KeyRow {
  readonly key: string;
  readonly secret: string;
  readonly account: string;
  readonly permissions: readonly number[];
  /** Empty: from everywhere. */
  readonly ipAddresses: readonly string[];
  readonly note: string;
  readonly revoked: boolean;
  readonly createdAt: number;
}

/** Margin put into a position or taken out of it. */
export interface MarginChangeRow {
  readonly id: string;
  readonly symbol: string;
  readonly positionId: string;
  readonly reason: string;
  readonly change: string;
  readonly after: string;
  readonly at: number;
}

/** A settlement of funding. */
export interface FundingRow {
  readonly product: string;
  readonly symbol: string;
  readonly rate: string;
  readonly at: number;
}

/** An armed dead man's switch. */
export interface DeadManRow {
  readonly account: string;
  readonly product: 'swap' | 'spot';
  readonly at: number;
}

/** Money moved between two wallets. */
export interface TransferRow {
  readonly id: string;
  /** `own`: inside one account; `sub`: between a main account and its sub-accounts. */
  readonly kind: 'own' | 'sub';
  readonly asset: string;
  readonly amount: string;
  readonly from: string;
  readonly fromWallet: string;
  readonly to: string;
  readonly toWallet: string;
  readonly remark: string;
  readonly at: number;
}

/** A deposit, withdrawal or risk record as a test put it there; it is shown as it is. */
export interface WalletRecord {
  readonly kind: 'deposit' | 'withdrawal' | 'risk';
  readonly row: Readonly<Record<string, unknown>>;
}

/** An order that is placed piece by piece. */
export interface TwapRow {
  readonly id: string;
  readonly symbol: string;
  readonly side: string;
  readonly positionSide: string;
  readonly priceType: 'constant' | 'percentage';
  readonly priceVariance: string;
  readonly triggerPrice: string;
  /** Seconds. */
  readonly interval: number;
  readonly amountPerOrder: string;
  readonly totalAmount: string;
  readonly status: 'Running' | 'Filled' | 'Cancelled' | 'Failed';
  readonly executed: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Everything that is kept, by kind and key. */
export interface BookRows {
  order: SimOrder;
  fill: SimFill;
  position: SimPosition;
  closed: SimPosition;
  income: SimIncome;
  balance: SimBalance;
  symbol: SymbolSettings;
  mode: AccountMode;
  counter: IdCounter;
  price: PriceRow;
  account: AccountRow;
  key: KeyRow;
  contract: SimContract;
  spotSymbol: SpotSymbol;
  spotOrder: SpotOrder;
  spotFill: SpotFill;
  wallet: WalletRow;
  twap: TwapRow;
  transfer: TransferRow;
  walletRecord: WalletRecord;
  standardPosition: StandardPosition;
  standardOrder: StandardOrder;
  deadMan: DeadManRow;
  funding: FundingRow;
  marginChange: MarginChangeRow;
}
export type BookKind = keyof BookRows;

/** Statuses of an order that can still change. */
export const isOpen = (order: SimOrder): boolean =>
  order.status === 'NEW' || order.status === 'PENDING' || order.status === 'PARTIALLY_FILLED';

/** A conditional order that waits for its trigger price. */
export const isWaiting = (order: SimOrder): boolean =>
  order.firesOn !== '' && order.status === 'NEW';
