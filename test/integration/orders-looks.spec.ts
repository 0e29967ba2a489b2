import { OrdersService } from '@/modules/orders/orders.service';
import type { FixedClock } from '@test/support/fakes/fixed-clock';
import { first, OrdersBench } from '@test/support/fakes/orders-bench';

const LANE = 'main|bingx-usdt-m/BTC-USDT';

describe(OrdersService.name, () => {
  const bench = OrdersBench.forSuite();
  const { aDecision, anEntry, submitted, accepted, filled } = bench;
  let orders: OrdersService;
  let clock: FixedClock;

  beforeEach(() => {
    ({ orders, clock } = bench.begin());
  });

  describe('queue', () => {
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

    it('takes back nothing of the looks so far, whoever else looks: so many prove that an order is not there', async () => {
      const sent = await submitted(anEntry());
      for (const looks of [1, 2, 0, 3, 1]) await orders.scheduleCheck(sent.id, clock.now(), looks);
      expect(await orders.dueForCheck(clock.now(), 10)).toMatchObject([{ checks: 3 }]);
      await orders.record(sent, 'unknown', {}, {}, { nextCheckAt: clock.now() });
      expect(await orders.dueForCheck(clock.now(), 10)).toMatchObject([{ checks: 0 }]);
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

    it('looks at once at what was sent by somebody who is gone, and leaves the rest to its sender', async () => {
      const abandoned = await submitted(anEntry());
      await submitted(anEntry({ instrument: 'bingx-usdt-m/ETH-USDT' }));
      const answered = await accepted(anEntry({ instrument: 'bingx-usdt-m/XRP-USDT' }));
      await orders.scheduleCheck(answered.id, new Date(clock.now().getTime() + 9_000), 1);
      await orders.takeLane('main|bingx-usdt-m/ETH-USDT', 'somebody', 60_000);
      const gone = await orders.takeLane(LANE, 'somebody else', 60_000);
      if (gone !== null) await orders.releaseLane(gone);
      await orders.lookAtAbandoned(clock.now());
      expect((await orders.dueForCheck(clock.now(), 10)).map(({ id }) => id)).toEqual([
        abandoned.id,
      ]);
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
});
