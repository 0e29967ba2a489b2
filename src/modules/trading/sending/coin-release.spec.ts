import type { OrderId } from '@/kernel/ids';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Order } from '@/modules/orders/order';
import { openEntriesOf } from '@/modules/orders/ledger/open-entries';
import { LIVE, TERMINAL } from '@/modules/orders/order-transitions';
import { IllegalOrderTransitionError } from '@/modules/orders/orders.errors';
import type { OrdersService } from '@/modules/orders/orders.service';
import { CoinRelease } from '@/modules/trading/sending/coin-release';
import type { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import type { SendCheck, SendObjection } from '@/modules/trading/sending/send-check';
import { anOrder } from '@test/support/builders/an-order';

const PLACE = { venue: 'bingx-spot', instrument: 'bingx-spot/BTC-USDT' } as const;

/** Entry A of 1 and entry B of 2, both filled, with a stop for each, and whatever a test adds. */
class Books {
  orders: Order[] = [];
  exitsBy: 'position' | 'coins' = 'coins';
  cancelled: string[] = [];
  objection: SendObjection | null = null;
  /** What a cancel turns an order into. */
  onCancel: (order: Order) => Order = (order) => ({ ...order, state: 'CANCELED' });

  readonly release = new CoinRelease(
    {
      liveOf: () => Promise.resolve(this.orders.filter((order) => !TERMINAL.includes(order.state))),
      openEntries: () => Promise.resolve(openEntriesOf(this.orders)),
    } as unknown as OrdersService,
    {
      get: () => ({ capabilities: { exitsBy: this.exitsBy } }),
    } as unknown as VenueRegistry,
    { cancel: (id: OrderId) => this.cancel(id) } as unknown as OrderCanceller,
    { objectionTo: () => Promise.resolve(this.objection) } as unknown as SendCheck,
  );

  constructor() {
    this.add({ id: 'A', quantity: '1', filledQuantity: '1', state: 'FILLED' });
    this.add({ id: 'B', quantity: '2', filledQuantity: '2', state: 'FILLED' });
    this.addStop('A', '1');
    this.addStop('B', '2');
  }

  add(fields: Partial<Order> | { readonly id: string }): Order {
    const order = anOrder({ ...PLACE, quoteQuantity: '100', ...fields } as Partial<Order>);
    this.orders.push(order);
    return order;
  }

  addStop(protects: string, quantity: string, fields: Partial<Order> = {}): Order {
    return this.add({
      id: `stop-${protects}`,
      purpose: 'stop-loss',
      type: 'stop-market',
      side: 'sell',
      reduceOnly: true,
      protectsOrderId: protects as OrderId,
      quantity,
      state: 'ACCEPTED',
      ...fields,
    });
  }

  close(quantity: string, fields: Partial<Order> = {}): Order {
    return this.add({
      id: 'close',
      purpose: 'close',
      side: 'sell',
      reduceOnly: true,
      quantity,
      state: 'INITIALIZED',
      ...fields,
    });
  }

  private cancel(id: OrderId): Promise<Order> {
    const order = this.orders.find((one) => one.id === id);
    if (order === undefined || !LIVE.includes(order.state))
      return Promise.reject(new IllegalOrderTransitionError(id, 'UNKNOWN', 'cancel-requested'));
    this.cancelled.push(id);
    const after = this.onCancel(order);
    this.orders = this.orders.map((one) => (one.id === id ? after : one));
    return Promise.resolve(after);
  }
}

describe(CoinRelease.name, () => {
  let books: Books;

  beforeEach(() => {
    books = new Books();
  });

  it('cancels all protection before everything is sold', async () => {
    expect(await books.release.prepare(books.close('3'))).toEqual({ kind: 'ready' });
    expect(books.cancelled).toEqual(['stop-A', 'stop-B']);
  });

  it('cancels no more than the exit needs, the oldest first', async () => {
    expect(await books.release.prepare(books.close('0.5'))).toEqual({ kind: 'ready' });
    expect(books.cancelled).toEqual(['stop-A']);
  });

  it('cancels the protection of the entry that an emergency close is for', async () => {
    const close = books.close('2', { purpose: 'emergency-close', protectsOrderId: 'B' as OrderId });
    expect(await books.release.prepare(close)).toEqual({ kind: 'ready' });
    expect(books.cancelled).toEqual(['stop-B']);
  });

  it('leaves the protection of a close that may not leave', async () => {
    books.objection = { category: 'risk-halted', message: 'trading is halted' };
    expect(await books.release.prepare(books.close('3'))).toMatchObject({
      kind: 'refused',
      category: 'risk-halted',
    });
    expect(books.cancelled).toEqual([]);
  });

  it('waits while nobody knows whether the protection is gone', async () => {
    books.onCancel = (order) => ({ ...order, state: 'PENDING_CANCEL' });
    expect(await books.release.prepare(books.close('3'))).toEqual({ kind: 'wait' });
    expect(await books.release.prepare(books.close('3'))).toEqual({ kind: 'wait' });
  });

  it('refuses to sell what a stop has sold meanwhile', async () => {
    books.onCancel = (order) => ({ ...order, state: 'FILLED', filledQuantity: order.quantity });
    expect(await books.release.prepare(books.close('3'))).toMatchObject({
      kind: 'refused',
      category: 'holding-changed',
    });
  });

  it('makes protection wait for the protection that it replaces, and cancels none for it', async () => {
    const next = books.addStop('B', '2', { id: 'next' as OrderId, state: 'INITIALIZED' });
    expect(await books.release.prepare(next)).toEqual({ kind: 'wait' });
    expect(books.cancelled).toEqual([]);
  });

  it('refuses protection for more than is held', async () => {
    books.orders = books.orders.filter((order) => order.purpose === 'entry');
    const stop = books.addStop('B', '3.1', { state: 'INITIALIZED' });
    expect(await books.release.prepare(stop)).toMatchObject({ category: 'holding-changed' });
  });

  it('leaves the protection of other places alone', async () => {
    books.orders = books.orders.map((order) =>
      order.purpose === 'stop-loss' ? { ...order, account: 'elsewhere' } : order,
    );
    expect(await books.release.prepare(books.close('3'))).toEqual({ kind: 'ready' });
    expect(books.cancelled).toEqual([]);
  });

  it.each<[string, Partial<Order>, 'position' | 'coins']>([
    ['where positions are closed', {}, 'position'],
    ['for a buy', { side: 'buy', reduceOnly: false }, 'coins'],
    ['for a sale without strategy', { strategyId: null }, 'coins'],
  ])('does nothing %s', async (_name, fields, exitsBy) => {
    books.exitsBy = exitsBy;
    expect(await books.release.prepare(books.close('99', fields))).toEqual({ kind: 'ready' });
    expect(books.cancelled).toEqual([]);
  });
});
