import { decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { AlarmId, ClientOrderId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import { averagePriceOf, isInverse } from '@/kernel/inverse';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { OrderTerms, OrderType } from '@/modules/exchanges/order-terms';
import {
  nextStateWithFills,
  type OrderEventType,
  type OrderState,
} from '@/modules/orders/order-transitions';

/**
 * What an order is for. `entry` opens, `close` and `reduce` shrink, the others protect; `manual` came from a person
 * through us; `external` happened on the venue without us and was booked afterwards.
 * `stop-bridge` is a stop for the whole position that stands in while another one moves.
 */
export const ORDER_PURPOSES = [
  'entry',
  'close',
  'reduce',
  'take-profit',
  'stop-loss',
  'stop-bridge',
  'emergency-close',
  'manual',
  'external',
] as const;
export type OrderPurpose = (typeof ORDER_PURPOSES)[number];

/** One instruction to a venue, as our books hold it. Amounts are decimal text in the venue's unit. */
export interface Order extends OrderTerms {
  readonly id: OrderId;
  readonly decisionId: DecisionId;
  readonly alarmId: AlarmId | null;
  readonly strategyId: StrategyId | null;
  /** Unique within its decision: `entry`, `close`, `stop-loss:<entry id>:1`, … The client order id derives from both. */
  readonly leg: string;
  readonly purpose: OrderPurpose;
  /** For protection: the entry that it protects; null when it protects the whole side. */
  readonly protectsOrderId: OrderId | null;
  readonly account: string;
  /** The venue that executes: `paper` in paper mode, whatever the instrument's market. */
  readonly venue: VenueId;
  /** Canonical instrument text, `bingx-usdt-m/BTC-USDT`. */
  readonly instrument: string;
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  readonly type: OrderType;
  readonly quantity: string;
  /** What a market buy spends, in quote currency, where the venue wants that; then `quantity` is what is hoped for. */
  readonly quoteQuantity: string | null;
  readonly price: string | null;
  readonly stopPrice: string | null;
  readonly reduceOnly: boolean;
  readonly leverage: string | null;
  /** What the venue really had set when the order went out; null until then or when the venue has no leverage. */
  readonly leverageSet: string | null;
  readonly referencePrice: string | null;
  readonly clientOrderId: ClientOrderId;
  /** Shared by the two orders of an OCO, of which one cancels the other; the venue knows the two under it. */
  readonly pairId: string | null;
  readonly venueOrderId: string | null;
  readonly state: OrderState;
  readonly filledQuantity: string;
  readonly averagePrice: string | null;
  /** Fees that its fills took in the coin that was bought or sold, where holding is holding coins; else "0". */
  readonly baseFee: string;
  /** For an entry: a rest smaller than this can not be sold by itself. Null where every rest can be closed. */
  readonly dustBelow: string | null;
  readonly refusalCategory: string | null;
  readonly refusalMessage: string | null;
  readonly needsAttention: string | null;
  /** Not sent after this time; null for closes and protection that never age. */
  readonly sendBefore: Date | null;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly updatedAt: Date;
  readonly version: number;
}

/** One thing that happened to an order. */
export interface OrderEvent {
  readonly orderId: OrderId;
  /** Equals the order's version after the event; starts at 1. */
  readonly sequence: number;
  readonly type: OrderEventType;
  readonly stateAfter: OrderState;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One execution that the venue reported. Counts once, by its venue id. */
export interface Fill {
  readonly id: string;
  readonly orderId: OrderId;
  readonly account: string;
  readonly venue: VenueId;
  readonly instrument: string;
  readonly strategyId: StrategyId | null;
  readonly positionSide: PositionSide;
  readonly side: OrderSide;
  readonly venueFillId: string;
  readonly venueOrderId: string;
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly liquidity: 'maker' | 'taker' | null;
  readonly filledAt: Date;
  readonly recordedAt: Date;
}

/** An order that waits to be asked about. */
export interface OrderToCheck extends Order {
  /** Look-ups so far, as `scheduleCheck` counted them; 0 after every change of state. */
  readonly checks: number;
}

/** An order with its whole history. */
export interface OrderHistory {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
  readonly fills: readonly Fill[];
}

/** What an event may change besides the state. */
export type OrderChange = Partial<
  Pick<
    Order,
    | 'venueOrderId'
    | 'quantity'
    | 'filledQuantity'
    | 'averagePrice'
    | 'baseFee'
    | 'refusalCategory'
    | 'refusalMessage'
    | 'needsAttention'
    | 'leverageSet'
    | 'submittedAt'
  >
>;

/**
 * Applies one event: the next state by the table, the changes, the next version. The time never goes back within an
 * order, whatever the clocks of two instances say. Throws IllegalOrderTransitionError.
 */
export function applyOrderEvent(
  order: Order,
  type: OrderEventType,
  change: OrderChange,
  at: Date,
): Order {
  const filled = decimal(change.filledQuantity ?? order.filledQuantity);
  if (filled.lt(decimal(order.filledQuantity))) {
    throw new RangeError(`order ${order.id}: a fill can not be taken back`);
  }
  const state = nextStateWithFills(order.state, type, !filled.isZero(), order.id);
  const updatedAt = at < order.updatedAt ? order.updatedAt : at;
  return { ...order, ...change, state, updatedAt, version: order.version + 1 };
}

/** What all fills of an order come to. */
export interface FillTotals {
  readonly filledQuantity: string;
  readonly averagePrice: string | null;
  readonly baseFee: string;
}

/** Filled quantity, average price and fees in coin of one order from its fills, the only source of all three. */
export function totalsOf(
  fills: readonly Pick<Fill, 'quantity' | 'price' | 'fee' | 'feeAsset' | 'instrument'>[],
): FillTotals {
  const parts = fills.map(({ quantity, price }) => ({
    quantity: decimal(quantity),
    price: decimal(price),
  }));
  const quantity = parts.reduce((sum, part) => sum.plus(part.quantity), ZERO);
  const [first] = fills;
  const average =
    first === undefined ? null : averagePriceOf(parts, isInverse(instrumentOf(first.instrument)));
  const baseFee = fills
    .filter(isTakenFromCoins)
    .reduce((sum, fill) => sum.plus(decimal(fill.fee)), ZERO);
  return {
    filledQuantity: decimalText(quantity),
    averagePrice: average === null ? null : decimalText(average.toDecimalPlaces(18)),
    baseFee: decimalText(baseFee),
  };
}

/** On Spot what is held is the coin itself: a fee in it makes the holding smaller. */
function isTakenFromCoins({
  feeAsset,
  instrument,
}: Pick<Fill, 'feeAsset' | 'instrument'>): boolean {
  const { market, base } = instrumentOf(instrument);
  return market === 'bingx-spot' && feeAsset === base;
}

/** Where a position is held. */
export type TradedPlace = Pick<Order, 'account' | 'instrument'>;
