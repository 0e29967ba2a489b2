import type { DataSource } from 'typeorm';
import type { StrategyId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import type { IdSource } from '@/platform/identity/new-id';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

describe(OrdersService.name, () => {
  const bench = OrdersBench.forSuite();
  const { aDecision, anEntry, aClose, aFill, accepted, filled } = bench;
  let orders: OrdersService;
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let strategyId: StrategyId;

  beforeEach(() => {
    ({ orders, source, clock, ids, strategyId } = bench.begin());
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
