import { decimal, roundToStep } from '@/kernel/decimal';
import type { VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import type { InstrumentRules, Refused } from '@/modules/exchanges/venue.types';
import { fixedToStep } from '../bingx.order-words';
import { refusedHere } from '../bingx.outcomes';
import type { BingxParams } from '../bingx.signing';
import { objectionToSize, objectionToStatus } from './spot.request';

/** What BingX takes as a client order id here: a number, as text. */
const NUMERIC_ID = /^[1-9]\d{0,17}$/;

/** What speaks against sending a pair whatever the price is, or null. */
export function objectionToPair(
  { pairId, limit, stop }: VenueOrderPair,
  rules: InstrumentRules,
): Refused | null {
  if (![pairId, limit.clientOrderId, stop.clientOrderId].every((id) => NUMERIC_ID.test(id)))
    return refusedHere('invalid-parameter', 'the client order ids of an OCO are numbers');
  if (limit.side !== stop.side || limit.quantity !== stop.quantity)
    return refusedHere('invalid-parameter', 'the orders of an OCO have one side and one size');
  if (limit.positionSide !== 'long') return refusedHere('venue-cannot', 'spot has no short side');
  if ((limit.side === 'sell') !== limit.reduceOnly) {
    const message = `${limit.side} contradicts reduceOnly ${String(limit.reduceOnly)}`;
    return refusedHere('direction-mismatch', message);
  }
  if (limit.price === null || stop.price === null || stop.stopPrice === null)
    return refusedHere('invalid-parameter', 'an OCO has a limit, a trigger and a price behind it');
  return (
    objectionToStatus(limit, rules) ?? objectionToSize(limit, rules) ?? objectionToSize(stop, rules)
  );
}

/**
 * What speaks against a pair at the price of this moment: a limit that the price has reached would trade at once, and a
 * trigger that it has passed would fire at once.
 */
export function objectionToPairAt({ limit, stop }: VenueOrderPair, price: string): Refused | null {
  if (limit.price === null || stop.stopPrice === null) return null;
  const now = decimal(price);
  const sells = limit.side === 'sell';
  const [limitPrice, trigger] = [decimal(limit.price), decimal(stop.stopPrice)];
  if (sells ? limitPrice.lte(now) : limitPrice.gte(now)) {
    const where = sells ? 'above' : 'below';
    const message = `the limit ${limit.price} of a ${limit.side} has to be ${where} the price, which is ${price}`;
    return refusedHere('limit-price-wrong-side', message);
  }
  if (sells ? trigger.lt(now) : trigger.gt(now)) return null;
  return refusedHere(
    'stop-price-wrong-side',
    `the trigger ${stop.stopPrice} of a ${stop.side} would fire at once: the price is ${price}`,
  );
}

/** The parameters of POST oco/order. The limit of a sell is above the price, that of a buy below. */
export function pairParams(
  { pairId, limit, stop }: VenueOrderPair,
  rules: InstrumentRules,
): BingxParams {
  const tick = decimal(rules.priceTick);
  const priced = (text: string | null, direction: 'up' | 'down' | 'nearest'): string | undefined =>
    text === null
      ? undefined
      : fixedToStep(roundToStep(decimal(text), tick, direction), rules.priceTick);
  const [above, below] = limit.side === 'sell' ? [limit, stop] : [stop, limit];
  // A limit price never becomes worse by rounding; a trigger goes to the nearest tick.
  const kind = limit.side === 'buy' ? 'down' : 'up';
  return {
    symbol: rules.venueSymbol,
    side: limit.side.toUpperCase(),
    quantity: fixedToStep(decimal(limit.quantity), rules.quantityStep),
    limitPrice: priced(limit.price, kind),
    orderPrice: priced(stop.price, kind),
    triggerPrice: priced(stop.stopPrice, 'nearest'),
    listClientOrderId: pairId,
    aboveClientOrderId: above.clientOrderId,
    belowClientOrderId: below.clientOrderId,
  };
}
