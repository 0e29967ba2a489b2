import type { Decimal } from '@/kernel/decimal';
import type { StreamProduct } from './topics';

/** A symbol as far as its streams need it. */
export interface Listing {
  readonly symbol: string;
  readonly pricePrecision: number;
  readonly quantityPrecision: number;
  /** The price of 24 hours ago. */
  readonly startPrice: string;
  /** USD value of one contract; '' where quantities are coins. */
  readonly contractValue: string;
}

/** A row of ACCOUNT_CONFIG_UPDATE. */
export interface ConfigPush {
  readonly symbol: string;
  readonly longLeverage: number;
  readonly shortLeverage: number;
  readonly isIsolated: boolean;
}

/** A balance as ACCOUNT_UPDATE shows it. Amounts are decimal text. */
export interface BalancePush {
  readonly asset: string;
  readonly wallet: string;
  /** Without isolated margin. */
  readonly cross: string;
  readonly change: string;
  /** Spot only. */
  readonly locked: string;
}

/** A position as ACCOUNT_UPDATE shows it; `amount` 0 says that it is closed. */
export interface PositionPush {
  readonly symbol: string;
  readonly amount: string;
  readonly entryPrice: string;
  readonly unrealised: string;
  readonly isIsolated: boolean;
  readonly isolatedWallet: string;
  readonly side: 'LONG' | 'SHORT' | 'BOTH';
  readonly realised: string;
}

export interface AccountPush {
  readonly reason: string;
  readonly balances: readonly BalancePush[];
  readonly positions: readonly PositionPush[];
}

/** One step in the life of an order. Amounts are decimal text, '0' when there is none. */
export interface OrderPush {
  readonly symbol: string;
  /** '' when the order has none. */
  readonly clientOrderId: string;
  readonly orderId: string;
  readonly side: 'BUY' | 'SELL';
  readonly type: string;
  readonly quantity: string;
  /** What a spot buy may cost; '0' when it was not ordered by amount. */
  readonly quoteQuantity: string;
  readonly price: string;
  readonly stopPrice: string;
  readonly averagePrice: string;
  readonly execution: 'NEW' | 'TRADE' | 'CANCELED' | 'CALCULATED' | 'EXPIRED';
  readonly status: string;
  readonly executed: string;
  /** Sum of quantity × price over the fills so far. */
  readonly value: string;
  readonly workingType: string;
  readonly positionSide: 'LONG' | 'SHORT' | 'BOTH';
  readonly reduceOnly: boolean;
  readonly triggerOrderId: string;
  readonly createdAt: number;
  readonly at: number;
  /** The fill that this step is about; null when it is about something else. */
  readonly fill: {
    readonly id: string;
    readonly quantity: string;
    readonly price: string;
    /** In quote coin. */
    readonly value: string;
    readonly fee: string;
    readonly feeAsset: string;
    readonly profit: string;
    readonly isMaker: boolean;
  } | null;
}

/** What the sockets ask the exchange. */
export interface StreamWorld {
  /** The exchange's time in milliseconds. */
  now(): number;
  listing(product: StreamProduct, symbol: string): Listing | undefined;
  price(product: StreamProduct, symbol: string): Decimal;
  /** The candle that is forming, as the REST side would show it. */
  candle(product: StreamProduct, symbol: string, interval: string): FormingCandle | undefined;
  configs(product: StreamProduct, account: string): readonly ConfigPush[];
  /** What an account holds on spot. */
  spotBalances(account: string): readonly BalancePush[];
}

export interface FormingCandle {
  readonly time: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly volume: string;
}
