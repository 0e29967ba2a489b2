import fc from 'fast-check';
import type { PinoLogger } from 'nestjs-pino';
import type { OrderId } from '@/kernel/ids';
import type { Order, OrderPurpose } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import type { OrderSender } from '@/modules/trading/sending/order-sender';
import type { PairSender } from '@/modules/trading/sending/pair-sender';
import type { SendCheck } from '@/modules/trading/sending/send-check';
import { inSendingOrder } from '@/modules/trading/sending/sending-order';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const LANE = 'main|bingx-usdt-m/BTC-USDT';
const LEASE = { name: LANE, owner: 'one', token: '1', until: new Date(0) };
const order = (id: string, purpose: OrderPurpose): Order =>
  anOrder({ id: id as OrderId, purpose, reduceOnly: purpose !== 'entry' });

let waiting: Order[];
let left: string[];
/** What happens while an order is on its way. */
let during: Readonly<Record<string, () => void>>;
let heldBack: ReadonlySet<string>;
let dispatcher: OrderDispatcher;

beforeEach(() => {
  [waiting, left, during, heldBack] = [[], [], {}, new Set()];
  const send = ({ id }: Order): Promise<boolean> => {
    left.push(id);
    during[id]?.();
    waiting = waiting.filter((one) => one.id !== id);
    return Promise.resolve(true);
  };
  const orders = {
    toSend: (_lane: string, limit: number) => Promise.resolve(waiting.slice(0, limit)),
    takeLane: () => Promise.resolve(LEASE),
    renewLane: () => Promise.resolve(LEASE),
    releaseLane: () => Promise.resolve(),
  };
  dispatcher = new OrderDispatcher(
    orders as unknown as OrdersService,
    { mustWait: () => Promise.resolve(false) } as unknown as SendCheck,
    { send } as unknown as OrderSender,
    {} as PairSender,
    { admits: ({ id }: Order) => Promise.resolve(!heldBack.has(id)) } as unknown as StartGate,
    { text: 'one' },
    new FixedClock(),
    { setContext: () => undefined } as unknown as PinoLogger,
  );
});

describe(OrderDispatcher.name, () => {
  it('sends a stop that came meanwhile before the entries that still wait', async () => {
    waiting = [order('a', 'entry'), order('b', 'entry'), order('c', 'close')];
    during = {
      a: () => {
        waiting.push(order('stop', 'stop-loss'), order('target', 'take-profit'));
        void dispatcher.sendLane(LANE);
      },
    };
    await dispatcher.sendLane(LANE);
    expect(left).toEqual(['a', 'stop', 'b', 'c', 'target']);
  });

  it('leaves what may not leave yet where it is, and sends what stands behind it', async () => {
    heldBack = new Set(['a']);
    waiting = [order('a', 'entry'), order('b', 'close')];
    await dispatcher.sendLane(LANE);
    expect(left).toEqual(['b']);
  });

  it('lets no entry overtake one that was held back a moment before, though others may', async () => {
    heldBack = new Set(['a']);
    waiting = [order('a', 'entry'), order('b', 'entry'), order('c', 'close')];
    during = {
      c: () => {
        heldBack = new Set();
        waiting.push(order('d', 'entry'));
        void dispatcher.sendLane(LANE);
      },
    };
    await dispatcher.sendLane(LANE);
    expect(left).toEqual(['c']);
    await dispatcher.sendLane(LANE);
    expect(left).toEqual(['c', 'a', 'b', 'd']);
  });
});

const purposes = fc.constantFrom<OrderPurpose>(
  ...(['entry', 'close', 'stop-loss', 'stop-bridge', 'emergency-close', 'take-profit'] as const),
);
const URGENT: readonly OrderPurpose[] = ['stop-loss', 'stop-bridge', 'emergency-close'];

describe(inSendingOrder.name, () => {
  it('lets only what ends an unprotected time overtake, and nothing but what waits from an entry on', () => {
    fc.assert(
      fc.property(fc.array(purposes, { maxLength: 12 }), (list) => {
        const made = list.map((purpose, index) => order(String(index), purpose));
        const sent = inSendingOrder(made);
        expect([...sent].sort((a, b) => Number(a.id) - Number(b.id))).toEqual(made);
        const overtaken = sent.flatMap((one, at) =>
          sent.slice(0, at).filter((earlier) => Number(earlier.id) > Number(one.id)),
        );
        expect(overtaken.filter(({ purpose }) => !URGENT.includes(purpose))).toEqual([]);
        const firstEntry = sent.findIndex(({ purpose }) => purpose === 'entry');
        const behind = firstEntry < 0 ? [] : sent.slice(firstEntry);
        expect(behind.filter(({ purpose }) => URGENT.includes(purpose))).toEqual([]);
      }),
    );
  });

  it('leaves a queue without entries as it is', () => {
    const queue = [order('a', 'close'), order('b', 'stop-loss'), order('c', 'take-profit')];
    expect(inSendingOrder(queue)).toEqual(queue);
  });
});
