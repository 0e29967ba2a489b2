import type { Order } from '@/modules/orders/order';
import { isOlderThan, lostCloseOf } from '@/modules/trading/close-retry';

let serial = 0;
const order = (change: Partial<Order>): Order => {
  serial += 1;
  return {
    id: `o${String(serial)}`,
    purpose: 'close',
    state: 'FILLED',
    refusalCategory: null,
    decisionId: 'd1',
    ...change,
  } as Order;
};

describe(lostCloseOf.name, () => {
  it('finds nothing where no close is lost', () => {
    expect(lostCloseOf([])).toBeNull();
    expect(lostCloseOf([order({ purpose: 'entry' }), order({})])).toBeNull();
    expect(
      lostCloseOf([order({ state: 'REJECTED', refusalCategory: 'nothing-to-close' })]),
    ).toBeNull();
  });

  it.each([
    ['NOT_PLACED', null],
    ['REJECTED', 'venue-unreachable'],
    ['DENIED', 'holding-changed'],
  ] as const)('finds a close that is %s (%s)', (state, refusalCategory) => {
    const lost = order({ state, refusalCategory });
    expect(lostCloseOf([order({ purpose: 'entry' }), lost])?.order.id).toBe(lost.id);
  });

  it('waits while a close is under way', () => {
    const lost = order({ state: 'NOT_PLACED' });
    for (const state of ['INITIALIZED', 'SUBMITTED', 'UNKNOWN', 'ACCEPTED'] as const) {
      expect(lostCloseOf([lost, order({ state })])).toBeNull();
    }
  });

  it('looks at the newest close only, and counts the attempts of its decision', () => {
    const first = order({ state: 'NOT_PLACED' });
    const second = order({ state: 'NOT_PLACED' });
    const other = order({ state: 'NOT_PLACED', decisionId: 'd0' as Order['decisionId'] });
    expect(lostCloseOf([other, first, second])?.attempts.map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
    expect(lostCloseOf([first, order({})])).toBeNull();
  });
});

describe(isOlderThan.name, () => {
  it('leaves an entry to its own alarm that came after the close', () => {
    const at = (ms: number): Partial<Order> => ({ createdAt: new Date(ms) });
    const [old, close, later] = [order(at(1)), order(at(2)), order(at(3))];
    const isOlder = isOlderThan(close, [old, close, later]);
    expect([old, later].map(({ id }) => isOlder({ orderId: id }))).toEqual([true, false]);
  });
});
