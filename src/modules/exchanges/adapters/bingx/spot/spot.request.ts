import { decimal, roundToStep, type Decimal } from '@/kernel/decimal';
import { isConditional as isConditionalType, termsProblems } from '@/modules/exchanges/order-terms';
import type { InstrumentRules, Refused, VenueOrder } from '@/modules/exchanges/venue.types';
import { fixedToStep, timeInForceWord } from '../bingx.order-words';
import { refusedHere } from '../bingx.outcomes';
import type { BingxParams } from '../bingx.signing';

const TYPES = {
  market: 'MARKET',
  limit: 'LIMIT',
  'stop-market': 'TAKE_STOP_MARKET',
  'take-profit-market': 'TAKE_STOP_MARKET',
  'stop-limit': 'TAKE_STOP_LIMIT',
  'take-profit-limit': 'TAKE_STOP_LIMIT',
} as const satisfies Partial<Record<VenueOrder['type'], string>>;

/** The types that BingX takes on Spot. */
export const SPOT_ORDER_TYPES = Object.keys(TYPES) as (keyof typeof TYPES)[];

const typeWordOf = (type: VenueOrder['type']): string | undefined =>
  (TYPES as Readonly<Partial<Record<VenueOrder['type'], string>>>)[type];

/** Whether an order waits for a price. */
export const isConditional = (order: Pick<VenueOrder, 'type'>): boolean =>
  isConditionalType(order.type);

/**
 * What speaks against sending an order, or null. BingX cuts off decimals that are too many without a word and takes a
 * sell for what it is, so both are refused here.
 */
export function objectionTo(order: VenueOrder, rules: InstrumentRules): Refused | null {
  if (!/^[a-z0-9_]{1,40}$/.test(order.clientOrderId)) {
    return refusedHere(
      'invalid-parameter',
      'a client order id has 1 to 40 characters of a-z, 0-9 and _',
    );
  }
  if (order.positionSide !== 'long') return refusedHere('venue-cannot', 'spot has no short side');
  if ((order.side === 'sell') !== order.reduceOnly) {
    const message = `${order.side} contradicts reduceOnly ${String(order.reduceOnly)}`;
    return refusedHere('direction-mismatch', message);
  }
  if (isConditional(order) && order.side === 'buy') {
    return refusedHere('venue-cannot', 'a buy that waits for a price has no fixed amount on spot');
  }
  if (typeWordOf(order.type) === undefined)
    return refusedHere('venue-cannot', `spot takes no orders of type ${order.type}`);
  const [misfit] = termsProblems(order);
  if (misfit !== undefined)
    return refusedHere('invalid-parameter', `${misfit.field} ${misfit.rule}`);
  return objectionToStatus(order, rules) ?? objectionToSize(order, rules);
}

/** What speaks against trading at all: suspended pairs take nothing, those that are about to go only sells. */
export function objectionToStatus(order: VenueOrder, rules: InstrumentRules): Refused | null {
  return rules.status === 'off' || (rules.status === 'close-only' && order.side === 'buy')
    ? refusedHere('instrument-off', `${rules.venueSymbol} is ${rules.status}`)
    : null;
}

/** What speaks against the size of an order, by itself and by what it is worth. */
export function objectionToSize(order: VenueOrder, rules: InstrumentRules): Refused | null {
  if (isMarketBuy(order)) return objectionToSpending(order, rules);
  if (order.quoteQuantity !== null) {
    return refusedHere('invalid-parameter', 'only a market buy names an amount to spend');
  }
  const quantity = decimal(order.quantity);
  if (!quantity.isPositive() || quantity.isZero()) {
    return refusedHere('quantity-too-small', 'the quantity is not above zero');
  }
  if (!quantity.mod(decimal(rules.quantityStep)).isZero()) {
    return refusedHere('invalid-parameter', `the quantity is no multiple of ${rules.quantityStep}`);
  }
  const price = order.price ?? order.stopPrice;
  return price === null ? null : objectionToWorth(quantity.times(decimal(price)), rules);
}

function objectionToSpending(order: VenueOrder, rules: InstrumentRules): Refused | null {
  if (order.quoteQuantity === null) {
    return refusedHere('invalid-parameter', 'a market buy names the amount to spend');
  }
  const amount = decimal(order.quoteQuantity);
  const step = rules.quoteStep ?? rules.priceTick;
  if (!amount.mod(decimal(step)).isZero()) {
    return refusedHere('invalid-parameter', `the amount to spend is no multiple of ${step}`);
  }
  if (!amount.isPositive() || amount.isZero()) {
    return refusedHere('quantity-too-small', 'the amount to spend is not above zero');
  }
  return objectionToWorth(amount, rules);
}

function objectionToWorth(worth: Decimal, rules: InstrumentRules): Refused | null {
  const { minNotional, maxNotional } = rules;
  if (minNotional !== null && worth.lt(decimal(minNotional))) {
    return refusedHere('quantity-too-small', `the smallest worth is ${minNotional}`);
  }
  return maxNotional !== undefined && worth.gt(decimal(maxNotional))
    ? refusedHere('position-limit', `the largest worth is ${maxNotional}`)
    : null;
}

/**
 * What speaks against a trigger at the price of this moment. BingX tells a stop from a target by where the price is, so
 * a stop that the price has passed already would wait for the price to come back.
 */
export function objectionToTrigger(order: VenueOrder, price: string): Refused | null {
  if (order.stopPrice === null) return null;
  const stop = decimal(order.stopPrice);
  const now = decimal(price);
  const isRight = order.type.startsWith('stop-') ? stop.lt(now) : stop.gt(now);
  return isRight
    ? null
    : refusedHere(
        'stop-price-wrong-side',
        `${order.type} at ${order.stopPrice} would trigger at once: the price is ${price}`,
      );
}

const isMarketBuy = (order: VenueOrder): boolean => order.type === 'market' && order.side === 'buy';

/** The parameters of POST trade/order. A market buy names what it spends, everything else a quantity. */
export function submitParams(order: VenueOrder, rules: InstrumentRules): BingxParams {
  const tick = decimal(rules.priceTick);
  const priced = (text: string | null, direction: 'up' | 'down' | 'nearest'): string | undefined =>
    text === null
      ? undefined
      : fixedToStep(roundToStep(decimal(text), tick, direction), rules.priceTick);
  const size = isMarketBuy(order)
    ? { quoteOrderQty: order.quoteQuantity ?? undefined }
    : { quantity: fixedToStep(decimal(order.quantity), rules.quantityStep) };
  return {
    symbol: rules.venueSymbol,
    side: order.side.toUpperCase(),
    type: typeWordOf(order.type),
    ...size,
    // A limit price never becomes worse by rounding; a trigger goes to the nearest tick.
    price: priced(order.price, order.side === 'buy' ? 'down' : 'up'),
    stopPrice: priced(order.stopPrice, 'nearest'),
    timeInForce: timeInForceWord(order),
    newClientOrderId: order.clientOrderId,
  };
}
