import { Decimal, decimal, decimalText } from '@/kernel/decimal';
import type { OrderSide, PositionSide } from '@/kernel/side';
import {
  isConditional,
  isLimitKind,
  type OrderType,
  type TimeInForce,
} from '@/modules/exchanges/order-terms';
import type { ReportedOrderState, VenueOrder } from '@/modules/exchanges/venue.types';
import { notUnderstood, textOf, type Wire } from './bingx.wire';

/** The words of BingX's perpetual contracts, which come in any case. */
const TYPE_WORDS: Readonly<Record<OrderType, string>> = {
  market: 'MARKET',
  limit: 'LIMIT',
  'stop-market': 'STOP_MARKET',
  'take-profit-market': 'TAKE_PROFIT_MARKET',
  'stop-limit': 'STOP',
  'take-profit-limit': 'TAKE_PROFIT',
  'trigger-market': 'TRIGGER_MARKET',
  'trigger-limit': 'TRIGGER_LIMIT',
  'trailing-stop-market': 'TRAILING_STOP_MARKET',
};

const TYPES = new Map(Object.entries(TYPE_WORDS).map(([type, word]) => [word, type as OrderType]));

const TIME_WORDS: Readonly<Record<TimeInForce, string>> = {
  gtc: 'GTC',
  ioc: 'IOC',
  fok: 'FOK',
  // In exactly these letters.
  'post-only': 'PostOnly',
};

const STATES: Readonly<Record<string, ReportedOrderState>> = {
  NEW: 'open',
  PENDING: 'open',
  WORKING: 'open',
  PARTIALLY_FILLED: 'partially-filled',
  FILLED: 'filled',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  FAILED: 'rejected',
  REJECTED: 'rejected',
};

/** Null for types that we do not place. */
export const orderTypeOf = (value: Wire): OrderType | null =>
  TYPES.get(textOf(value)?.toUpperCase() ?? '') ?? null;

/** Whether the states of such orders are all documented: plan orders have some of their own. */
export function hasKnownStates(value: Wire): boolean {
  const type = orderTypeOf(value);
  return type !== null && !type.startsWith('trigger-') && type !== 'trailing-stop-market';
}

/** How a type of ours is written. */
export const orderTypeWord = (type: OrderType): string => TYPE_WORDS[type];

/** How long an order rests, as it is written; undefined where it rests at no price. */
export const timeInForceWord = (
  order: Pick<VenueOrder, 'type' | 'timeInForce'>,
): string | undefined =>
  isLimitKind(order.type) ? TIME_WORDS[order.timeInForce ?? 'gtc'] : undefined;

/** Which price pulls the trigger, as it is written; the mark price when the order does not say. */
export const workingTypeWord = (
  order: Pick<VenueOrder, 'type' | 'workingType'>,
): string | undefined => {
  if (!isConditional(order.type)) return undefined;
  return order.workingType === 'last' ? 'CONTRACT_PRICE' : 'MARK_PRICE';
};

/** Null for a state that is not documented. */
export const orderStateOf = (value: Wire): ReportedOrderState | null =>
  STATES[textOf(value)?.toUpperCase() ?? ''] ?? null;

/** Throws VenueProtocolError when the field says neither. */
export function orderSideOf(value: Wire): OrderSide {
  const side = textOf(value)?.toUpperCase();
  if (side === 'BUY' || side === 'BID') return 'buy';
  if (side === 'SELL' || side === 'ASK') return 'sell';
  throw notUnderstood('side is neither BUY nor SELL');
}

/** Null for nothing and for BOTH, the word of one-way mode. */
export function positionSideOf(value: Wire): PositionSide | null {
  const side = textOf(value)?.toUpperCase();
  if (side === 'LONG') return 'long';
  if (side === 'SHORT') return 'short';
  if (side === undefined || side === 'BOTH') return null;
  throw notUnderstood(`positionSide ${side.slice(0, 20)}`);
}

/** The step of a count of decimals: 3 → `0.001`. */
export const stepOfDecimals = (decimals: number): string =>
  decimalText(new Decimal(10).pow(-decimals));

/** Plain digits with as many decimals as the step has; never an exponent. */
export function fixedToStep(value: Decimal, step: string): string {
  return value.toFixed(Math.max(value.decimalPlaces(), decimal(step).decimalPlaces()));
}
