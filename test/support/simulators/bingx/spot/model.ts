import type { OrderSide } from '../model';

export type SpotStatus = 'NEW' | 'PENDING' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'FAILED';

export interface SpotOrder {
  readonly id: string;
  /** Lower-cased; '' when none was given. */
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: string;
  /** In base coin; '0' when the order is for a quote amount. */
  readonly quantity: string;
  /** In quote coin; '0' when the order is for a quantity. */
  readonly quoteQuantity: string;
  /** '0' when there is no limit price. */
  readonly price: string;
  /** '' when there is none. */
  readonly stopPrice: string;
  /** For a conditional order that waits: the direction of the price that fires it; '' otherwise. */
  readonly firesOn: 'rise' | 'fall' | '';
  readonly timeInForce: string;
  readonly status: SpotStatus;
  readonly executed: string;
  readonly executedQuote: string;
  /** What it still holds back, in {@link lockedAsset}. */
  readonly locked: string;
  readonly lockedAsset: string;
  /** Negative: a cost. */
  readonly fee: string;
  readonly feeAsset: string;
  /** The OCO list it belongs to, '' when none. */
  readonly listId: string;
  readonly listClientOrderId: string;
  readonly listRole: 'ocoLimit' | 'ocoTps' | '';
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SpotFill {
  readonly id: string;
  readonly orderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly price: string;
  readonly quantity: string;
  readonly quote: string;
  /** Negative: a cost. */
  readonly fee: string;
  readonly feeAsset: string;
  readonly isMaker: boolean;
  readonly at: number;
}

/** What a wallet holds of an asset. */
export interface WalletRow {
  readonly asset: string;
  readonly free: string;
  readonly locked: string;
}

/** Statuses of an order that can still change. */
export const isSpotOpen = (order: SpotOrder): boolean =>
  order.status === 'NEW' || order.status === 'PENDING' || order.status === 'PARTIALLY_FILLED';
