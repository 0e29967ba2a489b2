import fc from 'fast-check';
import { decimal } from '@/kernel/decimal';
import { applyOrderEvent, type Order, type OrderChange } from '@/modules/orders/order';
import {
  IN_FLIGHT,
  LIVE,
  nextState,
  nextStateWithFills,
  ORDER_EVENT_TYPES,
  ORDER_STATES,
  TERMINAL,
  TRANSITIONS,
  type OrderEventType,
  type OrderState,
} from '@/modules/orders/order-transitions';
import { IllegalOrderTransitionError } from '@/modules/orders/orders.errors';
import { anOrder } from '@test/support/builders/an-order';

interface Step {
  readonly from: OrderState;
  readonly event: OrderEventType;
  readonly to: OrderState;
}

/** Every edge of the table, and the states that fills make of it. */
const STEPS: readonly Step[] = ORDER_STATES.flatMap((from) =>
  ORDER_EVENT_TYPES.flatMap((event) => {
    const to = TRANSITIONS[from][event];
    if (to === undefined) return [];
    const withFills: OrderState = to === 'ACCEPTED' && event !== 'noted' ? 'PARTIALLY_FILLED' : to;
    return [...new Set([to, withFills])].map((state) => ({ from, event, to: state }));
  }),
);

const RANK: Readonly<Record<OrderState, number>> = {
  INITIALIZED: 0,
  SUBMITTED: 1,
  UNKNOWN: 2,
  ACCEPTED: 3,
  PARTIALLY_FILLED: 4,
  PENDING_CANCEL: 5,
  DENIED: 6,
  REJECTED: 6,
  NOT_PLACED: 6,
  CANCELED: 6,
  EXPIRED: 6,
  FILLED: 7,
};

/** The only edges that go back, each for a stated reason. */
const BACKWARD = new Set([
  'PENDING_CANCEL cancel-refused ACCEPTED',
  'PENDING_CANCEL cancel-refused PARTIALLY_FILLED',
  'PENDING_CANCEL accepted ACCEPTED',
  'PENDING_CANCEL accepted PARTIALLY_FILLED',
  'REJECTED late-truth UNKNOWN',
  'NOT_PLACED late-truth UNKNOWN',
  'CANCELED late-truth UNKNOWN',
  'EXPIRED late-truth UNKNOWN',
]);

describe('the order state machine', () => {
  it('reaches every state from INITIALIZED', () => {
    const reached = new Set<OrderState>(['INITIALIZED']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const { from, to } of STEPS) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...ORDER_STATES].sort());
  });

  it('leaves terminal states by the listed exits only', () => {
    const exits = STEPS.filter(({ from, to }) => TERMINAL.includes(from) && from !== to);
    expect(exits.map(({ from, event, to }) => `${from} ${event} ${to}`).sort()).toEqual([
      'CANCELED filled FILLED',
      'CANCELED late-truth UNKNOWN',
      'EXPIRED filled FILLED',
      'EXPIRED late-truth UNKNOWN',
      'NOT_PLACED late-truth UNKNOWN',
      'REJECTED late-truth UNKNOWN',
    ]);
  });

  it('goes back in rank by the listed edges only', () => {
    const back = STEPS.filter(({ from, to }) => RANK[to] < RANK[from]);
    expect(new Set(back.map(({ from, event, to }) => `${from} ${event} ${to}`))).toEqual(BACKWARD);
  });

  it('notes facts in every state without moving', () => {
    for (const state of ORDER_STATES) {
      expect(nextState(state, 'noted', 'o')).toBe(state);
      if (!['DENIED', 'REJECTED', 'NOT_PLACED'].includes(state)) {
        expect(nextStateWithFills(state, 'noted', true, 'o')).toBe(state);
      }
    }
  });

  it('divides the states into to-send, live and terminal', () => {
    expect(['INITIALIZED', ...LIVE, ...TERMINAL].sort()).toEqual([...ORDER_STATES].sort());
    expect(IN_FLIGHT.every((state) => LIVE.includes(state))).toBe(true);
  });

  it.each(ORDER_STATES.filter((state) => state !== 'INITIALIZED'))(
    'never sends an order that is %s',
    (state) => {
      expect(() => nextState(state, 'submitted', 'o')).toThrow(IllegalOrderTransitionError);
    },
  );

  it.each(['INITIALIZED', 'SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL', ...TERMINAL] as const)(
    'does not ask to cancel an order that is %s',
    (state) => {
      expect(() => nextState(state, 'cancel-requested', 'o')).toThrow(IllegalOrderTransitionError);
    },
  );

  it('lets the venue settle an unknown order in every way', () => {
    for (const event of [
      'accepted',
      'partially-filled',
      'filled',
      'canceled',
      'rejected',
      'expired',
    ] as const) {
      expect(TRANSITIONS.UNKNOWN[event]).toBeDefined();
    }
    expect(TRANSITIONS.UNKNOWN['not-placed']).toBe('NOT_PLACED');
  });

  it('lets an order that was given up become whatever the venue says, by an audited step', () => {
    const givenUp = anOrder({ state: 'NOT_PLACED' });
    const back = applyOrderEvent(givenUp, 'late-truth', {}, givenUp.updatedAt);
    expect(applyOrderEvent(back, 'filled', { filledQuantity: '1' }, back.updatedAt)).toMatchObject({
      state: 'FILLED',
      version: givenUp.version + 2,
    });
  });
});

