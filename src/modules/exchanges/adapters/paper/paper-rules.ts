import { decimal, type Decimal, decimalText, readDecimal, ZERO } from '@/kernel/decimal';
import { notionalOf } from '@/kernel/inverse';
import { closingSide } from '@/kernel/side';
import { isCoins, type PaperPosition } from '@/modules/exchanges/adapters/paper/paper-book';
import type { OrderType } from '@/modules/exchanges/order-terms';
import type { InstrumentRules, Refused, VenueOrder } from '@/modules/exchanges/venue.types';

/** What paper knows how to fill. */
export const PAPER_ORDER_TYPES: readonly OrderType[] = [
  'market',
  'limit',
  'stop-market',
  'take-profit-market',
];

/** A refusal of the paper venue: nothing was entered. */
export const refusal = (category: string, message: string): Refused => ({
  outcome: 'refused',
  category,
  venueCode: null,
  message,
  retryAt: null,
});

/** Hedge mode: selling a long or buying a short only shrinks it, whatever else the order says. */
export const isClosing = (
  order: Pick<VenueOrder, 'side' | 'positionSide' | 'reduceOnly'>,
): boolean => order.reduceOnly || order.side === closingSide(order.positionSide);

/** What is wrong with the order itself; null when nothing is. */
export function shapeProblem(order: VenueOrder, rules: InstrumentRules | null): Refused | null {
  const { market, quote } = order.instrument;
  if (market === 'bingx-standard') {
    return refusal('venue-cannot', `paper does not trade ${market}`);
  }
  if (!PAPER_ORDER_TYPES.includes(order.type) || (order.timeInForce ?? 'gtc') !== 'gtc')
    return refusal('venue-cannot', 'paper takes no orders of this type or time in force');
  if (rules === null)
    return refusal('instrument-unknown', `no such instrument on ${market} with quote ${quote}`);
  if (market === 'bingx-spot' && order.positionSide === 'short') {
    return refusal('venue-cannot', 'spot has no short side');
  }
  if (order.reduceOnly && order.side !== closingSide(order.positionSide)) {
    return refusal(
      'direction-mismatch',
      `a reduce-only ${order.side} can not shrink a ${order.positionSide} position`,
    );
  }
  const quantity = readDecimal(order.quantity);
  if (quantity === null || !quantity.gt(ZERO))
    return refusal('quantity-too-small', 'the quantity must be above 0');
  return coinsProblem(order) ?? priceProblem(order, rules) ?? statusProblem(order, rules);
}

/** What Spot asks beside: a market buy says what it spends, and nothing else does. */
function coinsProblem(order: VenueOrder): Refused | null {
  const spends = isCoins(order.instrument) && order.type === 'market' && order.side === 'buy';
  if (spends === (order.quoteQuantity !== null)) return null;
  return refusal(
    'invalid-parameter',
    spends ? 'a market buy names the amount to spend' : 'only a market buy on spot names an amount',
  );
}

function priceProblem(order: VenueOrder, rules: InstrumentRules): Refused | null {
  const text = order.type === 'limit' ? order.price : order.stopPrice;
  if (order.type === 'market') return null;
  const price = text === null ? null : readDecimal(text);
  if (price === null || !price.gt(ZERO))
    return refusal('invalid-parameter', `${order.type} needs a price above 0`);
  return price.mod(decimal(rules.priceTick)).isZero()
    ? null
    : refusal(
        'invalid-parameter',
        `price ${decimalText(price)} is not a multiple of the tick ${rules.priceTick}`,
      );
}

function statusProblem(order: VenueOrder, rules: InstrumentRules): Refused | null {
  if (rules.status === 'trading' || (rules.status === 'close-only' && isClosing(order)))
    return null;
  return refusal('instrument-off', `${rules.venueSymbol} is ${rules.status}`);
}

/** What a closing order may not do to this position, of which resting ones lock a part; null when it may. */
export function closingProblem(
  order: VenueOrder,
  rules: InstrumentRules,
  position: PaperPosition,
  locked: Decimal = ZERO,
): Refused | null {
  const held = decimal(position.quantity);
  const quantity = decimal(order.quantity);
  if (held.isZero())
    return refusal('nothing-to-close', `no ${order.positionSide} position is open`);
  if (quantity.gt(held)) {
    return refusal(
      'nothing-to-close',
      `quantity ${order.quantity} is more than the open ${position.quantity}`,
    );
  }
  if (isCoins(order.instrument)) {
    const free = held.minus(locked);
    if (quantity.gt(free)) {
      const text = `sells ${order.quantity}, available ${decimalText(free)}`;
      return refusal('insufficient-margin', text);
    }
    return stepProblem(quantity, rules);
  }
  // The whole of a position can always be closed, also after the exchange changed its steps.
  return quantity.eq(held) ? null : stepProblem(quantity, rules);
}

/** What an opening order is too small or too fine for; null when it fits. */
export function openingProblem(
  order: VenueOrder,
  rules: InstrumentRules,
  price: Decimal,
): Refused | null {
  const quantity = decimal(order.quantity);
  if (quantity.lt(decimal(rules.minQuantity))) {
    return refusal(
      'quantity-too-small',
      `quantity ${order.quantity} is below the minimum ${rules.minQuantity}`,
    );
  }
  const step = stepProblem(quantity, rules);
  if (step !== null) return step;
  const notional = notionalOf(quantity, price, rules.contractValue);
  if (rules.minNotional !== null && notional.lt(decimal(rules.minNotional))) {
    return refusal(
      'quantity-too-small',
      `value ${decimalText(notional)} is below the minimum ${rules.minNotional}`,
    );
  }
  return null;
}

function stepProblem(quantity: Decimal, rules: InstrumentRules): Refused | null {
  return quantity.mod(decimal(rules.quantityStep)).isZero()
    ? null
    : refusal(
        'invalid-parameter',
        `quantity ${decimalText(quantity)} is not a multiple of ${rules.quantityStep}`,
      );
}
