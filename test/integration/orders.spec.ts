import type { DataSource } from 'typeorm';
import type { AlarmId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import type { FillReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import {
  DecisionNotFoundError,
  EntriesStoppedError,
  IllegalOrderTransitionError,
  LeaseLostError,
  OrderChangedError,
  OrderNotFoundError,
} from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { TradingStatesRepository } from '@/modules/orders/trading-states.repository';
import type { NewDecision, NewOrder } from '@/modules/orders/trade-decision';
import { IdSource } from '@/platform/identity/new-id';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { ordersServiceOn } from '@test/support/builders/orders-service';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const LANE = 'main|bingx-usdt-m/BTC-USDT';
const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;

describe(OrdersService.name, () => {
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let orders: OrdersService;
  let alarmId: AlarmId;
  let strategyId: StrategyId;

  beforeAll(async () => {
    source = await openTestConnection('orders');
  });
  beforeEach(() => {
    clock = new FixedClock();
    ids = new IdSource(clock);
    orders = ordersServiceOn(source, ids, clock);
    alarmId = ids.newId() as AlarmId;
    strategyId = ids.newId() as StrategyId;
  });
  afterEach(() => truncateAll(source));
  afterAll(() => source.destroy());

  const aDecision = (fields: Partial<NewDecision> = {}): NewDecision => ({
    id: ids.newId() as DecisionId,
    alarmId,
    strategyId,
    source: 'alarm',
    decidedAt: clock.now(),
    outcome: 'placed',
    reason: 'placed',
    detail: 'all checks passed ✓',
    facts: { price: '97250.10', nested: [1, null] },
    steps: [{ step: { action: 'open', side: 'long' }, reason: 'placed' }],
    ...fields,
  });

  const anEntry = (fields: Partial<NewOrder> = {}): NewOrder => ({
    id: ids.newId() as OrderId,
    leg: 'entry',
    purpose: 'entry',
    protectsOrderId: null,
    account: 'main',
    venue: 'paper',
    instrument: 'bingx-usdt-m/BTC-USDT',
    side: 'buy',
    positionSide: 'long',
    type: 'market',
    quantity: '1',
    price: null,
    stopPrice: null,
    reduceOnly: false,
    leverage: '5',
    referencePrice: '97250.1',
    sendBefore: new Date('2026-01-15T12:01:00.000Z'),
    ...fields,
  });

  const aClose = (fields: Partial<NewOrder> = {}): NewOrder =>
    anEntry({
      leg: 'close',
      purpose: 'close',
      side: 'sell',
      reduceOnly: true,
      leverage: null,
      sendBefore: null,
      ...fields,
    });

  let fillNumber = 1_812_345_678_901_234_000n;
  const aFill = (quantity: string, fields: Partial<FillReport> = {}): FillReport => ({
    venueFillId: String(fillNumber++),
    venueOrderId: '1812345678901234567',
    instrument: BTC,
    side: 'buy',
    quantity,
    price: '100',
    fee: '0.05',
    feeAsset: 'USDT',
    liquidity: 'taker',
    filledAt: clock.now(),
    ...fields,
  });

  /** Places one order under a decision of its own, and brings it to the venue. */
  async function accepted(order: NewOrder): Promise<Order> {
    const placed = await orders.place(aDecision({ alarmId: ids.newId() as AlarmId }), [order]);
    const submitted = await orders.record(
      first(placed.orders),
      'submitted',
      { submittedAt: clock.now() },
      {},
    );
    return orders.record(
      submitted,
      'accepted',
      { venueOrderId: '1812345678901234567' },
      { ms: 12 },
    );
  }

  async function filled(order: NewOrder, quantity = order.quantity): Promise<Order> {
    const fill = aFill(quantity, { side: order.side });
    return (await orders.recordFills(await accepted(order), [fill], { isFinal: true })).order;
  }

  function first<T>(list: readonly T[]): T {
    const [item] = list;
    if (item === undefined) throw new Error('the list should not be empty');
    return item;
  }

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

    it('plans a look with every step, so that a crash leaves no order unwatched', async () => {
      const placed = await orders.place(aDecision(), [anEntry()]);
      const submitted = await orders.record(
        first(placed.orders),
        'submitted',
        { submittedAt: clock.now() },
        {},
      );
      expect(await orders.dueForCheck(clock.now(), 10)).toEqual([]);
      expect(await orders.backlog()).toMatchObject({ inFlight: 1, oldestInFlightAt: clock.now() });
      clock.advance(15_000);
      expect(await orders.dueForCheck(clock.now(), 10)).toEqual([{ ...submitted, checks: 0 }]);
      await orders.scheduleCheck(submitted.id, new Date(clock.now().getTime() + 500), 3);
      expect(await orders.dueForCheck(clock.now(), 10)).toEqual([]);
      clock.advance(500);
      expect(await orders.dueForCheck(clock.now(), 10)).toMatchObject([
        { checks: 3, version: submitted.version },
      ]);
      await orders.record(submitted, 'filled', { filledQuantity: '1' }, {});
      clock.advance(60_000);
      expect(await orders.dueForCheck(clock.now(), 10)).toEqual([]);
    });

    it('takes the caller’s time for the next look', async () => {
      const placed = await orders.place(aDecision(), [anEntry()]);
      await orders.record(first(placed.orders), 'submitted', {}, {}, { nextCheckAt: clock.now() });
      expect(await orders.dueForCheck(clock.now(), 10)).toHaveLength(1);
    });

    it('brings looks forward for an account or a lane, and puts none off', async () => {
      const btc = await accepted(anEntry());
      const eth = await accepted(anEntry({ instrument: 'bingx-usdt-m/ETH-USDT' }));
      const place = { account: 'main', venue: 'paper' } as const;
      const later = (ms: number): Date => new Date(clock.now().getTime() + ms);
      const dueIn = async (ms: number): Promise<readonly string[]> =>
        (await orders.dueForCheck(later(ms), 10)).map(({ id }) => id).sort();
      for (const { id } of [btc, eth]) await orders.scheduleCheck(id, later(10_000), 3);
      await orders.lookSoon({ ...place, instrument: btc.instrument }, later(1_000));
      expect([await dueIn(999), await dueIn(1_000)]).toEqual([[], [btc.id]]);
      await orders.lookSoon(place, later(5_000));
      expect([await dueIn(1_000), await dueIn(5_000)]).toEqual([[btc.id], [btc.id, eth.id].sort()]);
      await orders.lookSoon({ ...place, venue: 'bingx-usdt-m' }, clock.now());
      await orders.lookSoon({ ...place, account: 'other' }, clock.now());
      expect(await dueIn(0)).toEqual([]);
      expect((await orders.get(btc.id)).version).toBe(btc.version);
      expect((await orders.liveInLane(LANE)).map(({ id }) => id)).toEqual([btc.id]);
    });

    it('knows the accounts that hold something or wait for something', async () => {
      expect(await orders.accountsInPlay()).toEqual([]);
      await filled(anEntry());
      await accepted(anEntry({ account: 'other' }));
      const inPlay = (await orders.accountsInPlay()).map(({ account, venue }) => [account, venue]);
      expect(inPlay.sort()).toEqual([
        ['main', 'paper'],
        ['other', 'paper'],
      ]);
    });
  });

  describe('ledger', () => {
    const place = { account: 'main', instrument: 'bingx-usdt-m/BTC-USDT' };
    const open = async (): Promise<readonly string[]> =>
      (await orders.openEntries(strategyId, 'long', place)).map(
        (e) => `${e.quantity}/${e.heldQuantity}`,
      );

    it('follows entries and closes through partial fills', async () => {
      await filled(anEntry());
      const second = await accepted(anEntry());
      await orders.recordFills(second, [aFill('0.4')], { isFinal: false });
      expect(await open()).toEqual(['1/1', '0.4/0.4']);
      const close = await accepted(aClose({ quantity: '1.4' }));
      expect(await open()).toEqual(['0/1', '0/0.4']);
      const part = await orders.recordFills(close, [aFill('1.1', { side: 'sell' })], {
        isFinal: false,
      });
      expect(await open()).toEqual(['0/0', '0/0.3'].slice(1));
      await orders.record(part.order, 'canceled', {}, {});
      expect(await open()).toEqual(['0.3/0.3']);
      expect(await orders.openEntries(strategyId, 'short', place)).toEqual([]);
      expect(await orders.openSides('main')).toBe(1);
    });

    it('forgets a flat side’s history, and takes it up again for a late fill', async () => {
      const entry = await accepted(anEntry());
      const part = await orders.recordFills(entry, [aFill('0.5')], { isFinal: false });
      const canceled = await orders.record(part.order, 'canceled', {}, {});
      await filled(aClose({ quantity: '0.5' }));
      expect(await open()).toEqual([]);
      const [row]: { count: string }[] = await source.query(
        'SELECT COUNT(*) AS count FROM trade_order WHERE is_ledger_closed = 1',
      );
      expect(String(row?.count)).toBe('2');
      expect(await orders.sidesWithOpenOrLive()).toEqual([]);
      await orders.recordFills(canceled, [aFill('0.2')], { isFinal: true });
      expect(await open()).toEqual(['0.2/0.2']);
      expect(await orders.sidesWithOpenOrLive()).toEqual([{ strategyId, side: 'long' }]);
    });

    it('keeps the instruments and accounts of one strategy apart', async () => {
      await filled(anEntry());
      const elsewhere = { ...place, instrument: 'bingx-usdt-m/ETH-USDT' };
      await filled(anEntry({ instrument: elsewhere.instrument }));
      await filled(aClose({ instrument: elsewhere.instrument }));
      expect(await orders.openEntries(strategyId, 'long', elsewhere)).toEqual([]);
      expect(await orders.openEntries(strategyId, 'long', { ...place, account: 'x' })).toEqual([]);
      expect(await open()).toEqual(['1/1']);
      expect(await orders.sidesWithOpenOrLive()).toEqual([{ strategyId, side: 'long' }]);
      expect(
        (await orders.ordersOfOpenSide(strategyId, 'long')).map((order) => order.instrument),
      ).toEqual([place.instrument]);
    });

    it('keeps the sides of other strategies apart', async () => {
      await filled(anEntry());
      const other = ids.newId() as StrategyId;
      expect(await orders.openEntries(other, 'long', place)).toEqual([]);
    });

    it('lists what has not ended, orders to send included', async () => {
      const entry = await filled(anEntry());
      const stop = aClose({
        leg: 'stop-loss:1',
        purpose: 'stop-loss',
        type: 'stop-market',
        stopPrice: '90',
      });
      await orders.addOrders(entry.decisionId, [stop]);
      expect((await orders.liveOf(strategyId, 'long')).map((order) => order.leg)).toEqual([
        'stop-loss:1',
      ]);
    });

    it('counts what may open a position since a time, denied orders apart', async () => {
      await filled(anEntry());
      clock.advance(1_000);
      const since = clock.now();
      await filled(anEntry());
      await accepted(aClose());
      const placed = await orders.place(aDecision(), [anEntry()]);
      await orders.record(first(placed.orders), 'denied', {}, {});
      expect(await orders.recentEntryCount('main', since)).toBe(1);
      expect(await orders.recentEntryCount('main', new Date(0))).toBe(2);
      expect(await orders.recentEntryCount('other', new Date(0))).toBe(0);
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
