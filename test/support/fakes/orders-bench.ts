import type { DataSource } from 'typeorm';
import type { AlarmId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import type { FillReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { NewDecision, NewOrder } from '@/modules/orders/decisions/trade-decision';
import { IdSource } from '@/platform/identity/new-id';
import { ordersServiceOn } from '@test/support/builders/orders-service';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;

/** The one item of a list, or its first. */
export function first<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('the list should not be empty');
  return item;
}

/** What a test of orders works with; everything but the database is new for each. */
interface Begun {
  readonly source: DataSource;
  readonly clock: FixedClock;
  readonly ids: IdSource;
  readonly orders: OrdersService;
  readonly alarmId: AlarmId;
  readonly strategyId: StrategyId;
}

/** The orders service on the test database, with decisions, orders and fills to feed it. */
export class OrdersBench {
  private opened: DataSource | null = null;
  private begun: Begun | null = null;
  private fillNumber = 1_812_345_678_901_234_000n;

  /** A bench for all tests of a suite: opened before the first, emptied after each, closed after the last. */
  static forSuite(): OrdersBench {
    const bench = new OrdersBench();
    beforeAll(() => bench.open());
    afterEach(() => bench.clear());
    afterAll(() => bench.close());
    return bench;
  }

  async open(): Promise<void> {
    this.opened = await openTestConnection('orders');
  }

  begin(): Begun {
    const source = this.source;
    const clock = new FixedClock();
    const ids = new IdSource(clock);
    this.begun = {
      ...{ source, clock, ids, orders: ordersServiceOn(source, ids, clock) },
      alarmId: ids.newId() as AlarmId,
      strategyId: ids.newId() as StrategyId,
    };
    return this.begun;
  }

  clear(): Promise<void> {
    return truncateAll(this.source);
  }

  async close(): Promise<void> {
    await this.opened?.destroy();
  }

  readonly aDecision = (fields: Partial<NewDecision> = {}): NewDecision => ({
    id: this.now.ids.newId() as DecisionId,
    alarmId: this.now.alarmId,
    strategyId: this.now.strategyId,
    source: 'alarm',
    decidedAt: this.now.clock.now(),
    outcome: 'placed',
    reason: 'placed',
    detail: 'all checks passed ✓',
    facts: { price: '97250.10', nested: [1, null] },
    steps: [{ step: { action: 'open', side: 'long' }, reason: 'placed' }],
    ...fields,
  });

  readonly anEntry = (fields: Partial<NewOrder> = {}): NewOrder => ({
    id: this.now.ids.newId() as OrderId,
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

  readonly aClose = (fields: Partial<NewOrder> = {}): NewOrder =>
    this.anEntry({
      leg: 'close',
      purpose: 'close',
      side: 'sell',
      reduceOnly: true,
      leverage: null,
      sendBefore: null,
      ...fields,
    });

  readonly aFill = (quantity: string, fields: Partial<FillReport> = {}): FillReport => ({
    venueFillId: String(this.fillNumber++),
    venueOrderId: '1812345678901234567',
    instrument: BTC,
    side: 'buy',
    quantity,
    price: '100',
    fee: '0.05',
    feeAsset: 'USDT',
    liquidity: 'taker',
    filledAt: this.now.clock.now(),
    ...fields,
  });

  /** Places one order under a decision of its own, and brings it to the venue. */
  readonly submitted = async (order: NewOrder): Promise<Order> => {
    const { orders, ids, clock } = this.now;
    const decision = this.aDecision({ alarmId: ids.newId() as AlarmId });
    const placed = first((await orders.place(decision, [order])).orders);
    return orders.record(placed, 'submitted', { submittedAt: clock.now() }, {});
  };

  readonly accepted = async (order: NewOrder): Promise<Order> => {
    const submitted = await this.submitted(order);
    const venueOrderId = '1812345678901234567';
    return this.now.orders.record(submitted, 'accepted', { venueOrderId }, { ms: 12 });
  };

  readonly filled = async (order: NewOrder, quantity = order.quantity): Promise<Order> => {
    const fill = this.aFill(quantity, { side: order.side });
    const accepted = await this.accepted(order);
    return (await this.now.orders.recordFills(accepted, [fill], { isFinal: true })).order;
  };

  private get source(): DataSource {
    if (this.opened === null) throw new Error('open() comes first');
    return this.opened;
  }

  private get now(): Begun {
    if (this.begun === null) throw new Error('begin() comes first');
    return this.begun;
  }
}
