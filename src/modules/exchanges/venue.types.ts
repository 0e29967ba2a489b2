import type { Instrument } from '@/kernel/instrument';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { Timeframe } from '@/kernel/timeframe';
import type { ClientOrderId } from '@/kernel/ids';
import type { OrderTerms, OrderType, TimeInForce } from '@/modules/exchanges/order-terms';

/** Every amount, price and size in this file is decimal text; every id is text; every time is a UTC Date. */

/** What a venue can do. A decision asks here before it makes an order. */
export interface VenueCapabilities {
  readonly orderTypes: readonly OrderType[];
  /** How long limits may rest; absent: until they are cancelled, and nothing else. */
  readonly timesInForce?: readonly TimeInForce[];
  /** Largest client order id in characters; ids use `[a-z0-9_]` only. */
  readonly clientOrderIdLength: number;
  /**
   * Whether an order can be found by its client order id and is never taken twice under one. Where it is not, an order
   * without answer is recognised by what it looks like, and one at a time is sent per account and instrument.
   */
  readonly isClientOrderIdKept: boolean;
  /** How long after the send an order is found by its client order id, in milliseconds; absent: for good. */
  readonly clientOrderIdFoundMs?: number;
  /** Unit of quantity: base coin, or whole contracts. */
  readonly quantityUnit: 'base' | 'contracts';
  readonly shorts: boolean;
  readonly leverage: boolean;
  readonly hedgeMode: boolean;
  /** What a market buy names: a size in base coin (or contracts), or an amount of quote currency to spend. */
  readonly marketBuysBy: 'base' | 'quote';
  /**
   * What an exit is. `position`: it shrinks a position, and several may rest for the same part of it. `coins`: it
   * sells coins, a resting one locks them, and nothing but their amount keeps it from selling what was bought later.
   */
  readonly exitsBy: 'position' | 'coins';
  /**
   * How a stop is moved without an unprotected moment: `overlap` where the new one may rest beside the old one, `bridge`
   * where only a stop that closes the whole position may. Absent where neither is possible.
   */
  readonly stopMove?: 'overlap' | 'bridge';
}

/** What the venue asks of an order on one instrument. */
export interface InstrumentRules {
  readonly instrument: Instrument;
  /** The venue's own spelling, such as `BTC-USDT`. */
  readonly venueSymbol: string;
  readonly quantityStep: string;
  readonly minQuantity: string;
  /** Smallest worth of an order in quote; null when the venue states none. */
  readonly minNotional: string | null;
  /** Worth of one contract in quote currency; null where a quantity is base coin. */
  readonly contractValue: string | null;
  /** Largest quantity × price in quote; absent when the venue states none. */
  readonly maxNotional?: string;
  /** Step of an amount of quote currency; absent where market buys name a quantity. */
  readonly quoteStep?: string;
  readonly priceTick: string;
  /** `trading`, `close-only` or `off`. */
  readonly status: 'trading' | 'close-only' | 'off';
}

/** How an account holds positions on the venue: one per side (`hedge`) or one per instrument (`one-way`). */
export type PositionMode = 'hedge' | 'one-way';

/** An order in our words, ready to be put on the wire by an adapter. */
export interface VenueOrder extends Partial<OrderTerms> {
  readonly account: string;
  readonly instrument: Instrument;
  readonly clientOrderId: ClientOrderId;
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  readonly type: OrderType;
  /** In the venue's unit, already rounded to the step. */
  readonly quantity: string;
  /** What a market buy spends, in quote currency, where the venue wants that; null for every other order. */
  readonly quoteQuantity: string | null;
  /** Limit price; null for the other types. */
  readonly price: string | null;
  /** Trigger price of the orders that wait for one; null otherwise. */
  readonly stopPrice: string | null;
  /** True for every order that may only shrink a position. */
  readonly reduceOnly: boolean;
  /** True for a stop that closes whatever the position is by then; its quantity is what it is now. */
  readonly closesPosition?: boolean;
  /** What paper fills at when no live price is to be had: the alarm's own price. */
  readonly referencePrice: string | null;
}

export interface OrderRef {
  readonly account: string;
  readonly instrument: Instrument;
  readonly clientOrderId: ClientOrderId;
  /** Known once the venue acknowledged. */
  readonly venueOrderId: string | null;
  /** For one of the two orders of an OCO: the client order id of the OCO. */
  readonly pairId?: string | null;
  /** A position may be open without its stop until the answer is known: asked for ahead of other reads. */
  readonly isUrgent?: boolean;
}

/** What is known of a sent order whose venue id is not: enough to recognise it among the orders that a venue lists. */
export interface OrderLikeness extends Pick<
  VenueOrder,
  | 'account'
  | 'instrument'
  | 'clientOrderId'
  | 'side'
  | 'positionSide'
  | 'type'
  | 'quantity'
  | 'price'
  | 'stopPrice'
> {
  /** When it may have reached the venue, by our clock; both ends included. */
  readonly from: Date;
  readonly to: Date;
}

/** The venue took the order. It says nothing of fills: read the order again for those. */
export interface Acknowledged {
  readonly outcome: 'acknowledged';
  readonly venueOrderId: string;
}

