import type { DataSource } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import { ExternalBooking } from '@/modules/orders/external/external-booking';
import { ExternalOrdersRepository } from '@/modules/orders/external/external-orders.repository';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import { FillsRepository } from '@/modules/orders/fills/fills.repository';
import type { Order } from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { PAIR_LEGS, type PairOfOrders } from '@/modules/orders/order-pair';
import type { RecordEntry } from '@/modules/orders/order-recording';
import {
  IllegalOrderTransitionError,
  LeaseLostError,
  OrderChangedError,
} from '@/modules/orders/orders.errors';
import { OrdersRepository } from '@/modules/orders/orders.repository';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { IdSource } from '@/platform/identity/new-id';
import { unitOfWorkFor } from '@test/support/database';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

describe('two orders of which one cancels the other', () => {
  const bench = OrdersBench.forSuite();
  const { aDecision, anEntry } = bench;
  let orders: OrdersService;
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;

  beforeEach(() => {
    ({ orders, source, clock, ids } = bench.begin());
  });

  async function placed(): Promise<PairOfOrders> {
    const decision = aDecision({ alarmId: null, strategyId: null, source: 'manual' });
    const leg = (fields: Parameters<typeof anEntry>[0]) =>
      anEntry({ isOfPair: true, purpose: 'manual', ...fields });
    const { orders: both } = await orders.place(decision, [
      leg({ leg: PAIR_LEGS.limit, type: 'limit', price: '90000' }),
      leg({ leg: PAIR_LEGS.stop, type: 'stop-limit', price: '99100', stopPrice: '99000' }),
    ]);
    const pair = await orders.pairOf(first(both));
    if (pair === null) throw new Error('a pair was placed');
    return pair;
  }

  const submitted = (order: Order): RecordEntry => ({
    ...{ order, type: 'submitted', data: { lane: 'x' } },
    change: { submittedAt: clock.now() },
  });
  const statesOf = async ({ limit, stop }: PairOfOrders): Promise<readonly string[]> =>
    Promise.all([limit, stop].map(async ({ id }) => (await orders.get(id)).state));

  it('are placed under one id, with numbers for client order ids, and found from either', async () => {
    const pair = await placed();
    expect(pair.limit.pairId).toMatch(/^815\d{15}$/);
    expect(pair.stop.pairId).toBe(pair.limit.pairId);
    const named = [pair.limit.pairId, pair.limit.clientOrderId, pair.stop.clientOrderId];
    expect(new Set(named).size).toBe(3);
    for (const id of named) expect(id).toMatch(/^\d{18}$/);
    expect(await orders.pairOf(pair.stop)).toEqual(pair);
    const single = first((await orders.place(aDecision(), [anEntry()])).orders);
    expect([single.pairId, await orders.pairOf(single)]).toEqual([null, null]);
  });

  it('are written down as sent together, with an event each', async () => {
    const pair = await placed();
    const written = await orders.recordAll([pair.limit, pair.stop].map(submitted));
    expect(written.map(({ state, version }) => [state, version])).toEqual([
      ['SUBMITTED', 2],
      ['SUBMITTED', 2],
    ]);
    expect(await statesOf(pair)).toEqual(['SUBMITTED', 'SUBMITTED']);
    for (const { id } of written) {
      const events = await orders.eventsOf(id);
      expect(events.map(({ type }) => type)).toEqual(['initialized', 'submitted']);
    }
  });

  it.each(['limit', 'stop'] as const)(
    'are not written down when the %s has changed meanwhile',
    async (changed) => {
      const pair = await placed();
      await orders.record(pair[changed], 'noted', {}, {});
      const both = [pair.limit, pair.stop].map(submitted);
      await expect(orders.recordAll(both)).rejects.toThrow(OrderChangedError);
      expect(await statesOf(pair)).toEqual(['INITIALIZED', 'INITIALIZED']);
      const other = changed === 'limit' ? pair.stop : pair.limit;
      expect(await orders.eventsOf(other.id)).toHaveLength(1);
    },
  );

  it('are not written down when one of them may not go that way', async () => {
    const pair = await placed();
    const denied = await orders.record(pair.stop, 'denied', {}, {});
    const isAllowed = Promise.reject(new Error('nobody looks at it'));
    const both = [pair.limit, denied].map(submitted);
    await expect(orders.recordAll(both, { isAllowed })).rejects.toThrow(
      IllegalOrderTransitionError,
    );
    expect(await statesOf(pair)).toEqual(['INITIALIZED', 'DENIED']);
  });

  it('are not written down by who lost the lane', async () => {
    const pair = await placed();
    const lease = await orders.takeLane('lane', 'one', 1_000);
    if (lease === null) throw new Error('the lane is free');
    const both = [pair.limit, pair.stop].map(submitted);
    await expect(orders.recordAll(both, { lease: { ...lease, token: '999' } })).rejects.toThrow(
      LeaseLostError,
    );
    expect(await statesOf(pair)).toEqual(['INITIALIZED', 'INITIALIZED']);
  });

  it('count as one entry, and as one open side', async () => {
    await placed();
    await orders.place(aDecision(), [anEntry()]);
    expect(await orders.recentEntryCount('main', new Date(0))).toBe(2);
    expect(await orders.openSides('main')).toBe(2);
  });

  it('are ours by their client order ids before the venue said its own', async () => {
    const pair = await placed();
    const decisions = new DecisionsRepository(source);
    const rows = new OrdersRepository(source);
    const external = new ExternalOrdersRepository(source);
    const booking = new ExternalBooking(
      unitOfWorkFor({ orders: source }),
      decisions,
      rows,
      new OrderEventsRepository(source),
      new FillsRepository(source),
      external,
      ids,
      clock,
    );
    const service = new ExternalOrdersService(external, booking, ids, clock);
    const seen = { venueOrderId: '77', clientOrderId: pair.stop.clientOrderId as string };
    const { orders: known } = await service.known({ account: 'main', venue: 'paper' }, [seen], []);
    expect(known.map(({ id }): OrderId => id)).toEqual([pair.stop.id]);
  });
});
