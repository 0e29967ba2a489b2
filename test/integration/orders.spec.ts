import type { DataSource } from 'typeorm';
import type { AlarmId, DecisionId, StrategyId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import {
  DecisionNotFoundError,
  EntriesStoppedError,
  IllegalOrderTransitionError,
  LeaseLostError,
  OrderChangedError,
} from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { TradingStatesRepository } from '@/modules/orders/trading-states.repository';
import type { NewOrder } from '@/modules/orders/trade-decision';
import type { IdSource } from '@/platform/identity/new-id';
import { unitOfWorkFor } from '@test/support/database';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

const LANE = 'main|bingx-usdt-m/BTC-USDT';

describe(OrdersService.name, () => {
  const bench = new OrdersBench();
  const { aDecision, anEntry, aClose, accepted } = bench;
  let orders: OrdersService;
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let alarmId: AlarmId;
  let strategyId: StrategyId;

  beforeAll(() => bench.open());
  beforeEach(() => {
    ({ orders, source, clock, ids, alarmId, strategyId } = bench.begin());
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.close());

  describe('place', () => {
    it('writes decision, orders and first events, and reads them back exactly', async () => {
      const decision = aDecision();
      const placed = await orders.place(decision, [
        aClose(),
        anEntry({ quantity: '123456789012.123456789012345678' }),
      ]);
      expect(placed.isNew).toBe(true);
      const history = first(await orders.decisionsOfAlarm(alarmId));
      expect(history.decision).toEqual(decision);
      expect(history.orders.map(({ order }) => order)).toEqual(placed.orders);
      expect(history.orders.map(({ events }) => events.map((event) => event.type))).toEqual([
        ['initialized'],
        ['initialized'],
      ]);
      expect(placed.orders.map((order) => order.clientOrderId)).toEqual([
        expect.stringMatching(/^s[0-9a-f]{31}$/),
        expect.stringMatching(/^s[0-9a-f]{31}$/),
      ]);
    });

    it('of ten that place for one alarm and strategy at once, one writes and all see the same', async () => {
      const all = await Promise.all(
        Array.from({ length: 10 }, () => orders.place(aDecision(), [anEntry()])),
      );
      expect(all.filter((placed) => placed.isNew)).toHaveLength(1);
      expect(new Set(all.map((placed) => placed.decision.id)).size).toBe(1);
      expect(new Set(all.map((placed) => first(placed.orders).id)).size).toBe(1);
      expect(await orders.count({})).toBe(1);
    });

    it('repeats by id where there is no alarm', async () => {
      const decision = aDecision({ alarmId: null, strategyId: null, source: 'manual' });
      await orders.place(decision, [anEntry()]);
      expect(await orders.place(decision, [anEntry()])).toMatchObject({ isNew: false });
      expect(await orders.count({})).toBe(1);
    });

    it('wakes the sender for new orders only', async () => {
      let calls = 0;
      orders.onPlaced(() => (calls += 1));
      await orders.place(aDecision(), [anEntry()]);
      await orders.place(aDecision(), [anEntry()]);
      await orders.place(aDecision({ alarmId: ids.newId() as AlarmId, outcome: 'skipped' }), []);
      expect(calls).toBe(1);
    });

    it('adds later legs once, also when two add them at once', async () => {
      const { decision } = await orders.place(aDecision(), [anEntry()]);
      const leg = (name: string): NewOrder => aClose({ leg: name, purpose: 'stop-loss' });
      const both = await Promise.all([
        orders.addOrders(decision.id, [leg('stop-loss:1'), leg('stop-loss:2')]),
        orders.addOrders(decision.id, [leg('stop-loss:1'), leg('stop-loss:2')]),
      ]);
      expect(both[0]).toEqual(both[1]);
      expect(await orders.ofDecision(decision.id)).toHaveLength(3);
      await expect(orders.addOrders(ids.newId() as DecisionId, [])).rejects.toThrow(
        DecisionNotFoundError,
      );
    });
  });

  describe('record', () => {
    it('moves the order and appends the event with its data', async () => {
      const order = await accepted(anEntry());
      expect(await orders.get(order.id)).toEqual(order);
      const events = await orders.eventsOf(order.id);
      expect(
        events.map(({ sequence, type, stateAfter }) => `${String(sequence)} ${type} ${stateAfter}`),
      ).toEqual(['1 initialized INITIALIZED', '2 submitted SUBMITTED', '3 accepted ACCEPTED']);
      expect(events[2]?.data).toEqual({ ms: 12 });
    });

    it('lets one of two writers through and tells the other', async () => {
      const order = await accepted(anEntry());
      const results = await Promise.allSettled([
        orders.record(order, 'canceled', {}, {}),
        orders.record(order, 'cancel-requested', {}, {}),
      ]);
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(results.find((result) => result.status === 'rejected')).toMatchObject({
        reason: expect.any(OrderChangedError) as unknown,
      });
      expect(await orders.eventsOf(order.id)).toHaveLength(4);
    });

    it('refuses an illegal step and writes nothing', async () => {
      const order = await accepted(anEntry());
      await expect(async () => orders.record(order, 'submitted', {}, {})).rejects.toThrow(
        IllegalOrderTransitionError,
      );
      expect(await orders.eventsOf(order.id)).toHaveLength(3);
    });

    it('writes nothing for a holder whose lane was taken over', async () => {
      const placed = await orders.place(aDecision(), [anEntry()]);
      const order = first(placed.orders);
      const lease = await orders.takeLane(LANE, 'slow', 60_000);
      if (lease === null) throw new Error('the lane should be free');
      await orders.releaseLane(lease);
      await orders.takeLane(LANE, 'fast', 60_000);
      await expect(orders.record(order, 'submitted', {}, {}, { lease })).rejects.toThrow(
        LeaseLostError,
      );
      expect((await orders.get(order.id)).state).toBe('INITIALIZED');
      expect(await orders.eventsOf(order.id)).toHaveLength(1);
    });

    it('lets no entry out that a halt overtakes, and holds no close up', async () => {
      const states = new TradingStatesRepository(source);
      const work = unitOfWorkFor({ orders: source });
      const placed = await orders.place(aDecision(), [anEntry(), aClose()]);
      const [entry, close] = placed.orders;
      if (entry === undefined || close === undefined) throw new Error('no orders');
      let submit: Promise<unknown> = Promise.resolve();
      let isAnswered = false;
      await work.run('orders', async (tx) => {
        await states.lockForChange(tx);
        const state = { scope: 'system', state: 'halted', changedAt: clock.now() } as const;
        await states.save({ ...state, changedBy: 'maria', why: null }, tx);
        // Everybody still reads "active" here: the halt is not committed.
        submit = orders
          .record(entry, 'submitted', {}, {}, { isEntryGated: true })
          .catch((error: unknown) => error)
          .finally(() => (isAnswered = true));
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(isAnswered).toBe(false);
      });
      expect(await submit).toBeInstanceOf(EntriesStoppedError);
      expect((await orders.get(entry.id)).state).toBe('INITIALIZED');
      await orders.record(close, 'submitted', {}, {}, { isEntryGated: false });
      expect((await orders.get(close.id)).state).toBe('SUBMITTED');
    });

    it('cuts texts that are longer than the columns', async () => {
      const placed = await orders.place(aDecision(), [anEntry()]);
      const denied = await orders.record(
        first(placed.orders),
        'denied',
        { refusalMessage: 'x'.repeat(900) },
        {},
      );
      expect(await orders.get(denied.id)).toEqual(denied);
    });
  });

  describe('list', () => {
    it('filters, pages newest first without gaps, and counts', async () => {
      const made: Order[] = [];
      for (let n = 0; n < 7; n++) {
        if (n % 2 === 0) clock.advance(1);
        const instrument = n < 5 ? 'bingx-usdt-m/BTC-USDT' : 'bingx-usdt-m/ETH-USDT';
        made.push(await accepted(anEntry({ instrument })));
      }
      const newest = [...made].reverse().map((order) => order.id);
      const seen: string[] = [];
      for (let place: { createdAt: Date; id: string } | null = null; ;) {
        const page: readonly Order[] = await orders.list({}, 3, place);
        seen.push(...page.map((order) => order.id));
        const last = page.at(-1);
        if (last === undefined) break;
        place = { createdAt: last.createdAt, id: last.id };
      }
      expect(seen).toEqual(newest);
      expect(await orders.count({ instrument: 'bingx-usdt-m/ETH-USDT' })).toBe(2);
      expect(await orders.count({ state: 'FILLED' })).toBe(0);
      expect(
        await orders.count({ account: 'main', venue: 'paper', purpose: 'entry', strategyId }),
      ).toBe(7);
      expect(await orders.count({ needsAttention: true })).toBe(0);
      expect(await orders.count({ needsAttention: false, to: new Date(0) })).toBe(0);
      await orders.record(first(made), 'noted', { needsAttention: 'look' }, {});
      expect(await orders.list({ needsAttention: true }, 10, null)).toHaveLength(1);
    });
  });
});
