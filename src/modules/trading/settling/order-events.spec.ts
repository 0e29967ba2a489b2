import type { PinoLogger } from 'nestjs-pino';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { LeverageReadings } from '@/modules/trading/deciding/leverage-readings';
import { OrderEvents } from '@/modules/trading/settling/order-events';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');
const SOURCE = { account: 'bingx', venue: 'bingx-usdt-m' } as const;

function setUp(...live: readonly Order[]) {
  const clock = new FixedClock();
  const done: string[] = [];
  const failing = { lanes: false };
  const orders = {
    liveInLane: (lane: string) => {
      done.push(`lane ${lane}`);
      return failing.lanes ? Promise.reject(new Error('database away')) : Promise.resolve(live);
    },
    lookSoon: (place: { instrument?: string }, at: Date) => {
      const inMs = at.getTime() - clock.now().getTime();
      done.push(`look ${place.instrument ?? 'all'} in ${String(inMs)}`);
      return Promise.resolve();
    },
  } as unknown as OrdersService;
  const settler = {
    hear: (order: Order, report: OrderReport) => {
      done.push(`hear ${order.id.slice(-1)} ${report.state} ${report.filledQuantity}`);
      return Promise.resolve();
    },
    follow: (order: Order) => done.push(`follow ${order.id.slice(-1)}`),
  } as unknown as OrderSettler;
  const leverage = {
    forget: () => done.push('forget leverage'),
  } as unknown as LeverageReadings;
  const logger = { setContext: () => undefined, warn: () => done.push('warn') };
  const events = new OrderEvents(orders, settler, leverage, clock, logger as unknown as PinoLogger);
  return { clock, done, events, failing };
}

const order = (fields: Partial<Order>): Order =>
  anOrder({ ...SOURCE, state: 'ACCEPTED', type: 'limit', venueOrderId: '100', ...fields });

const event = (
  fields: Partial<OrderReport> = {},
  more: { execution?: string; parentOrderId?: string } = {},
) =>
  ({
    kind: 'order',
    order: {
      report: {
        venueOrderId: '100',
        clientOrderId: null,
        instrument: BTC,
        state: 'partially-filled',
        side: 'buy',
        positionSide: 'long',
        type: 'limit',
        quantity: '1',
        filledQuantity: '0.5',
        averagePrice: '1',
        stopPrice: null,
        updatedAt: null,
        ...fields,
      },
      parentOrderId: more.parentOrderId ?? null,
      execution: more.execution ?? 'TRADE',
      at: null,
    },
  }) as const;

describe(OrderEvents.name, () => {
  it('passes an event on to the order that it is about', async () => {
    const { events, done } = setUp(order({}));
    events.hear(SOURCE, event());
    await events.idle();
    expect(done).toEqual(['lane bingx|bingx-usdt-m/BTC-USDT', 'hear 1 partially-filled 0.5']);
  });

  it('knows an order by the stop that brought it about, and by our own id', async () => {
    const { events, done } = setUp(order({ type: 'stop-market' }));
    events.hear(SOURCE, event({ venueOrderId: '101' }, { parentOrderId: '100' }));
    await events.idle();
    expect(done.at(-1)).toMatch(/^hear 1/);
    const unknown = setUp(order({ venueOrderId: null, state: 'UNKNOWN' }));
    const clientOrderId = 'S000000000000000000000000000000A';
    unknown.events.hear(SOURCE, event({ clientOrderId }));
    await unknown.events.idle();
    expect(unknown.done.at(-1)).toMatch(/^hear 1/);
  });

  it('leaves orders alone that are not ours, but looks at those of unknown fate', async () => {
    const { events, done } = setUp(order({}), order({ venueOrderId: null, state: 'UNKNOWN' }));
    events.hear(SOURCE, event({ venueOrderId: '999' }));
    await events.idle();
    expect(done.slice(1)).toEqual(['follow 1']);
    const paper = setUp(order({ venue: 'paper' }));
    paper.events.hear(SOURCE, event());
    await paper.events.idle();
    expect(paper.done).toHaveLength(1);
  });

  it('takes the event that tells most, whatever the order in which they came', async () => {
    const { events, done } = setUp(order({}));
    events.hear(SOURCE, event({ filledQuantity: '0.1' }));
    events.hear(SOURCE, event({ filledQuantity: '1', state: 'filled' }));
    events.hear(SOURCE, event({ filledQuantity: '0', state: 'open' }, { execution: 'NEW' }));
    events.hear(SOURCE, event({ filledQuantity: '0.5' }));
    await events.idle();
    expect(done.filter((one) => one.startsWith('hear')).at(-1)).toBe('hear 1 filled 1');
    expect(done).not.toContain('hear 1 partially-filled 0.5');
  });

  it('asks nothing because of news that is old', async () => {
    const { events, done } = setUp(order({}));
    events.hear(SOURCE, event({ filledQuantity: '0', state: 'open' }, { execution: 'NEW' }));
    await events.idle();
    expect(done).toHaveLength(1);
  });

  it('goes on when an event cannot be followed', async () => {
    const { events, done, failing } = setUp(order({}));
    failing.lanes = true;
    events.hear(SOURCE, event());
    await events.idle();
    failing.lanes = false;
    events.hear(SOURCE, event());
    await events.idle();
    expect(done.filter((one) => one === 'warn')).toHaveLength(1);
    expect(done.at(-1)).toMatch(/^hear/);
  });

  it('looks at everything after a gap, and tells whoever reconciles', () => {
    const { events, done, clock } = setUp();
    const told: unknown[] = [];
    events.onGap((source, from, to) => told.push([source.account, from, to]));
    const to = clock.now();
    events.hear(SOURCE, { kind: 'gap', from: null, to });
    expect(done).toEqual(['look all in 0']);
    expect(told).toEqual([['bingx', null, to]]);
  });

  it('plans a look for each changed position, at most one a second, and the last one always', () => {
    const { events, done, clock } = setUp();
    const hint = () => {
      events.hear(SOURCE, {
        kind: 'balance',
        reason: 'ORDER',
        assets: ['USDT'],
        positions: [{ instrument: BTC, side: 'long', quantity: '0' }],
        at: null,
      });
    };
    hint();
    clock.advance(300);
    hint();
    hint();
    clock.advance(2_000);
    hint();
    expect(done).toEqual([
      'look bingx-usdt-m/BTC-USDT in 0',
      'look bingx-usdt-m/BTC-USDT in 700',
      'look bingx-usdt-m/BTC-USDT in 0',
    ]);
  });

  it('forgets leverage when it changed, not when it was repeated', () => {
    const { events, done } = setUp();
    const config = (longLeverage: string) => {
      events.hear(SOURCE, {
        kind: 'config',
        instrument: BTC,
        longLeverage,
        shortLeverage: '5',
        marginMode: 'cross',
      });
    };
    config('5');
    config('5');
    expect(done).toEqual([]);
    config('7');
    expect(done).toEqual(['forget leverage']);
  });
});
