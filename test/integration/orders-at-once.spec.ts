import type { DataSource } from 'typeorm';
import type { AlarmId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import type { RecordEntry, RecordOptions } from '@/modules/orders/order-recording';
import {
  EntriesStoppedError,
  LeaseLostError,
  RecordNotAllowedError,
} from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Placed } from '@/modules/orders/decisions/trade-decision';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import type { IdSource } from '@/platform/identity/new-id';
import type { Lease } from '@/platform/worker/lease';
import { unitOfWorkFor } from '@test/support/database';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

const LANE = 'main|bingx-usdt-m/BTC-USDT';
const LONG_MS = 60_000;

describe(`${OrdersService.name}.placeAndRecord`, () => {
  const bench = OrdersBench.forSuite();
  const { aDecision, anEntry, aClose } = bench;
  let orders: OrdersService;
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let alarmId: AlarmId;

  beforeEach(() => {
    ({ orders, source, clock, ids, alarmId } = bench.begin());
  });

  async function heldLane(owner = 'one'): Promise<Lease> {
    const lease = await orders.takeLane(LANE, owner, LONG_MS);
    if (lease === null) throw new Error('the lane should have been free');
    return lease;
  }

  const submitted = (order: Order): RecordEntry => ({
    ...{ order, type: 'submitted', data: { lane: LANE } },
    change: { submittedAt: clock.now() },
  });
  const noneWritten = async (): Promise<void> => {
    expect(await orders.count({})).toBe(0);
    expect(await orders.decisionsOfAlarm(alarmId)).toEqual([]);
  };

  it('writes the first order as sent along with its decision, with both events, and the others as made', async () => {
    const decision = aDecision();
    const drafts = orders.drafts(decision, [aClose(), anEntry()]);
    expect(await orders.count({})).toBe(0);
    const lease = await heldLane();
    const options = { isAllowed: Promise.resolve(true), isEntryGated: true };
    const placed = await orders.placeAndRecord(decision, drafts, submitted(first(drafts)), {
      ...options,
      lease,
    });
    expect(placed).toMatchObject({
      isNew: true,
      orders: [
        { state: 'SUBMITTED', version: 2 },
        { state: 'INITIALIZED', version: 1 },
      ],
    });
    const history = first(await orders.decisionsOfAlarm(alarmId));
    expect(history.orders.map(({ order }) => order)).toEqual(placed.orders);
    expect(history.orders.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ['initialized', 'submitted'],
      ['initialized'],
    ]);
  });

  it.each([
    [
      'the lane was taken over',
      { lease: { name: LANE, owner: 'slow', token: '7' } },
      LeaseLostError,
    ],
    ['a look said no', { isAllowed: Promise.resolve(false) }, RecordNotAllowedError],
  ])('writes nothing at all where %s', async (_why, options, error) => {
    const decision = aDecision();
    const drafts = orders.drafts(decision, [anEntry()]);
    await expect(
      orders.placeAndRecord(decision, drafts, submitted(first(drafts)), options),
    ).rejects.toThrow(error);
    await noneWritten();
  });

  it('writes nothing at all while entries are stopped, and a look that fails is heard', async () => {
    const decision = aDecision();
    const drafts = orders.drafts(decision, [anEntry()]);
    const entry = submitted(first(drafts));
    const isAllowed = Promise.reject(new Error('no look'));
    await expect(orders.placeAndRecord(decision, drafts, entry, { isAllowed })).rejects.toThrow(
      'no look',
    );
    const work = unitOfWorkFor({ orders: source });
    const state = { scope: 'system', state: 'reducing', changedAt: clock.now() } as const;
    await work.run('orders', (tx) =>
      new TradingStatesRepository(source).save({ ...state, changedBy: 'maria', why: null }, tx),
    );
    const gated = orders.placeAndRecord(decision, drafts, entry, { isEntryGated: true });
    await expect(gated).rejects.toThrow(EntriesStoppedError);
    await noneWritten();
  });

  it('leaves a decision that exists, and its orders, as they are', async () => {
    const placed = await orders.place(aDecision(), [anEntry()]);
    const decision = aDecision();
    const drafts = orders.drafts(decision, [anEntry()]);
    const again = await orders.placeAndRecord(decision, drafts, submitted(first(drafts)), {});
    expect(again).toEqual({ ...placed, isNew: false });
    expect(await orders.count({})).toBe(1);
    expect((await orders.get(first(placed.orders).id)).state).toBe('INITIALIZED');
  });

  it('of ten that place and send for one alarm at once, one does', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, () => {
        const decision = aDecision();
        const drafts = orders.drafts(decision, [anEntry()]);
        return orders.placeAndRecord(decision, drafts, submitted(first(drafts)), {});
      }),
    );
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await orders.count({ state: 'SUBMITTED' })).toBe(1);
  });

  describe('a lane that is taken with the commit', () => {
    const wasHeld = async (): Promise<void> => orders.releaseLane(await heldLane());
    const placeIn = (lease: Lease | null, decision = aDecision()): Promise<Placed> => {
      if (lease === null) throw new Error('no tenure could begin');
      const drafts = orders.drafts(decision, [anEntry()]);
      const options: RecordOptions = { lease, leaseMs: LONG_MS };
      return orders.placeAndRecord(decision, drafts, submitted(first(drafts)), options);
    };

    it('begins a tenure, which is renewed and given back like any other', async () => {
      await wasHeld();
      const tenure = await orders.nextTenure(LANE, 'two');
      expect(tenure).toEqual({ name: LANE, owner: 'two', token: '2' });
      expect((await placeIn(tenure)).isNew).toBe(true);
      expect(await orders.takeLane(LANE, 'three', LONG_MS)).toBeNull();
      const renewed = tenure === null ? null : await orders.renewLane(tenure, LONG_MS);
      expect(renewed).toEqual(tenure);
      if (tenure !== null) await orders.releaseLane(tenure);
      expect(await orders.takeLane(LANE, 'three', LONG_MS)).toMatchObject({ token: '3' });
    });

    it('is none where the lane was never taken, is held, or has an order to send', async () => {
      expect(await orders.nextTenure(LANE, 'two')).toBeNull();
      const lease = await heldLane();
      expect(await orders.nextTenure(LANE, 'two')).toBeNull();
      expect(await orders.nextTenure(LANE, 'one')).toBeNull();
      await orders.releaseLane(lease);
      await orders.place(aDecision(), [anEntry()]);
      expect(await orders.nextTenure(LANE, 'two')).toBeNull();
    });

    it('writes nothing where somebody had the lane since the glance, or has it now', async () => {
      await wasHeld();
      const tenure = await orders.nextTenure(LANE, 'two');
      await wasHeld();
      await expect(placeIn(tenure)).rejects.toThrow(LeaseLostError);
      const second = await orders.nextTenure(LANE, 'two');
      await heldLane();
      await expect(placeIn(second)).rejects.toThrow(LeaseLostError);
      await noneWritten();
    });

    it('is given to one of ten that saw it free', async () => {
      await wasHeld();
      const seen = await Promise.all(
        Array.from({ length: 10 }, (_, i) => orders.nextTenure(LANE, `owner ${String(i)}`)),
      );
      const placed = await Promise.allSettled(
        seen.map((tenure) => placeIn(tenure, aDecision({ alarmId: ids.newId() as AlarmId }))),
      );
      expect(placed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await orders.count({})).toBe(1);
    });

    it('stays free where the decision is taken back', async () => {
      await wasHeld();
      const tenure = await orders.nextTenure(LANE, 'two');
      await orders.place(aDecision({ outcome: 'skipped' }), []);
      expect((await placeIn(tenure)).isNew).toBe(false);
      expect(await orders.nextTenure(LANE, 'two')).toEqual(tenure);
    });
  });
});
