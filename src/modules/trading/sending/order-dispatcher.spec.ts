import fc from 'fast-check';
import type { PinoLogger } from 'nestjs-pino';
import type { OrderId } from '@/kernel/ids';
import type { Order, OrderPurpose } from '@/modules/orders/order';
import type { Placed } from '@/modules/orders/decisions/trade-decision';
import type { RecordEntry } from '@/modules/orders/order-recording';
import {
  EntriesStoppedError,
  LeaseLostError,
  RecordNotAllowedError,
} from '@/modules/orders/orders.errors';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import type { LaneGlance, Placing } from '@/modules/trading/sending/decided-placing';
import type { OrderSender, WriteSubmitted } from '@/modules/trading/sending/order-sender';
import type { PairSender } from '@/modules/trading/sending/pair-sender';
import type { SendCheck } from '@/modules/trading/sending/send-check';
import { inSendingOrder } from '@/modules/trading/sending/sending-order';
import type { Lease } from '@/platform/worker/lease';
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

/** What is written, as it is written: alone, or with the fact that it leaves. */
let written: string[];
/** Why what leaves can not be written so; null when it can. */
let refusal: Error | null;
let isNew: boolean;
/** What a glance at the lane says. */
let tenure: () => Promise<Lease | null>;

const clock = new FixedClock();
const PLACING = { decision: {}, orders: [] } as unknown as Placing;
const drafts = (): readonly Order[] => [order('first', 'close'), order('second', 'entry')];

beforeEach(() => {
  [waiting, left, during, heldBack] = [[], [], {}, new Set()];
  [written, refusal, isNew] = [[], null, true];
  tenure = () => Promise.resolve(waiting.length === 0 ? LEASE : null);
  const send = ({ id }: Order): Promise<boolean> => {
    left.push(id);
    during[id]?.();
    waiting = waiting.filter((one) => one.id !== id);
    return Promise.resolve(true);
  };
  const sendAtOnce = async (draft: Order, lease: Lease, write: WriteSubmitted): Promise<void> => {
    const entry = { order: draft, type: 'submitted', change: {}, data: {} } as const;
    const sent = await write(entry, { lease }).catch((error: unknown) => {
      // As the real one: what was decided before, or changed meanwhile, is not sent here.
      if (error instanceof RecordNotAllowedError) return null;
      throw error;
    });
    if (sent !== null) left.push(`${sent.id} ${sent.state}`);
  };
  const place = (how: string, all: readonly Order[]): Promise<Placed> => {
    written.push(how);
    if (isNew) waiting.push(...all.filter(({ state }) => state === 'INITIALIZED'));
    void dispatcher.sendLane(LANE);
    return Promise.resolve({ decision: PLACING.decision, orders: all, isNew });
  };
  const orders = {
    drafts,
    place: () => place('alone', drafts()),
    placeAndRecord: (_decision: unknown, all: readonly Order[], { order: one }: RecordEntry) => {
      if (refusal !== null) return Promise.reject(refusal);
      const sent = all.map((each) =>
        each === one ? { ...each, state: 'SUBMITTED' as const } : each,
      );
      return place('sent', sent);
    },
    nextTenure: () => tenure(),
    toSend: (_lane: string, limit: number) => Promise.resolve(waiting.slice(0, limit)),
    takeLane: () => Promise.resolve(LEASE),
    renewLane: () => Promise.resolve(LEASE),
    releaseLane: () => Promise.resolve(),
  };
  dispatcher = new OrderDispatcher(
    orders as unknown as OrdersService,
    { mustWait: () => Promise.resolve(false) } as unknown as SendCheck,
    { send, sendAtOnce } as unknown as OrderSender,
    {} as PairSender,
    { admits: ({ id }: Order) => Promise.resolve(!heldBack.has(id)) } as unknown as StartGate,
    { text: 'one' },
    clock,
    { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger,
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

describe('a decision whose order could leave at once', () => {
  const glance = (): Promise<LaneGlance> => dispatcher.glanceAt(LANE, { connection: 'orders' });

  it('writes the first order as sent with its decision, and the others leave after it', async () => {
    const placed = await dispatcher.place(PLACING, await glance());
    expect(placed.isNew).toBe(true);
    await dispatcher.sendLane(LANE);
    expect(written).toEqual(['sent']);
    expect(left).toEqual(['first SUBMITTED', 'second']);
  });

  it.each([
    ['entries are stopped', new EntriesStoppedError('main')],
    ['the lane was taken over', new LeaseLostError(LANE)],
    ['a look says no', new RecordNotAllowedError('first')],
    ['the database is gone', new Error('gone')],
  ])(
    'writes the decision alone where %s, and the orders go their usual way',
    async (_why, error) => {
      refusal = error;
      await dispatcher.place(PLACING, await glance());
      await dispatcher.sendLane(LANE);
      expect(written).toEqual(['alone']);
      expect(left).toEqual(['first', 'second']);
    },
  );

  it('sends nothing of a decision that was made before', async () => {
    isNew = false;
    const placed = await dispatcher.place(PLACING, await glance());
    expect(placed.isNew).toBe(false);
    await dispatcher.sendLane(LANE);
    expect(left).toEqual([]);
    expect(written).toEqual(['sent']);
  });

  it('gives way to what waits in the lane already', async () => {
    waiting = [order('earlier', 'entry')];
    await dispatcher.place(PLACING, await glance());
    await dispatcher.sendLane(LANE);
    expect(written).toEqual(['alone']);
    expect(left).toEqual(['earlier', 'first', 'second']);
  });

  it.each<[string, () => void]>([
    ['the lane is being worked on', () => void dispatcher.sendLane(LANE)],
    ['its facts are old by now', () => clock.advance(301)],
    ['the first order is held back', () => (heldBack = new Set(['first']))],
    ['the service is being stopped', () => void dispatcher.stop()],
  ])('is placed alone where %s', async (_why, happens) => {
    const seen = await glance();
    happens();
    await dispatcher.place(PLACING, seen);
    expect(written).toEqual(['alone']);
  });

  it('is placed alone where nobody can say whether the lane is free', async () => {
    tenure = () => Promise.reject(new Error('gone'));
    await dispatcher.place(PLACING, await glance());
    expect(written).toEqual(['alone']);
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
