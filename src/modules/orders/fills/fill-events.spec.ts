import fc from 'fast-check';
import { applyOrderEvent, type Order } from '@/modules/orders/order';
import { fillEventsOf } from '@/modules/orders/fills/fill-events';
import { ORDER_STATES, type OrderState } from '@/modules/orders/order-transitions';
import { anOrder } from '@test/support/builders/an-order';

const totals = (filledQuantity: string) => ({
  filledQuantity,
  averagePrice: '100',
  baseFee: '0',
});

function after(order: Order, filledQuantity: string): Order {
  return fillEventsOf(order, totals(filledQuantity)).reduce(
    (current, { type, change }) => applyOrderEvent(current, type, change, current.updatedAt),
    order,
  );
}

describe(fillEventsOf.name, () => {
  it.each<[OrderState, string, OrderState]>([
    ['SUBMITTED', '0.4', 'PARTIALLY_FILLED'],
    ['UNKNOWN', '1', 'FILLED'],
    ['ACCEPTED', '1', 'FILLED'],
    ['PENDING_CANCEL', '0.4', 'PENDING_CANCEL'],
    ['CANCELED', '0.4', 'CANCELED'],
    ['CANCELED', '1', 'FILLED'],
    ['EXPIRED', '1', 'FILLED'],
    ['NOT_PLACED', '0.4', 'PARTIALLY_FILLED'],
    ['REJECTED', '1', 'FILLED'],
    ['INITIALIZED', '1', 'FILLED'],
  ])('%s with %s of 1 filled becomes %s', (state, filled, becomes) => {
    expect(after(anOrder({ state }), filled)).toMatchObject({
      state: becomes,
      filledQuantity: filled,
      averagePrice: '100',
    });
  });

  it.each(['0.4', '1', '1.1'])(
    'leaves the end of a buy by quote amount to the venue, with %s of about 1 bought',
    (filled) => {
      expect(after(anOrder({ state: 'ACCEPTED', quoteQuantity: '100' }), filled)).toMatchObject({
        state: 'PARTIALLY_FILLED',
        filledQuantity: filled,
        needsAttention: null,
      });
    },
  );

  it('flags a fill of an order that had been given up', () => {
    expect(after(anOrder({ state: 'NOT_PLACED' }), '1').needsAttention).toContain('NOT_PLACED');
  });

  it('books and flags more than was ordered', () => {
    expect(after(anOrder({ state: 'ACCEPTED' }), '1.1')).toMatchObject({
      state: 'FILLED',
      filledQuantity: '1.1',
      needsAttention: 'filled 1.1 of 1: more than was ordered',
    });
    expect(after(anOrder({ state: 'FILLED', filledQuantity: '1' }), '1.1').filledQuantity).toBe(
      '1.1',
    );
  });

  it('never takes back what the venue reported ahead of its fills', () => {
    const order = anOrder({ state: 'PARTIALLY_FILLED', filledQuantity: '0.6', averagePrice: '99' });
    expect(after(order, '0.4')).toMatchObject({ filledQuantity: '0.6', averagePrice: '99' });
  });

  it('property: in every state the fill is booked and never refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ORDER_STATES),
        fc.constantFrom('0.1', '1', '2'),
        (state, filled) => {
          expect(after(anOrder({ state }), filled).filledQuantity).toBe(filled);
        },
      ),
    );
  });
});
