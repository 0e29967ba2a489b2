import { decimal } from '@/kernel/decimal';
import type { FillTotals, Order, OrderChange } from '@/modules/orders/order';
import { TRANSITIONS, type OrderEventType } from '@/modules/orders/order-transitions';

/** One event to apply. */
export interface PlannedEvent {
  readonly type: OrderEventType;
  readonly change: OrderChange;
}

/**
 * The events that bring an order to what its fills say, in order. A fill is never refused: where the table has no step
 * for it, an ended order goes back through `late-truth`, and if even that is not possible the fill is noted and a
 * person is asked to look.
 */
export function fillEventsOf(order: Order, totals: FillTotals): readonly PlannedEvent[] {
  const total = decimal(totals.filledQuantity);
  // The venue's own report may have been ahead of its list of fills; what was booked stays.
  const change: OrderChange = total.lt(decimal(order.filledQuantity)) ? {} : totals;
  // A buy by quote amount gets what the amount buys: only the venue can say that it is done.
  const isOpenEnded = order.quoteQuantity !== null;
  const isOverfilled = !isOpenEnded && total.gt(decimal(order.quantity));
  const flagged: OrderChange = isOverfilled
    ? {
        ...change,
        needsAttention: `filled ${totals.filledQuantity} of ${order.quantity}: more than was ordered`,
      }
    : change;
  const isWhole = !isOpenEnded && total.gte(decimal(order.quantity));
  const type = isWhole ? 'filled' : 'partially-filled';
  const why = `a fill arrived when the order was ${order.state}`;
  const steps = TRANSITIONS[order.state];
  if (steps[type] !== undefined) return [{ type, change: flagged }];
  if (steps['late-truth'] !== undefined) {
    return [
      { type: 'late-truth', change: {} },
      { type, change: { needsAttention: why, ...flagged } },
    ];
  }
  return [{ type: 'noted', change: { needsAttention: why, ...flagged } }];
}
