import { decimal } from '@/kernel/decimal';
import { openingSide } from '@/kernel/side';
import { termsProblems } from '@/modules/exchanges/order-terms';
import type { InstrumentRules, Refused, VenueOrder } from '@/modules/exchanges/venue.types';
import { refusedHere } from './bingx.outcomes';

/**
 * What speaks against sending an order of a contract, or null. BingX would refuse these too, but every refusal counts
 * towards its block of the endpoint, and a closing order that is none could open the other side.
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
  const [misfit] = termsProblems(order);
  if (misfit !== undefined)
    return refusedHere('invalid-parameter', `${misfit.field} ${misfit.rule}`);
  return objectionToSize(order, rules);
}

/** Like {@link objectionTo}, for the size and the instrument's state alone. */
export function objectionToSize(order: VenueOrder, rules: InstrumentRules): Refused | null {
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
