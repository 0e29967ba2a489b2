/** The side of a position: what a strategy holds. */
export const POSITION_SIDES = ['long', 'short'] as const;
export type PositionSide = (typeof POSITION_SIDES)[number];

/** The side of an order: what is sent to the venue. */
export const ORDER_SIDES = ['buy', 'sell'] as const;
export type OrderSide = (typeof ORDER_SIDES)[number];

/** Opening a long buys, opening a short sells. */
export const openingSide = (side: PositionSide): OrderSide => (side === 'long' ? 'buy' : 'sell');

/** Closing a long sells, closing a short buys. */
export const closingSide = (side: PositionSide): OrderSide => (side === 'long' ? 'sell' : 'buy');