/** The venue certainly did not take the order. Only codes listed in the adapter's error table give this. */
export interface Refused {
  readonly outcome: 'refused';
  /** Our own category, kebab-case: `insufficient-margin`, `quantity-too-small`, `rate-limited`, … */
  readonly category: string;
  readonly venueCode: string | null;
  readonly message: string;
  /** When the venue says so: not before this time. */
  readonly retryAt: Date | null;
}

/** Nobody knows whether the venue took the order. Settled by asking, never by sending again. */
export interface Unknown {
  readonly outcome: 'unknown';
  readonly message: string;
}

export type SubmitOutcome = Acknowledged | Refused | Unknown;

/** `gone`: the venue says that the order is not open any more; read it to learn whether it filled. */
export type CancelOutcome =
  { readonly outcome: 'cancelled' } | { readonly outcome: 'gone' } | Refused | Unknown;

/** `gone`: the venue says that the order is not open any more. */
export type AmendOutcome =
  { readonly outcome: 'amended' } | { readonly outcome: 'gone' } | Refused | Unknown;

/** What the venue says of an order that it did not place. */
export type TestOutcome = { readonly outcome: 'accepted' } | Refused | Unknown;

/** The venue's own word on an order. */
export type ReportedOrderState =
  'open' | 'partially-filled' | 'filled' | 'cancelled' | 'rejected' | 'expired';

/** Why a venue closes a position on its own: the margin was gone, or it was needed against somebody else's loss. */
export type ForcedBy = 'liquidation' | 'adl';

export interface OrderReport {
  readonly venueOrderId: string;
  /** Null for orders that were not ours, and for triggered children. */
  readonly clientOrderId: string | null;
  readonly instrument: Instrument;
  readonly state: ReportedOrderState;
  readonly side: OrderSide;
  readonly positionSide: PositionSide | null;
  readonly type: OrderType | 'other';
  readonly quantity: string;
  readonly filledQuantity: string;
  /** Null while nothing is filled. */
  readonly averagePrice: string | null;
  readonly stopPrice: string | null;
  readonly updatedAt: Date | null;
  /** Set on the orders with which the venue itself closes a position. */
  readonly forcedBy?: ForcedBy;
}

export interface FillReport {
  readonly venueFillId: string;
  readonly venueOrderId: string;
  readonly instrument: Instrument;
  readonly side: OrderSide;
  readonly quantity: string;
  readonly price: string;
  /** What the fill cost, positive; a rebate is negative. */
  readonly fee: string;
  readonly feeAsset: string;
  readonly liquidity: 'maker' | 'taker' | null;
  readonly filledAt: Date;
}

export interface PositionReport {
  readonly instrument: Instrument;
  readonly side: PositionSide;
  /** Always positive. */
  readonly quantity: string;
  readonly availableQuantity: string;
  readonly averagePrice: string | null;
  readonly leverage: string | null;
  readonly unrealisedProfit: string | null;
  readonly liquidationPrice: string | null;
  readonly venuePositionId: string | null;
}

export interface Balance {
  readonly asset: string;
  readonly total: string;
  readonly available: string;
  /** Total plus unrealised profit. */
  readonly equity: string;
}

export interface Kline {
  readonly openAt: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  /** False for the candle that is still forming. */
  readonly isFinal: boolean;
}

export interface KlineRequest {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly from: Date;
  readonly to: Date;
}

export interface Ticker {
  readonly instrument: Instrument;
  readonly price: string;
  readonly at: Date;
}

/** What one look at a venue found; shown on /status-server. */
export interface VenueStatus {
  readonly venue: VenueId;
  readonly reachable: boolean;
  readonly latencyMs: number | null;
  /** Our clock against the venue's, in milliseconds; null when not measured. */
  readonly clockOffsetMs: number | null;
  readonly detail: string | null;
  /** Only of venues that count requests. */
  readonly limits?: VenueLimits;
}

/** What is left of a venue's request limits, and what rests. */
export interface VenueLimits {
  /** `alone`: in memory. `shared`: in the database. `joining`: nothing is sent yet. `cut-off`: only closes and protection. */
  readonly counting: 'alone' | 'shared' | 'joining' | 'cut-off';
  readonly otherInstances: number;
  /** Why the shared counts cannot be had; null otherwise. */
  readonly reason: string | null;
  /** Nothing at all is sent before then; null when things go on. */
  readonly stopped: { readonly until: Date; readonly reason: string } | null;
  /** What the address has left, by group: `498/500`. */
  readonly address: Readonly<Record<string, string>>;
  readonly endpoints: readonly EndpointLimits[];
}

/** One endpoint of one account. */
export interface EndpointLimits {
  /** Null: public. */
  readonly account: string | null;
  /** Method and path. */
  readonly endpoint: string;
  readonly remaining: number;
  readonly limit: number;
  /**
   * `closed`: requests flow. `open`, `half-open`: it failed again and again. `paused`: the venue said to wait. `held`:
   * too many errors. All but `paused` let closes and protection through.
   */
  readonly state: 'closed' | 'open' | 'half-open' | 'paused' | 'held';
  readonly since: Date | null;
  readonly reason: string | null;
  readonly retryAt: Date | null;
}

export interface LeverageSetting {
  readonly long: string;
  readonly short: string;
}
