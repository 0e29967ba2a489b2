import { decimal, floorToStep, ZERO } from '@/kernel/decimal';
import type { OrderSide } from '@/kernel/side';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { PairOfOrders } from '@/modules/orders/order-pair';
import { OrderNotPossibleError } from '@/modules/trading/trading.errors';

/** An OCO that a person asks for: a limit on the good side of the price and a stop-limit on the bad one. Decimals are text. */
export interface OcoOrder {
  readonly account: string;
  /** Canonical instrument text. */
  readonly instrument: string;
  readonly side: OrderSide;
  readonly quantity: string;
  /** Where the limit rests. */
  readonly limitPrice: string;
  /** Where the stop wakes. */
  readonly triggerPrice: string;
  /** Where the stop rests then. */
  readonly orderPrice: string;
  readonly note?: string;
}

const PRICES = ['limitPrice', 'triggerPrice', 'orderPrice'] as const;

/** The first thing that speaks against an OCO by its own fields and the rules of its instrument; null when nothing does. */
export const ocoObjection = (oco: OcoOrder, rules: InstrumentRules): OrderNotPossibleError | null =>
  statusObjection(oco, rules) ??
  sizeObjection(oco, rules) ??
  priceObjection(oco, rules) ??
  worthObjection(oco, rules);

/** What speaks against it at the price of this moment: a limit that would trade at once, a trigger that would fire at once. */
export function ocoObjectionAt(oco: OcoOrder, price: string): OrderNotPossibleError | null {
  const now = decimal(price);
  const sells = oco.side === 'sell';
  const [limit, trigger] = [decimal(oco.limitPrice), decimal(oco.triggerPrice)];
  if (sells ? limit.lte(now) : limit.gte(now)) {
    const rule = `must be ${sells ? 'above' : 'below'} the price on a ${oco.side}, which is ${price}`;
    return new OrderNotPossibleError('limit-price-wrong-side', '/limitPrice', rule);
  }
  if (sells ? trigger.lt(now) : trigger.gt(now)) return null;
  const rule = `must be ${sells ? 'below' : 'above'} the price on a ${oco.side}, which is ${price}`;
  return new OrderNotPossibleError('stop-price-wrong-side', '/triggerPrice', rule);
}

/** Whether a stored pair is the one that is asked for again. */
export function isSameOco({ limit, stop }: PairOfOrders, oco: OcoOrder): boolean {
  const isSame = (stored: string | null, asked: string): boolean =>
    stored !== null && decimal(stored).eq(decimal(asked));
  return (
    limit.account === oco.account &&
    limit.instrument === oco.instrument &&
    limit.side === oco.side &&
    isSame(limit.quantity, oco.quantity) &&
    isSame(limit.price, oco.limitPrice) &&
    isSame(stop.stopPrice, oco.triggerPrice) &&
    isSame(stop.price, oco.orderPrice)
  );
}

function statusObjection({ side }: OcoOrder, { status }: InstrumentRules) {
  if (status === 'trading' || (status === 'close-only' && side === 'sell')) return null;
  const rule = side === 'sell' ? 'can not be sold now' : 'can not be bought now';
  return new OrderNotPossibleError('instrument-not-trading', '/symbol', `${rule}: ${status}`);
}

function sizeObjection(oco: OcoOrder, rules: InstrumentRules): OrderNotPossibleError | null {
  const quantity = decimal(oco.quantity);
  const refuse = (code: string, rule: string): OrderNotPossibleError =>
    new OrderNotPossibleError(code, '/quantity', rule);
  if (!quantity.gt(ZERO)) return refuse('quantity-missing', 'must be greater than zero');
  if (!floorToStep(quantity, decimal(rules.quantityStep)).eq(quantity))
    return refuse('quantity-off-step', `must be a multiple of ${rules.quantityStep}`);
  return quantity.lt(decimal(rules.minQuantity))
    ? refuse('quantity-too-small', `must be at least ${rules.minQuantity}`)
    : null;
}

function priceObjection(oco: OcoOrder, rules: InstrumentRules): OrderNotPossibleError | null {
  const tick = decimal(rules.priceTick);
  for (const field of PRICES) {
    const price = decimal(oco[field]);
    if (price.gt(ZERO) && floorToStep(price, tick).eq(price)) continue;
    const rule = `must be a positive multiple of ${rules.priceTick}`;
    return new OrderNotPossibleError('price-off-tick', `/${field}`, rule);
  }
  const [limit, trigger] = [decimal(oco.limitPrice), decimal(oco.triggerPrice)];
  if (oco.side === 'sell' ? limit.gt(trigger) : limit.lt(trigger)) return null;
  const rule = `must be ${oco.side === 'sell' ? 'above' : 'below'} triggerPrice on a ${oco.side}`;
  return new OrderNotPossibleError('order-fields', '/limitPrice', rule);
}

/** Each of the two is an order of its own, so that each has to be worth enough and not too much. */
function worthObjection(
  oco: OcoOrder,
  { minNotional, maxNotional }: InstrumentRules,
): OrderNotPossibleError | null {
  for (const field of ['limitPrice', 'orderPrice'] as const) {
    const worth = decimal(oco.quantity).times(decimal(oco[field]));
    const refuse = (code: string, rule: string): OrderNotPossibleError =>
      new OrderNotPossibleError(code, '/quantity', `${rule} at ${field}`);
    if (minNotional !== null && worth.lt(decimal(minNotional)))
      return refuse('quantity-too-small', `must be worth at least ${minNotional}`);
    if (maxNotional !== undefined && worth.gt(decimal(maxNotional)))
      return refuse('quantity-too-large', `must be worth at most ${maxNotional}`);
  }
  return null;
}
