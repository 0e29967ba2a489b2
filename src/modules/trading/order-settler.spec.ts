import type { PinoLogger } from 'nestjs-pino';
import type { Clock } from '@/kernel/clock';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderEventType } from '@/modules/orders/order-transitions';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import { OrderRecognition } from '@/modules/trading/order-recognition';
import { OrderSettler } from '@/modules/trading/order-settler';
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
    { now: () => NOW, monotonicMs: () => 0 } satisfies Clock,
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
