import type { PinoLogger } from 'nestjs-pino';
import type { Clock } from '@/kernel/clock';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderEventType } from '@/modules/orders/order-transitions';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import { OrderRecognition } from '@/modules/trading/settling/order-recognition';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { anOrder } from '@test/support/builders/an-order';

const NOW = new Date('2026-01-15T15:00:00.000Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

/** A settler before a venue that knows no order and lists none. */
function settlerAt(clientOrderIdFoundMs: number | undefined) {
  const recorded: { type: OrderEventType; needsAttention: string | null | undefined }[] = [];
  const record: Pick<OrdersService, 'record'>['record'] = (order, type, change) => {
    recorded.push({ type, needsAttention: change.needsAttention });
    return Promise.resolve({ ...order, ...change });
  };
  const nothing = (): Promise<readonly never[]> => Promise.resolve([]);
  const venues = {
    get: () => ({ capabilities: { clientOrderIdFoundMs } }),
    orders: () => ({ find: () => Promise.resolve(null), open: nothing, history: nothing }),
  };
  const orders = { record } as unknown as OrdersService;
  const registry = venues as unknown as VenueRegistry;
  const settler = new OrderSettler(
    orders,
    registry,
    new OrderRecognition(orders, registry),
    { now: () => NOW, monotonicMs: () => 0, isUnsure: false } satisfies Clock,
    { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger,
  );
  return { settler, recorded };
}

const unknownSince = (submittedAt: Date, fields: Partial<Order> = {}) => ({
  ...anOrder({ state: 'UNKNOWN', submittedAt, ...fields }),
  checks: 20,
});

describe('an order that the venue does not know after many looks', () => {
  it('was not placed, where ids are found for good', async () => {
    const { settler, recorded } = settlerAt(undefined);
    await settler.settle(unknownSince(minutesAgo(600)));
    expect(recorded.map(({ type }) => type)).toEqual(['not-placed']);
  });

  it('was not placed, while the venue would still find it', async () => {
    const { settler, recorded } = settlerAt(115 * 60_000);
    await settler.settle(unknownSince(minutesAgo(114)));
    expect(recorded.map(({ type }) => type)).toEqual(['not-placed']);
  });

  it('is shown to a person once the venue has forgotten our id, and only once', async () => {
    const { settler, recorded } = settlerAt(115 * 60_000);
    const flagged = await settler.settle(unknownSince(minutesAgo(116)));
    expect(recorded).toEqual([
      { type: 'noted', needsAttention: expect.stringMatching(/does not find orders by our id/) },
    ]);
    await settler.settle({ ...flagged, checks: 21 });
    expect(recorded).toHaveLength(1);
  });
});

describe('an order that has ended on the venue, with fills that are booked at another one', () => {
  const report = {
    ...{ venueOrderId: 'theirs', clientOrderId: null, state: 'filled', filledQuantity: '1' },
    ...{ side: 'sell', positionSide: 'long', type: 'take-profit-market', quantity: '1' },
    ...{ averagePrice: '100', stopPrice: '100', updatedAt: null },
  } as const;

  function settler() {
    const notes: (string | null | undefined)[] = [];
    const orders = {
      record: (order: Order, _type: OrderEventType, change: Partial<Order>) => {
        notes.push(change.needsAttention);
        return Promise.resolve({ ...order, ...change });
      },
      recordFills: (order: Order) => Promise.resolve({ order, added: 0, ofOthers: [] }),
    } as unknown as OrdersService;
    const venues = {
      orders: () => ({ find: () => Promise.resolve(report), fills: () => Promise.resolve([]) }),
    } as unknown as VenueRegistry;
    const logger = { setContext: () => undefined, error: () => undefined };
    const made = new OrderSettler(
      orders,
      venues,
      new OrderRecognition(orders, venues),
      { now: () => NOW, monotonicMs: () => 0, isUnsure: false } satisfies Clock,
      logger as unknown as PinoLogger,
    );
    return { made, notes };
  }

  it('is shown to a person after ten looks, once, and until then left to the next look', async () => {
    const { made, notes } = settler();
    const order = anOrder({ state: 'PENDING_CANCEL', venueOrderId: 'theirs' });
    await made.settle({ ...order, checks: 8 });
    expect(notes).toEqual([]);
    const flagged = await made.settle({ ...order, checks: 9 });
    expect(notes).toEqual([
      expect.stringMatching(/filled with 1 traded, of which 0 is booked here/),
    ]);
    await made.settle({ ...flagged, checks: 10 });
    expect(notes).toHaveLength(1);
  });
});
