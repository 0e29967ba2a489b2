import { decimal } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import type { OrderId } from '@/kernel/ids';
import { closingSide } from '@/kernel/side';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import type { Order } from '@/modules/orders/order';
import { LIVE, TERMINAL } from '@/modules/orders/order-transitions';
import type { NewOrder } from '@/modules/orders/orders.service';
import { identityOf, type ProtectionLeg } from '@/modules/trading/protection/protection-plan';
import type { KnownLeg } from '@/modules/trading/protection/protection-step';
import { isProtection } from '@/modules/trading/deciding/sellable-coins';
import { isTransientRefusal } from '@/modules/trading/settling/transient-refusal';

/** What is known of one side of one strategy on one account and instrument since it was last flat, oldest first. */
export type SideOrders = readonly Order[];

/** The orders of each account and instrument, in their order. */
export function byPlace(orders: SideOrders): readonly SideOrders[] {
  return [...grouped(orders, laneOfOrder).values()];
}

const CONFIRMED: readonly Order['state'][] = ['ACCEPTED', 'PARTIALLY_FILLED'];

/** Waits on the venue for a price. */
export const isTrigger = (order: Order): boolean =>
  isProtection(order) || order.purpose === 'stop-bridge';

/**
 * Takes from the position as soon as it is sent, whoever wanted it, and its outcome is not booked yet. Two of them must not
 * race for one position: the second would close what another strategy holds.
 */
export const isCloseUnderWay = (order: Order): boolean =>
  order.side === closingSide(order.positionSide) &&
  !isTrigger(order) &&
  !TERMINAL.includes(order.state) &&
  (order.type === 'market' || !CONFIRMED.includes(order.state));

const isOnItsWay = (order: Order): boolean =>
  LIVE.includes(order.state) || order.state === 'INITIALIZED';

/** An order whose fate is not known can not be cancelled now; what should replace it waits with it. */
const CANCELABLE: readonly Order['state'][] = ['INITIALIZED', ...CONFIRMED];

/** Known to the venue, or on the way there. */
export const knownLegs = (orders: SideOrders): readonly KnownLeg[] =>
  orders.filter((order) => isProtection(order) && isOnItsWay(order)).map(toKnownLeg);

export const knownBridges = (orders: SideOrders): readonly Order[] =>
  orders.filter((order) => order.purpose === 'stop-bridge' && isOnItsWay(order));

export const isConfirmed = (order: Order): boolean => CONFIRMED.includes(order.state);
export const isCancelable = (order: Order): boolean => CANCELABLE.includes(order.state);

const toKnownLeg = (order: Order): KnownLeg => ({
  isResting: isConfirmed(order),
  orderId: order.id,
  purpose: order.purpose as ProtectionLeg['purpose'],
  protects: order.protectsOrderId,
  quantity: order.quantity,
  stopPrice: order.stopPrice ?? '0',
});

/** Every order that was ever made for a leg, oldest first. */
export const attemptsAt = (leg: ProtectionLeg, orders: SideOrders): SideOrders =>
  orders.filter((order) => order.purpose === leg.purpose && legIdentity(order) === identityOf(leg));

/** Those of the attempts that asked for this price: what was said about another one proves nothing now. */
export const atSamePrice = (leg: ProtectionLeg, attempts: SideOrders): SideOrders =>
  attempts.filter(({ stopPrice }) => decimal(stopPrice ?? '0').eq(decimal(leg.stopPrice)));

const legIdentity = (order: Order): string =>
  identityOf({
    purpose: order.purpose as ProtectionLeg['purpose'],
    protects: order.protectsOrderId,
  });

/** How many attempts in a row were refused, newest first. What passes by itself proves nothing against the stop. */
export function trailingRefusals(attempts: SideOrders): number {
  let count = 0;
  for (const order of [...attempts].reverse()) {
    if (order.state !== 'REJECTED') return count;
    if (!isTransientRefusal(order)) count += 1;
  }
  return count;
}

/** The venue says that the price is beyond the trigger already: what the leg waits for has happened. */
export const isPassed = (order: Order | undefined): boolean =>
  order?.state === 'REJECTED' && order.refusalCategory === 'stop-price-wrong-side';

/** Refusals that say that the venue's book differs from ours: read it again before anything is done about them. */
const DOUBTFUL: ReadonlySet<string> = new Set([
  'protection-exists',
  'nothing-to-close',
  'order-not-open',
  'not-found',
]);

export const isDoubtful = (order: Order | undefined): boolean =>
  order?.state === 'REJECTED' && DOUBTFUL.has(order.refusalCategory ?? '');

/** A protective order for a leg, placed beside the entry that it belongs to. */
export function orderFor(leg: ProtectionLeg, entry: Order, id: OrderId, name: string): NewOrder {
  return {
    ...{ id, leg: name, purpose: leg.purpose, protectsOrderId: leg.protects as OrderId | null },
    account: entry.account,
    venue: entry.venue,
    instrument: entry.instrument,
    side: closingSide(entry.positionSide),
    positionSide: entry.positionSide,
    type: leg.purpose === 'stop-loss' ? 'stop-market' : 'take-profit-market',
    quantity: leg.quantity,
    price: null,
    stopPrice: leg.stopPrice,
    reduceOnly: true,
    leverage: null,
    // A trigger price is no market price: paper would take it for one and fire at once.
    referencePrice: null,
    sendBefore: null,
  };
}
