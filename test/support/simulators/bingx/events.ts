import type { SimFill, SimOrder } from './model';
import type { SpotFill, SpotOrder } from './spot/model';

export type Product = 'swap' | 'cswap' | 'spot';
export type Execution = 'NEW' | 'TRADE' | 'CANCELED' | 'CALCULATED' | 'EXPIRED';

/** An order came, filled in part or whole, or ended. CALCULATED is a fill by liquidation or ADL. */
export interface OrderEvent {
  readonly kind: 'order';
  readonly product: 'swap' | 'cswap';
  readonly account: string;
  /** The order as this change left it. */
  readonly order: SimOrder;
  readonly execution: Execution;
  /** With TRADE and CALCULATED. */
  readonly fill?: SimFill;
  readonly at: number;
}

/** The same for a spot order. */
export interface SpotOrderEvent {
  readonly kind: 'order';
  readonly product: 'spot';
  readonly account: string;
  readonly order: SpotOrder;
  readonly execution: Execution;
  readonly fill?: SpotFill;
  readonly at: number;
}

export interface BalanceChange {
  readonly asset: string;
  /** The wallet's balance afterwards. */
  readonly balance: string;
  /** Spot: the part that orders hold back; '0' elsewhere. */
  readonly locked: string;
  readonly change: string;
}

export interface PositionChange {
  readonly symbol: string;
  readonly side: 'LONG' | 'SHORT';
  /** '0': closed. */
  readonly quantity: string;
  readonly avgPrice: string;
  readonly unrealised: string;
  readonly isolated: boolean;
  /** Margin of an isolated position, '0' otherwise. */
  readonly isolatedMargin: string;
  readonly realised: string;
  readonly onlyOnePosition: boolean;
}

/** Money or positions moved: everything that one transaction of the book changed. */
export interface BalanceEvent {
  readonly kind: 'balance';
  readonly product: Product;
  readonly account: string;
  readonly reason: 'ORDER' | 'FUNDING_FEE' | 'DEPOSIT' | 'WITHDRAW' | 'INSURANCE_CLEAR';
  readonly balances: readonly BalanceChange[];
  readonly positions: readonly PositionChange[];
  readonly at: number;
}

/** Leverage or margin mode of a symbol changed. */
export interface ConfigEvent {
  readonly kind: 'config';
  readonly product: 'swap' | 'cswap';
  readonly account: string;
  readonly symbol: string;
  readonly longLeverage: number;
  readonly shortLeverage: number;
  readonly marginType: string;
  readonly at: number;
}

export interface PriceEvent {
  readonly kind: 'price';
  readonly product: Product;
  readonly symbol: string;
  readonly price: string;
  readonly at: number;
}

export type ExchangeEvent = OrderEvent | SpotOrderEvent | BalanceEvent | ConfigEvent | PriceEvent;
export type EventListener = (event: ExchangeEvent) => void;

/** What happened on the exchange, told once it is in the durable book, in the book's order. */
export class EventFeed {
  private readonly listeners = new Set<EventListener>();

  /** Gives a function that ends the subscription. */
  on(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(event: ExchangeEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }
}
