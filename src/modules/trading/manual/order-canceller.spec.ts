import type { PinoLogger } from 'nestjs-pino';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import type { PairOfOrders } from '@/modules/orders/order-pair';
import { OrderChangedError } from '@/modules/orders/orders.errors';
import type { OrdersService } from '@/modules/orders/orders.service';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

let order: Order;
/** What the order becomes at the moment at which something is recorded; it moved on then. */
let moves: Order['state'][];
let recorded: string[];
let asked: number;
let looked: string[];
let pairOf: () => PairOfOrders | null;
let canceller: OrderCanceller;

beforeEach(() => {
  order = anOrder({ state: 'ACCEPTED', venueOrderId: '7' });
  [moves, recorded, asked, looked] = [[], [], 0, []];
  pairOf = () => null;
  const record: OrdersService['record'] = (before, type) => {
    const moved = moves.shift();
    if (moved !== undefined) {
      order = { ...order, state: moved, version: order.version + 1 };
      return Promise.reject(new OrderChangedError(before.id));
    }
    recorded.push(`${before.state} ${type}`);
    order = { ...before, state: type === 'denied' ? 'DENIED' : 'PENDING_CANCEL' };
    return Promise.resolve(order);
  };
  const cancel = () => {
    asked += 1;
    return Promise.resolve({ outcome: 'cancelled' });
  };
  const look = ({ id }: Order): Promise<void> => {
    looked.push(id);
    if (id === order.id) order = { ...order, state: 'CANCELED' };
    return Promise.resolve();
  };
  canceller = new OrderCanceller(
    {
      ...{ get: () => Promise.resolve(order), record },
      pairOf: () => Promise.resolve(pairOf()),
    } as unknown as OrdersService,
    { execution: () => ({ cancel }) } as unknown as VenueRegistry,
    { look } as unknown as OrderSettler,
    new FixedClock(),
    { setContext: () => undefined, info: () => undefined } as unknown as PinoLogger,
  );
});

describe(OrderCanceller.name, () => {
  it('is written down, asked once, and settled by a look', async () => {
    expect((await canceller.cancel(order.id, 'why')).state).toBe('CANCELED');
    expect([recorded, asked]).toEqual([['ACCEPTED cancel-requested'], 1]);
  });

  it('goes on when a fill is booked at the same moment', async () => {
    moves = ['PARTIALLY_FILLED', 'PARTIALLY_FILLED'];
    expect((await canceller.cancel(order.id, 'why')).state).toBe('CANCELED');
    expect([recorded, asked]).toEqual([['PARTIALLY_FILLED cancel-requested'], 1]);
  });

  it('does not ask when the fill that was faster ended the order', async () => {
    moves = ['FILLED'];
    await expect(canceller.cancel(order.id, 'why')).rejects.toMatchObject({
      code: 'illegal-order-transition',
    });
    expect(asked).toBe(0);
  });

  it('gives up on an order that never stands still', async () => {
    moves = Array.from({ length: 5 }, () => 'PARTIALLY_FILLED' as const);
    await expect(canceller.cancel(order.id, 'why')).rejects.toThrow(OrderChangedError);
    expect(asked).toBe(0);
  });

  it('never asks about an order that was not sent', async () => {
    order = anOrder({ state: 'INITIALIZED' });
    expect((await canceller.cancel(order.id, 'why')).state).toBe('DENIED');
    expect(asked).toBe(0);
  });

  describe('of one of a pair', () => {
    const pairId = '815000000000000001';
    let other: Order;

    beforeEach(() => {
      order = anOrder({ state: 'ACCEPTED', pairId });
      other = anOrder({ id: '01KEZ000000000000000000002' as OrderId, state: 'ACCEPTED', pairId });
    });

    it('asks once, and looks at both', async () => {
      pairOf = () => ({ limit: order, stop: other });
      await canceller.cancel(order.id, 'why');
      expect([asked, looked]).toEqual([1, [order.id, other.id]]);
    });

    it('leaves one that has ended alone', async () => {
      other = { ...other, state: 'FILLED' };
      pairOf = () => ({ limit: other, stop: order });
      await canceller.cancel(order.id, 'why');
      expect(looked).toEqual([order.id]);
    });

    it('is done when the cancel of the other took it along', async () => {
      order = { ...order, state: 'CANCELED' };
      expect((await canceller.cancel(order.id, 'why')).state).toBe('CANCELED');
      expect([asked, recorded]).toEqual([0, []]);
    });
  });
});
