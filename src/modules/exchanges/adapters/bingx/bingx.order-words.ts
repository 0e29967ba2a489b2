import { Decimal, decimal, decimalText } from '@/kernel/decimal';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { OrderType, ReportedOrderState } from '@/modules/exchanges/venue.types';
import { notUnderstood, textOf, type Wire } from './bingx.wire';

/** The words of BingX's perpetual contracts, which come in any case. */
const TYPES: Readonly<Record<string, OrderType>> = {
  MARKET: 'market',
  LIMIT: 'limit',
  STOP_MARKET: 'stop-market',
  TAKE_PROFIT_MARKET: 'take-profit-market',
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
  TYPES[textOf(value)?.toUpperCase() ?? ''] ?? null;

/** How a type of ours is written. */
export const orderTypeWord = (type: OrderType): string => type.toUpperCase().replaceAll('-', '_');

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
