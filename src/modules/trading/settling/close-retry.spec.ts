import type { DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { openEntriesOf } from '@/modules/orders/ledger/open-entries';
import type { Order } from '@/modules/orders/order';
import type { NewOrder, OrdersService } from '@/modules/orders/orders.service';
import { CloseRetry, isOlderThan, lostCloseOf } from '@/modules/trading/settling/close-retry';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import type { IdSource } from '@/platform/identity/new-id';
import type { TradingSettings } from '@/platform/settings/trading.settings';
import { anOrder } from '@test/support/builders/an-order';
import { FAKE_BTC } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import type { PinoLogger } from 'nestjs-pino';

let serial = 0;
const order = (change: Partial<Order>): Order => {
  serial += 1;
  return {
    id: `o${String(serial)}`,
    ...{ purpose: 'close', side: 'sell', positionSide: 'long', type: 'market' },
    state: 'FILLED',
    refusalCategory: null,
    decisionId: 'd1',
    ...change,
  } as Order;
};

describe(lostCloseOf.name, () => {
  it('finds nothing where no close is lost', () => {
    expect(lostCloseOf([])).toBeNull();
    expect(lostCloseOf([order({ purpose: 'entry' }), order({})])).toBeNull();
    expect(
      lostCloseOf([order({ state: 'REJECTED', refusalCategory: 'nothing-to-close' })]),
    ).toBeNull();
  });

  it.each([
    ['NOT_PLACED', null],
    ['REJECTED', 'venue-unreachable'],
    ['DENIED', 'holding-changed'],
  ] as const)('finds a close that is %s (%s)', (state, refusalCategory) => {
    const lost = order({ state, refusalCategory });
    expect(lostCloseOf([order({ purpose: 'entry' }), lost])?.order.id).toBe(lost.id);
  });

  it('waits while a close is under way', () => {
    const lost = order({ state: 'NOT_PLACED' });
    for (const state of ['INITIALIZED', 'SUBMITTED', 'UNKNOWN', 'ACCEPTED'] as const) {
      expect(lostCloseOf([lost, order({ state })])).toBeNull();
      expect(lostCloseOf([order({ state, purpose: 'emergency-close' }), lost])).toBeNull();
    }
    const stop = order({ purpose: 'stop-loss', type: 'stop-market', state: 'ACCEPTED' });
    const target = order({ purpose: 'manual', type: 'limit', state: 'ACCEPTED' });
    expect(lostCloseOf([stop, target, lost])?.order.id).toBe(lost.id);
  });

  it('looks at the newest close only, and counts the attempts of its decision', () => {
    const first = order({ state: 'NOT_PLACED' });
    const second = order({ state: 'NOT_PLACED' });
    const other = order({ state: 'NOT_PLACED', decisionId: 'd0' as Order['decisionId'] });
    expect(lostCloseOf([other, first, second])?.attempts.map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
    expect(lostCloseOf([first, order({})])).toBeNull();
  });
});

describe(isOlderThan.name, () => {
  it('leaves an entry to its own alarm that came after the close', () => {
    const at = (ms: number): Partial<Order> => ({ createdAt: new Date(ms) });
    const [old, close, later] = [order(at(1)), order(at(2)), order(at(3))];
    const isOlder = isOlderThan(close, [old, close, later]);
    expect([old, later].map(({ id }) => isOlder({ orderId: id }))).toEqual([true, false]);
  });
});

const STRATEGY = '01KEZ00000000000000000000S' as StrategyId;
const SILENT = { setContext() {}, warn() {} } as unknown as PinoLogger;

/** One side whose orders change while its stop is looked at. */
class Side {
  readonly clock = new FixedClock();
  readonly added: NewOrder[] = [];
  onLook: () => void = () => undefined;
  orders: Order[] = [];
  private count = 0;

  /** An order that was made after `ms`. */
  make(ms: number, change: Partial<Order>): Order {
    this.count += 1;
    const id = `order-${String(this.count)}` as OrderId;
    const createdAt = new Date(this.clock.now().getTime() + ms);
    const order = anOrder({ id, decisionId: `${id}-d` as DecisionId, createdAt, ...change });
    this.orders = [...this.orders, order];
    return order;
  }

  entry(ms: number): Order {
    return this.make(ms, { state: 'FILLED', filledQuantity: '1' });
  }

  close(ms: number, change: Partial<Order>): Order {
    const common = { purpose: 'close', leg: 'close', side: 'sell', reduceOnly: true } as const;
    return this.make(ms, { ...common, ...change });
  }

  retry(): Promise<boolean> {
    const orders = {
      ordersOfOpenSide: () => Promise.resolve(this.orders),
      openEntries: () => Promise.resolve(openEntriesOf(this.orders)),
      addOrders: (_decision: DecisionId, all: readonly NewOrder[]) => this.added.push(...all),
    } as unknown as OrdersService;
    const instruments = { find: () => Promise.resolve(FAKE_BTC) };
    const venues = { get: () => ({ instruments }) } as unknown as VenueRegistry;
    const settler = { look: async () => this.onLook() } as unknown as OrderSettler;
    const ids = { newId: () => 'new' } as unknown as IdSource;
    const settings = { ALARM_CLOSE_MAX_AGE: 600 } as TradingSettings;
    const seen = this.orders;
    return new CloseRetry(orders, venues, settler, ids, settings, this.clock, SILENT).retry(
      STRATEGY,
      'long',
      seen,
    );
  }
}

describe(CloseRetry.name, () => {
  let side: Side;

  /** An entry with a resting stop, and a close that is proved not to have been placed. */
  beforeEach(() => {
    side = new Side();
    side.entry(-9_000);
    side.make(-8_000, {
      ...{ purpose: 'stop-loss', leg: 'stop-loss', type: 'stop-market', side: 'sell' },
      ...{
        reduceOnly: true,
        state: 'ACCEPTED',
        quantity: '1',
        protectsOrderId: side.orders[0]?.id ?? null,
      },
    });
    side.close(-7_000, { state: 'NOT_PLACED' });
  });

  const replaced = (id: OrderId | undefined, change: Partial<Order>): void => {
    side.orders = side.orders.map((order) => (order.id === id ? { ...order, ...change } : order));
  };
  const quantities = (): readonly string[] =>
    side.added.map(({ leg, quantity }) => `${leg} ${quantity}`);

  it('closes again what its alarm found', async () => {
    await expect(side.retry()).resolves.toBe(true);
    expect(quantities()).toEqual(['close:2 1']);
  });

  it('leaves it where the stop turns out to have closed the side', async () => {
    side.onLook = () => replaced(side.orders[1]?.id, { state: 'FILLED', filledQuantity: '1' });
    await expect(side.retry()).resolves.toBe(false);
  });

  it('leaves it where another close did it meanwhile, and spares the entries that came since', async () => {
    side.onLook = () => {
      side.close(-6_000, { state: 'FILLED', filledQuantity: '1' });
      replaced(side.orders[1]?.id, { state: 'CANCELED' });
      side.entry(-1_000);
      side.entry(-500);
    };
    await expect(side.retry()).resolves.toBe(false);
    expect(quantities()).toEqual([]);
  });

  it('spares an entry that came while it was looking', async () => {
    side.onLook = () => side.entry(-500);
    await expect(side.retry()).resolves.toBe(true);
    expect(quantities()).toEqual(['close:2 1']);
  });

  it.each(['INITIALIZED', 'SUBMITTED', 'UNKNOWN'] as const)(
    'waits for a close that came while it was looking: %s',
    async (state) => {
      side.onLook = () => side.close(-500, { state });
      await expect(side.retry()).resolves.toBe(false);
    },
  );
});
