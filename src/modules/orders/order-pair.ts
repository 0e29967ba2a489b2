import type { Order } from '@/modules/orders/order';

/** The two orders of an OCO: whichever trades first cancels the other, and they lock their coins once. */
export interface PairOfOrders {
  readonly limit: Order;
  /** The one that waits for its trigger. */
  readonly stop: Order;
}

/** The legs of a decision that the two are. */
export const PAIR_LEGS = { limit: 'oco-limit', stop: 'oco-stop' } as const;

/** The pair among the orders of its decision; null when there is none. */
export function pairAmong(orders: readonly Order[]): PairOfOrders | null {
  const legOf = (leg: string): Order | undefined =>
    orders.find((order) => order.pairId !== null && order.leg === leg);
  const [limit, stop] = [legOf(PAIR_LEGS.limit), legOf(PAIR_LEGS.stop)];
  return limit === undefined || stop === undefined ? null : { limit, stop };
}
