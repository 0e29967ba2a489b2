import { decimal, Decimal, roundToStep } from '@/kernel/decimal';
import { openingSide } from '@/kernel/side';
import type {
  InstrumentRules,
  PositionMode,
  Refused,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import type { BingxParams } from '../bingx.signing';

const TYPES = {
  market: 'MARKET',
  limit: 'LIMIT',
  'stop-market': 'STOP_MARKET',
  'take-profit-market': 'TAKE_PROFIT_MARKET',
} as const satisfies Record<VenueOrder['type'], string>;

/** Our own refusal: the order is never sent. */
export const refusedHere = (
  category: string,
  message: string,
  retryAt: Date | null = null,
): Refused => ({
  outcome: 'refused',
  category,
  venueCode: null,
  message,
  retryAt,
});

/**
 * What speaks against sending an order, or null. BingX would refuse these too, but every refusal counts towards its
 * block of the endpoint, and a closing order without `reduceOnly` could open the other side.
 */
export function objectionTo(order: VenueOrder, rules: InstrumentRules): Refused | null {
  if (!/^[a-z0-9_-]{1,40}$/.test(order.clientOrderId)) {
    return refusedHere(
      'invalid-parameter',
      'a client order id has 1 to 40 characters of a-z, 0-9, _ and -',
    );
  }
  if ((order.side === openingSide(order.positionSide)) === order.reduceOnly) {
    const message = `${order.side} on a ${order.positionSide} position contradicts reduceOnly ${String(order.reduceOnly)}`;
    return refusedHere('direction-mismatch', message);
  }
  const isStop = order.type === 'stop-market' || order.type === 'take-profit-market';
  if (
    (order.type === 'limit') !== (order.price !== null) ||
    isStop !== (order.stopPrice !== null)
  ) {
    return refusedHere('invalid-parameter', `the prices do not fit an order of type ${order.type}`);
  }
  return objectionToSize(order, rules);
}

function objectionToSize(order: VenueOrder, rules: InstrumentRules): Refused | null {
  const quantity = decimal(order.quantity);
  if (!quantity.isPositive() || quantity.isZero()) {
    return refusedHere('quantity-too-small', 'the quantity is not above zero');
  }
  if (!quantity.mod(decimal(rules.quantityStep)).isZero()) {
    return refusedHere('invalid-parameter', `the quantity is no multiple of ${rules.quantityStep}`);
  }
  // BingX decides about closes itself: a remainder below the minimum must still be closable.
  if (!order.reduceOnly && quantity.lt(decimal(rules.minQuantity))) {
    return refusedHere('quantity-too-small', `the smallest quantity is ${rules.minQuantity}`);
  }
  if (rules.status === 'off' || (rules.status === 'close-only' && !order.reduceOnly)) {
    return refusedHere('instrument-off', `${rules.venueSymbol} is ${rules.status}`);
  }
  return null;
}

/** The parameters of POST trade/order, by the account's position mode. */
export function submitParams(
  order: VenueOrder,
  rules: InstrumentRules,
  mode: PositionMode,
): BingxParams {
  const isStop = order.stopPrice !== null;
  const tick = decimal(rules.priceTick);
  // A limit price never becomes worse by rounding; a trigger goes to the nearest tick.
  const limitDirection = order.side === 'buy' ? 'down' : 'up';
  return {
    symbol: rules.venueSymbol,
    side: order.side.toUpperCase(),
    positionSide: mode === 'hedge' ? order.positionSide.toUpperCase() : 'BOTH',
    type: TYPES[order.type],
    quantity: fixed(decimal(order.quantity), rules.quantityStep),
    price:
      order.price === null
        ? undefined
        : fixed(roundToStep(decimal(order.price), tick, limitDirection), rules.priceTick),
    stopPrice:
      order.stopPrice === null
        ? undefined
        : fixed(roundToStep(decimal(order.stopPrice), tick, 'nearest'), rules.priceTick),
    workingType: isStop ? 'MARK_PRICE' : undefined,
    timeInForce: order.type === 'limit' ? 'GTC' : undefined,
    // Hedge mode refuses the parameter; there the pair of sides says the same.
    reduceOnly: mode === 'one-way' && order.reduceOnly ? 'true' : undefined,
    clientOrderId: order.clientOrderId,
  };
}

/** Plain digits with as many decimals as the step has; never an exponent. */
function fixed(value: Decimal, step: string): string {
  return value.toFixed(Math.max(value.decimalPlaces(), decimal(step).decimalPlaces()));
}
