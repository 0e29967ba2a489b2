import { applyOrderEvent, type Order } from '@/modules/orders/order';
import { checkPlanAfter } from '@/modules/orders/check-plan';
import type { OrderEventType, OrderState } from '@/modules/orders/order-transitions';
import { anOrder } from '@test/support/builders/an-order';

describe(checkPlanAfter.name, () => {
  const planAfter = (before: Order, event: OrderEventType) =>
    checkPlanAfter(before, applyOrderEvent(before, event, {}, before.updatedAt));

  it.each<[OrderState, OrderEventType, number | null]>([
    ['INITIALIZED', 'submitted', 8_000],
    ['SUBMITTED', 'accepted', 1_000],
    ['SUBMITTED', 'unknown', 1_000],
    ['ACCEPTED', 'cancel-requested', 1_000],
    ['UNKNOWN', 'not-placed', 30_000],
    ['ACCEPTED', 'filled', null],
    ['SUBMITTED', 'rejected', null],
    ['INITIALIZED', 'denied', null],
  ])('%s after %s is looked at in %s ms', (state, event, ms) => {
    const before = anOrder({ state });
    const nextCheckAt = ms === null ? null : new Date(before.updatedAt.getTime() + ms);
    expect(planAfter(before, event)).toEqual({ nextCheckAt, checks: 0 });
  });

  it('keeps what is planned when nothing moved', () => {
    expect(planAfter(anOrder({ state: 'UNKNOWN' }), 'noted')).toEqual({});
  });
});
