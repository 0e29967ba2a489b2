import type { DataSource } from 'typeorm';
import type { AlarmId, DecisionId, OrderId } from '@/kernel/ids';
import {
  DecisionNotFoundError,
  EntriesStoppedError,
  IllegalOrderTransitionError,
  LeaseLostError,
  OrderChangedError,
  OrderNotFoundError,
} from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import type { NewOrder } from '@/modules/orders/decisions/trade-decision';
import type { IdSource } from '@/platform/identity/new-id';
import { unitOfWorkFor } from '@test/support/database';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

const LANE = 'main|bingx-usdt-m/BTC-USDT';

describe(OrdersService.name, () => {
  const bench = OrdersBench.forSuite();
  const { aDecision, anEntry, aClose, aFill, accepted } = bench;
  let orders: OrdersService;
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let alarmId: AlarmId;

  beforeEach(() => {
    ({ orders, source, clock, ids, alarmId } = bench.begin());
  });

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

  describe('recordFills', () => {
    it('counts a fill once and derives quantity and average price', async () => {
      const order = await accepted(anEntry());
      const fill = aFill('0.25', { price: '100' });
      const part = await orders.recordFills(order, [fill], { isFinal: false });
      expect(part).toMatchObject({
        added: 1,
        order: { state: 'PARTIALLY_FILLED', filledQuantity: '0.25' },
      });
      const rest = await orders.recordFills(part.order, [fill, aFill('0.75', { price: '104' })], {
        isFinal: true,
      });
      expect(rest).toMatchObject({
        added: 1,
        order: { state: 'FILLED', filledQuantity: '1', averagePrice: '103' },
      });
      expect(await orders.recordFills(rest.order, [fill], { isFinal: true })).toEqual({
        order: rest.order,
        added: 0,
        ofOthers: [],
      });
      expect(await orders.fillsOf(order.id)).toHaveLength(2);
    });

    it('two reconcilers with the same fills add them once and both end', async () => {
      const order = await accepted(anEntry());
      const fills = [aFill('0.25'), aFill('0.25'), aFill('0.5')];
      const results = await Promise.all(
        [fills, [...fills].reverse(), fills.slice(1), fills].map((list) =>
          orders.recordFills(order, list, { isFinal: true }),
        ),
      );
      expect(results.reduce((sum, result) => sum + result.added, 0)).toBe(3);
      expect(await orders.get(order.id)).toMatchObject({
        state: 'FILLED',
        filledQuantity: '1',
        averagePrice: '100',
      });
      const sequences = (await orders.eventsOf(order.id)).map((event) => event.sequence);
      expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    });

    it('books with an old version of the order: fills win over version conflicts', async () => {
      const order = await accepted(anEntry());
      await orders.record(order, 'cancel-requested', {}, {});
      const booked = await orders.recordFills(order, [aFill('0.4')], { isFinal: false });
      expect(booked.order).toMatchObject({ state: 'PENDING_CANCEL', filledQuantity: '0.4' });
    });

    it('brings back an order that had been given up, with an audit event', async () => {
      const placed = await orders.place(aDecision(), [anEntry()]);
      let order = await orders.record(first(placed.orders), 'submitted', {}, {});
      order = await orders.record(order, 'unknown', {}, {});
      order = await orders.record(order, 'not-placed', {}, {});
      const late = await orders.recordFills(order, [aFill('1')], { isFinal: true });
      expect(late.order.state).toBe('FILLED');
      expect(late.order.needsAttention).toContain('NOT_PLACED');
      expect((await orders.eventsOf(order.id)).slice(-2).map((event) => event.type)).toEqual([
        'late-truth',
        'filled',
      ]);
    });

    it('books more than was ordered and flags it', async () => {
      const { order } = await orders.recordFills(await accepted(anEntry()), [aFill('1.1')], {
        isFinal: true,
      });
      expect(order).toMatchObject({ state: 'FILLED', filledQuantity: '1.1' });
      expect(order.needsAttention).toContain('more than was ordered');
      expect(await orders.backlog()).toMatchObject({ needsAttention: 1 });
    });

    it('a fill id counts once per account and venue, whichever order it is given for', async () => {
      const fill = aFill('0.5');
      await orders.recordFills(await accepted(anEntry()), [fill], { isFinal: false });
      const other = await orders.recordFills(await accepted(anEntry()), [fill], { isFinal: false });
      expect(other.added).toBe(0);
    });

    it('knows no order without its row', async () => {
      const order = await accepted(anEntry());
      const unknown = { ...order, id: ids.newId() as OrderId };
      await expect(orders.recordFills(unknown, [], { isFinal: false })).rejects.toThrow(
        OrderNotFoundError,
      );
    });
  });

  describe('queue', () => {
    it('lists lanes by their oldest order and orders by creation', async () => {
      await orders.place(aDecision(), [aClose(), anEntry()]);
      clock.advance(10);
      await orders.place(aDecision({ alarmId: ids.newId() as AlarmId }), [
        anEntry({ instrument: 'bingx-usdt-m/ETH-USDT' }),
      ]);
      expect(await orders.lanesToSend(10)).toEqual([LANE, 'main|bingx-usdt-m/ETH-USDT']);
      expect((await orders.toSend(LANE, 10)).map((order) => order.leg)).toEqual(['close', 'entry']);
      expect(await orders.toSend(LANE, 1)).toHaveLength(1);
      expect(await orders.backlog()).toEqual({
        toSend: 3,
        inFlight: 0,
        needsAttention: 0,
        oldestInFlightAt: null,
      });
    });

    it('four workers send every order of every lane once, never two in one lane at once', async () => {
      for (let n = 0; n < 24; n++) {
        const instrument = `bingx-usdt-m/C${String(n % 6)}-USDT`;
        await orders.place(aDecision({ alarmId: ids.newId() as AlarmId }), [
          anEntry({ instrument }),
        ]);
      }
      const sent: string[] = [];
      const busy = new Set<string>();
      const overlaps: string[] = [];
      const sendLane = async (owner: string, lane: string): Promise<void> => {
        const lease = await orders.takeLane(lane, owner, 60_000);
        if (lease === null) return;
        if (busy.has(lane)) overlaps.push(lane);
        busy.add(lane);
        for (const order of await orders.toSend(lane, 2)) {
          await orders.record(order, 'submitted', {}, {}, { lease });
          sent.push(order.id);
        }
        busy.delete(lane);
        await orders.releaseLane(lease);
      };
      const work = async (owner: string): Promise<void> => {
        for (;;) {
          const lanes = await orders.lanesToSend(10);
          if (lanes.length === 0) return;
          for (const lane of lanes) await sendLane(owner, lane);
        }
      };
      await Promise.all(['a', 'b', 'c', 'd'].map(work));
      expect(overlaps).toEqual([]);
      expect(sent).toHaveLength(24);
      expect(new Set(sent).size).toBe(24);
    });
  });
});