describe('applyOrderEvent', () => {
  const at = new Date('2026-01-15T12:00:01.000Z');
  const apply = (order: Order, type: OrderEventType, change: OrderChange = {}): Order =>
    applyOrderEvent(order, type, change, at);

  it('keeps what was filled when the rest is canceled', () => {
    const part = apply(anOrder({ state: 'ACCEPTED' }), 'partially-filled', {
      filledQuantity: '0.4',
    });
    expect(apply(part, 'canceled')).toMatchObject({ state: 'CANCELED', filledQuantity: '0.4' });
  });

  it.each([
    ['0', 'ACCEPTED'],
    ['0.4', 'PARTIALLY_FILLED'],
  ])('a refused cancel returns an order with %s filled to %s', (filledQuantity, state) => {
    const pending = anOrder({ state: 'PENDING_CANCEL', filledQuantity });
    expect(apply(pending, 'cancel-refused').state).toBe(state);
  });

  it('a fill while a cancel is pending leaves the cancel pending, and the refusal still returns rightly', () => {
    const filled = apply(anOrder({ state: 'PENDING_CANCEL' }), 'partially-filled', {
      filledQuantity: '0.4',
    });
    expect(filled.state).toBe('PENDING_CANCEL');
    expect(apply(filled, 'cancel-refused').state).toBe('PARTIALLY_FILLED');
  });

  it('an acknowledgement that is recorded after the first fill takes nothing back', () => {
    const part = anOrder({ state: 'PARTIALLY_FILLED', filledQuantity: '0.4' });
    expect(apply(part, 'accepted', { venueOrderId: '7' })).toMatchObject({
      state: 'PARTIALLY_FILLED',
      venueOrderId: '7',
    });
  });

  it.each(['not-placed', 'rejected'] as const)('refuses %s for an order with fills', (event) => {
    const unknown = anOrder({ state: 'UNKNOWN', filledQuantity: '0.4' });
    expect(() => apply(unknown, event)).toThrow(IllegalOrderTransitionError);
  });

  it('never lets the time of an order go back', () => {
    const order = anOrder({ updatedAt: new Date('2026-01-15T12:00:05.000Z') });
    expect(apply(order, 'submitted').updatedAt).toEqual(order.updatedAt);
  });

  it('refuses to take a fill back', () => {
    const part = anOrder({ state: 'PARTIALLY_FILLED', filledQuantity: '0.4' });
    expect(() => apply(part, 'partially-filled', { filledQuantity: '0.3' })).toThrow(RangeError);
  });

  it('property: no sequence of legal events loses filled quantity, and each adds one to the version', () => {
    const step = fc.record({
      event: fc.constantFrom(...ORDER_EVENT_TYPES),
      added: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let order = anOrder({ quantity: '10' });
        for (const { event, added } of steps) {
          const fills = event === 'filled' || event === 'partially-filled';
          const filledQuantity = decimal(order.filledQuantity)
            .plus(fills ? added : 0)
            .toFixed();
          let next: Order;
          try {
            next = apply(order, event, fills ? { filledQuantity } : {});
          } catch (error) {
            if (error instanceof IllegalOrderTransitionError) continue;
            throw error;
          }
          expect(next.version).toBe(order.version + 1);
          expect(next.filledQuantity).toBe(filledQuantity);
          const hasFills = !decimal(next.filledQuantity).isZero();
          if (hasFills)
            expect(['DENIED', 'REJECTED', 'NOT_PLACED', 'INITIALIZED']).not.toContain(next.state);
          order = next;
        }
      }),
    );
  });
});
