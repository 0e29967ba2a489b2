import type { DataSource } from 'typeorm';
import { decimal, ZERO } from '@/kernel/decimal';
import type { AlarmId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { NewOrder } from '@/modules/orders/decisions/trade-decision';
import { IdSource } from '@/platform/identity/new-id';
import { ordersServiceOn } from '@test/support/builders/orders-service';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const PLACE = { account: 'main', instrument: 'bingx-usdt-m/ETH-USDT' } as const;

/** Two strategies share one position of the venue; one of them closes more of it than it holds. */
describe('an order that closes what another strategy holds', () => {
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let orders: OrdersService;
  let [mine, theirs]: StrategyId[] = [];

  beforeAll(async () => {
    source = await openTestConnection('orders');
  });
  beforeEach(() => {
    clock = new FixedClock();
    ids = new IdSource(clock);
    orders = ordersServiceOn(source, ids, clock);
    [mine, theirs] = [ids.newId() as StrategyId, ids.newId() as StrategyId];
  });
  afterEach(() => truncateAll(source));
  afterAll(() => source.destroy());

  let leg = 0;
  async function accepted(
    strategyId: StrategyId | undefined,
    purpose: Order['purpose'],
    quantity: string,
  ): Promise<Order> {
    clock.advance(1_000);
    const isEntry = purpose === 'entry';
    const order: NewOrder = {
      ...{ id: ids.newId() as OrderId, leg: `${purpose}:${String((leg += 1))}`, purpose },
      ...{ protectsOrderId: null, ...PLACE, venue: 'bingx-usdt-m', positionSide: 'short' },
      ...{ side: isEntry ? 'sell' : 'buy', type: 'market', quantity, price: null },
      ...{ stopPrice: null, reduceOnly: !isEntry, leverage: null, referencePrice: '3000' },
      sendBefore: null,
    };
    const placed = await orders.place(
      {
        ...{ id: ids.newId() as DecisionId, alarmId: ids.newId() as AlarmId },
        ...{ strategyId: strategyId ?? null, source: 'alarm', decidedAt: clock.now() },
        ...{ outcome: 'placed', reason: 'placed', detail: '', facts: {}, steps: null },
      },
      [order],
    );
    const submitted = await orders.record(placed.orders[0] as Order, 'submitted', {}, {});
    return orders.record(submitted, 'accepted', { venueOrderId: ids.newId() }, {});
  }

  const fill = (order: Order, price = '3000') =>
    orders.recordFills(
      order,
      [
        {
          ...{ venueFillId: ids.newId(), venueOrderId: order.venueOrderId ?? '' },
          ...{ instrument: instrumentOf(order.instrument), side: order.side },
          ...{ quantity: order.quantity, price, fee: '0.03', feeAsset: 'USDT' },
          ...{ liquidity: 'taker', filledAt: clock.now() },
        },
      ],
      { isFinal: true },
    );

  const held = async (strategyId: StrategyId | undefined): Promise<string> =>
    (await orders.openEntries(strategyId as StrategyId, 'short', PLACE))
      .reduce((sum, entry) => sum.plus(decimal(entry.heldQuantity)), ZERO)
      .toFixed();

  async function sumOfFills(): Promise<string> {
    const [row] = await source.query(
      `SELECT SUM(IF(side = 'sell', quantity, -quantity)) AS net, SUM(fee) AS fee FROM fill`,
    );
    return `${decimal(row.net).toFixed()} ${decimal(row.fee).toFixed()}`;
  }

  it('is booked where it took: its own strategy gets it back, the other one loses it', async () => {
    await fill(await accepted(mine, 'entry', '0.02'));
    await fill(await accepted(theirs, 'entry', '0.03'));
    const stop = await accepted(mine, 'stop-loss', '0.02');
    await fill(await accepted(mine, 'close', '0.02'));
    const { ofOthers } = await fill(stop, '3150');
    expect([await held(mine), await held(theirs)]).toEqual(['0', '0.01']);
    expect(ofOthers).toMatchObject([
      { strategyId: theirs, purpose: 'external', filledQuantity: '0.02', averagePrice: '3150' },
    ]);
    expect(await sumOfFills()).toBe('0.01 0.12');
    // What it opens later is its own again.
    await fill(await accepted(mine, 'entry', '0.05'));
    expect([await held(mine), await held(theirs)]).toEqual(['0.05', '0.01']);
  });

  it('is found once, however often its fills are told', async () => {
    await fill(await accepted(mine, 'entry', '0.02'));
    await fill(await accepted(theirs, 'entry', '0.04'));
    const stops = [
      await accepted(mine, 'stop-loss', '0.02'),
      await accepted(mine, 'stop-loss', '0.02'),
    ];
    await fill(await accepted(mine, 'close', '0.02'));
    await Promise.all(stops.map((stop) => fill(stop)));
    expect([await held(mine), await held(theirs)]).toEqual(['0', '0']);
    expect(await sumOfFills()).toBe('0 0.15');
    const [row] = await source.query(
      `SELECT COUNT(*) AS n, SUM(quantity) AS quantity FROM trade_order
        WHERE purpose = 'external' AND strategy_id = ?`,
      [theirs],
    );
    expect(decimal(row.quantity).toFixed()).toBe('0.04');
  });

  it('leaves the ledger alone where nobody is known to have held it', async () => {
    await fill(await accepted(mine, 'entry', '0.02'));
    const stop = await accepted(mine, 'stop-loss', '0.02');
    await fill(await accepted(mine, 'close', '0.02'));
    const { ofOthers } = await fill(stop);
    expect(ofOthers).toEqual([]);
    expect(await held(mine)).toBe('0');
    expect(await sumOfFills()).toBe('-0.02 0.09');
    await fill(await accepted(mine, 'entry', '0.01'));
    expect(await held(mine)).toBe('0.01');
  });
});
