import { decimal, floorToStep, ZERO } from '@/kernel/decimal';
import type { PositionSide } from '@/kernel/side';
import {
  isConditional,
  isLimitKind,
  termsOf,
  termsProblems,
  tickProblems,
  type OrderTerms,
  type OrderType,
  type TypedOrder,
} from '@/modules/exchanges/order-terms';
import type { InstrumentRules, VenueCapabilities } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrderNotPossibleError } from '@/modules/trading/trading.errors';

/** An order that a person asks for. Decimals are text; the quantity is in the venue's unit. */
export interface ManualOrder extends Partial<OrderTerms> {
  readonly account: string;
  /** Canonical instrument text. */
  readonly instrument: string;
  readonly action: 'open' | 'close';
  readonly positionSide: PositionSide;
  readonly type: OrderType;
  readonly quantity: string;
  /** Spot: what a market buy spends, in quote currency; then `quantity` follows from the price. */
  readonly quoteQuantity?: string;
  readonly price?: string;
  readonly stopPrice?: string;
  /** Strategy whose position a close shrinks; for closes only. */
  readonly strategyId?: string;
  readonly note?: string;
}

/** The first thing that speaks against an order, by its own fields and what the venue can; null when nothing does. */
export function shapeObjection(
  request: ManualOrder,
  rules: InstrumentRules,
  can: VenueCapabilities,
): OrderNotPossibleError | null {
  return (
    capabilityObjection(request, can) ??
    sizeObjection(request, rules) ??
    termsObjection(request, rules)
  );
}

/** Whether a stored order is the one that is asked for again. */
export const isSameOrder = (order: Order, request: ManualOrder): boolean =>
  order.account === request.account &&
  order.instrument === request.instrument &&
  order.positionSide === request.positionSide &&
  order.reduceOnly === (request.action === 'close') &&
  order.type === request.type &&
  (request.quoteQuantity === undefined
    ? decimal(order.quantity).eq(decimal(request.quantity))
    : isSameAmount(order.quoteQuantity, request.quoteQuantity)) &&
  isSameAmount(order.price, request.price ?? null) &&
  isSameAmount(order.stopPrice, request.stopPrice ?? null);

const isSameAmount = (stored: string | null, asked: string | null): boolean =>
  stored === null || asked === null ? stored === asked : decimal(stored).eq(decimal(asked));

function capabilityObjection(
  request: ManualOrder,
  can: VenueCapabilities,
): OrderNotPossibleError | null {
  if (!can.orderTypes.includes(request.type)) {
    const rule = `must be one of ${can.orderTypes.join(', ')} on this venue`;
    return new OrderNotPossibleError('venue-cannot', '/type', rule);
  }
  if (request.positionSide === 'short' && !can.shorts)
    return new OrderNotPossibleError('venue-cannot', '/positionSide', 'must be long on this venue');
  if (request.action === 'open' && can.exitsBy === 'coins' && isConditional(request.type)) {
    const rule = 'must be market or limit to buy here';
    return new OrderNotPossibleError('venue-cannot', '/type', rule);
  }
  const timesInForce = can.timesInForce ?? ['gtc'];
  const wanted = isLimitKind(request.type) ? (request.timeInForce ?? 'gtc') : 'gtc';
  if (timesInForce.includes(wanted)) return null;
  const rule = `must be one of ${timesInForce.join(', ')} on this venue`;
  return new OrderNotPossibleError('venue-cannot', '/timeInForce', rule);
}

function sizeObjection(request: ManualOrder, rules: InstrumentRules): OrderNotPossibleError | null {
  const quantity = decimal(request.quantity);
  if (!quantity.gt(ZERO))
    return new OrderNotPossibleError('quantity-missing', '/quantity', 'must be greater than zero');
  if (!floorToStep(quantity, decimal(rules.quantityStep)).eq(quantity)) {
    const rule = `must be a multiple of ${rules.quantityStep}`;
    return new OrderNotPossibleError('quantity-off-step', '/quantity', rule);
  }
  if (request.action === 'close') return null;
  if (quantity.lt(decimal(rules.minQuantity))) {
    const rule = `must be at least ${rules.minQuantity}`;
    return new OrderNotPossibleError('quantity-too-small', '/quantity', rule);
  }
  return rules.status === 'trading'
    ? null
    : new OrderNotPossibleError(
        'instrument-not-trading',
        '/instrument',
        `can not be opened now: ${rules.status}`,
      );
}

function termsObjection(
  request: ManualOrder,
  rules: InstrumentRules,
): OrderNotPossibleError | null {
  const order: TypedOrder = {
    ...termsOf(request),
    type: request.type,
    price: request.price ?? null,
    stopPrice: request.stopPrice ?? null,
  };
  const [problem] = [...termsProblems(order), ...tickProblems(order, rules.priceTick)];
  return problem === undefined
    ? null
    : new OrderNotPossibleError(problem.code, `/${problem.field}`, problem.rule);
}
