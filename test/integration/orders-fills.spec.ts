import type { DataSource } from 'typeorm';
import type { OrderId, StrategyId } from '@/kernel/ids';
import { OrderNotFoundError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import type { IdSource } from '@/platform/identity/new-id';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

describe(OrdersService.name, () => {
  const bench = new OrdersBench();
  const { aDecision, anEntry, aClose, aFill, accepted, filled } = bench;
  let orders: OrdersService;
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let strategyId: StrategyId;

  beforeAll(() => bench.open());
  beforeEach(() => {
    ({ orders, source, clock, ids, strategyId } = bench.begin());
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.close());

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
});
