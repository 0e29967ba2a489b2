import { decimal } from '@/kernel/decimal';
import { isConditional, isProtectiveType } from '@/modules/exchanges/order-terms';
import type { OrderReport, VenueCapabilities } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';

/** Clocks differ by less than this; an order that was last changed longer before the send is an older one. */
const CLOCK_SKEW_MS = 60_000;

/** Which of an order's own fields a venue's order contradicts, and what it would have to be. */
export interface Misfit {
  readonly field: 'venueOrderId' | 'side' | 'positionSide' | 'type' | 'quantity' | 'stopPrice';
  readonly rule: string;
}

/** What of a venue decides how closely an order has to fit. */
export interface FitRules extends Pick<VenueCapabilities, 'exitsBy'> {
  /** Prices were put on a multiple of this when the order went out; null when it is not known. */
  readonly priceTick: string | null;
}

/** The first thing that shows that a venue's order can not be the one that we sent; null when it can. */
export function misfitOf(
  order: Order,
  report: OrderReport,
  named: string,
  { exitsBy, priceTick }: FitRules,
): Misfit | null {
  return (
    nameMisfit(order, report, named) ??
    sideMisfit(order, report) ??
    (isSameType(order, report, exitsBy) ? null : misfit('type', order.type, report.type)) ??
    sizeMisfit(order, report) ??
    triggerMisfit(order, report, priceTick)
  );
}

function nameMisfit(order: Order, report: OrderReport, named: string): Misfit | null {
  const field = 'venueOrderId';
  // A stop that fired is answered by its child, which has an id of its own.
  if (report.venueOrderId !== named && !isConditional(order.type))
    return { field, rule: `must be an order of its own: the venue answers ${report.venueOrderId}` };
  const { clientOrderId, updatedAt } = report;
  if (clientOrderId !== null && clientOrderId.toLowerCase() !== order.clientOrderId)
    return { field, rule: `must be ours: it has the client order id ${clientOrderId}` };
  const sentAt = order.submittedAt ?? order.createdAt;
  if (updatedAt !== null && updatedAt.getTime() < sentAt.getTime() - CLOCK_SKEW_MS) {
    const rule = `must be made after ${sentAt.toISOString()}: it last changed at ${updatedAt.toISOString()}`;
    return { field, rule };
  }
  return null;
}

function sideMisfit(order: Order, { side, positionSide }: OrderReport): Misfit | null {
  if (side !== order.side) return misfit('side', order.side, side);
  // In one-way mode the venue names no side of a position.
  if (positionSide === null || positionSide === order.positionSide) return null;
  return misfit('positionSide', order.positionSide, positionSide);
}

function sizeMisfit(order: Order, { quantity }: OrderReport): Misfit | null {
  // What a buy for an amount got is not what was hoped for.
  if (order.quoteQuantity !== null) return null;
  return decimal(quantity).eq(decimal(order.quantity))
    ? null
    : misfit('quantity', order.quantity, quantity);
}

function triggerMisfit(order: Order, report: OrderReport, priceTick: string | null): Misfit | null {
  if (order.stopPrice === null || report.stopPrice === null || priceTick === null) return null;
  const distance = decimal(report.stopPrice).minus(decimal(order.stopPrice)).abs();
  return distance.lt(decimal(priceTick))
    ? null
    : misfit('stopPrice', order.stopPrice, report.stopPrice);
}

/** On Spot stops and targets are one type on the wire. */
function isSameType(
  { type }: Order,
  report: OrderReport,
  exitsBy: VenueCapabilities['exitsBy'],
): boolean {
  if (report.type === type) return true;
  if (exitsBy !== 'coins' || report.type === 'other') return false;
  return isProtectiveType(type) && isProtectiveType(report.type);
}

const misfit = (field: Misfit['field'], ours: string, theirs: string): Misfit => ({
  field,
  rule: `must be an order with ${field} ${ours}: this one has ${theirs}`,
});
