import type { OrderId } from '@/kernel/ids';
import type { Fill, Order, OrderEvent } from '@/modules/orders/order';
import type { OrderState } from '@/modules/orders/order-transitions';
import { unprotectedTime } from '@/modules/trading/protection/unprotected-time';
import { anOrder } from '@test/support/builders/an-order';

const at = (ms: number): Date => new Date(Date.UTC(2026, 0, 15) + ms);
const entry = anOrder({ id: 'entry' as OrderId });
const stop = (id: string, quantity: string): Order =>
  anOrder({ id: id as OrderId, purpose: 'stop-loss', side: 'sell', quantity });
const event = (orderId: string, stateAfter: OrderState, ms: number): OrderEvent => ({
  orderId: orderId as OrderId,
  sequence: 1,
  type: 'accepted',
  stateAfter,
  at: at(ms),
  data: {},
});
const fill = (orderId: string, quantity: string, ms: number): Fill =>
  ({ orderId, quantity, recordedAt: at(ms) }) as Fill;

describe(unprotectedTime.name, () => {
  it('counts from the first known fill to the stop that covers it', () => {
    const read = unprotectedTime(
      {
        orders: [entry, stop('a', '1')],
        fills: [fill('entry', '1', 100)],
        events: [event('a', 'SUBMITTED', 110), event('a', 'ACCEPTED', 140)],
      },
      at(900),
    );
    expect(read).toMatchObject({ since: null, longestMs: 40 });
    expect(read.stopped.toFixed()).toBe('1');
  });

  it('goes on until now while a part is bare', () => {
    const read = unprotectedTime(
      {
        orders: [entry, stop('a', '0.4')],
        fills: [fill('entry', '0.4', 0), fill('entry', '0.6', 200)],
        events: [event('a', 'ACCEPTED', 10)],
      },
      at(1_000),
    );
    expect(read).toMatchObject({ since: at(200), longestMs: 800 });
  });

  it('sees the gap of a stop that was canceled before its successor rested, and none over a bridge', () => {
    const orders = [entry, stop('a', '1'), stop('b', '1')];
    const fills = [fill('entry', '1', 0)];
    const moved = [
      event('a', 'ACCEPTED', 5),
      event('a', 'CANCELED', 300),
      event('b', 'ACCEPTED', 360),
    ];
    expect(unprotectedTime({ orders, fills, events: moved }, at(900)).longestMs).toBe(60);
    const bridge = anOrder({ id: 'x' as OrderId, purpose: 'stop-bridge', side: 'sell' });
    const bridged = [...moved, event('x', 'ACCEPTED', 290), event('x', 'CANCELED', 400)];
    const read = unprotectedTime({ orders: [...orders, bridge], fills, events: bridged }, at(900));
    expect(read.longestMs).toBe(5);
  });

  it('ends when a stop has closed the position', () => {
    const read = unprotectedTime(
      {
        orders: [entry, stop('a', '1')],
        fills: [fill('entry', '1', 0), fill('a', '1', 500)],
        events: [event('a', 'ACCEPTED', 5), event('a', 'FILLED', 500)],
      },
      at(900),
    );
    expect(read).toMatchObject({ since: null, longestMs: 5 });
    expect(read.held.isZero()).toBe(true);
  });
});
