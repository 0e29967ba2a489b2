import 'reflect-metadata';
import type { Response } from 'express';
import type { OrderId } from '@/kernel/ids';
import type { Order } from '@/modules/orders/order';
import type { OrderFilter, OrderPlace } from '@/modules/orders/order-filter';
import { ListOrdersQuery } from '@/modules/orders/dto/list-orders.query';
import { OrdersController } from '@/modules/orders/orders.controller';
import { OrderNotFoundError } from '@/modules/orders/orders.errors';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { Decision } from '@/modules/orders/decisions/trade-decision';
import { InvalidCursorError } from '@/platform/http/http.errors';
import { anOrder } from '@test/support/builders/an-order';

const DECISION: Decision = {
  id: anOrder().decisionId,
  alarmId: null,
  strategyId: null,
  source: 'manual',
  decidedAt: new Date('2026-01-15T12:00:00.000Z'),
  outcome: 'placed',
  reason: 'placed',
  detail: 'asked for by a person',
  facts: { quantity: '1' },
  steps: [],
};

const cursorText = (place: Readonly<Record<string, unknown>>): string =>
  Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');

const NO_RESPONSE = {} as unknown as Response;

/** Orders in memory, newest first, with what the controller asked of them. */
class StoredOrders {
  readonly asked: { filter: OrderFilter; limit: number; place: OrderPlace | null }[] = [];

  constructor(private readonly orders: readonly Order[]) {}

  list(filter: OrderFilter, limit: number, place: OrderPlace | null): Promise<readonly Order[]> {
    this.asked.push({ filter, limit, place });
    return Promise.resolve(this.orders.slice(0, limit));
  }

  count(): Promise<number> {
    return Promise.resolve(this.orders.length);
  }

  history(id: OrderId) {
    const order = this.orders.find((stored) => stored.id === id);
    if (order === undefined) return Promise.reject(new OrderNotFoundError(id));
    return Promise.resolve({ order, decision: DECISION, events: [], fills: [] });
  }
}

describe(OrdersController.name, () => {
  const made = (orders: readonly Order[]) => {
    const stored = new StoredOrders(orders);
    return { stored, controller: new OrdersController(stored as unknown as OrdersService) };
  };
  const query = (fields: Partial<ListOrdersQuery>): ListOrdersQuery =>
    Object.assign(new ListOrdersQuery(), fields);
  const idOf = (n: number): OrderId =>
    `01KEZ0000000000000000000${String(n).padStart(2, '0')}` as OrderId;

  it.each([
    ['UNKNOWN', 202],
    ['SUBMITTED', 200],
    ['FILLED', 200],
  ] as const)('answers an order in %s with %s', async (state, status) => {
    const { controller } = made([anOrder({ state })]);
    let answered = 200;
    const response = { status: (code: number) => (answered = code) } as unknown as Response;
    const body = await controller.getOrder(anOrder().id, response);
    expect(answered).toBe(status);
    expect(body).toMatchObject({
      state,
      decision: { facts: { quantity: '1' } },
      events: [],
      fills: [],
    });
  });

  it('names an order that does not exist', async () => {
    const { controller } = made([]);
    await expect(controller.getOrder(idOf(1), NO_RESPONSE)).rejects.toThrow(OrderNotFoundError);
  });

  it('gives a page whose cursor leads on from its last order', async () => {
    const orders = [3, 2, 1].map((n) => anOrder({ id: idOf(n) }));
    const { controller, stored } = made(orders);
    const page = await controller.listOrders(query({ limit: 2 }));
    expect(page.items.map((order) => order.id)).toEqual([idOf(3), idOf(2)]);
    expect(page.total).toBe(3);
    await controller.listOrders(query({ limit: 2, cursor: page.nextCursor ?? '' }));
    expect(stored.asked.at(-1)).toEqual({
      filter: {},
      limit: 3,
      place: { createdAt: anOrder().createdAt, id: idOf(2) },
    });
  });

  it('ends with a null cursor', async () => {
    expect((await made([anOrder()]).controller.listOrders(query({}))).nextCursor).toBeNull();
  });

  it('passes every filter on', async () => {
    const { controller, stored } = made([]);
    await controller.listOrders(
      query({
        account: 'main',
        needsAttention: 'false',
        state: 'FILLED',
        from: '2026-01-15T12:00:00Z',
      }),
    );
    expect(stored.asked[0]?.filter).toEqual({
      account: 'main',
      needsAttention: false,
      state: 'FILLED',
      from: new Date('2026-01-15T12:00:00.000Z'),
    });
  });

  it.each([
    'not a cursor',
    cursorText({ at: 'x', id: idOf(1) }),
    cursorText({ at: 1e300, id: idOf(1) }),
  ])('refuses the foreign cursor %s', async (cursor) => {
    await expect(made([]).controller.listOrders(query({ cursor }))).rejects.toThrow(
      InvalidCursorError,
    );
  });
});
