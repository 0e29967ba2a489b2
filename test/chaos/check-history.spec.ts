import type { OrderEventType, OrderState } from '@/modules/orders/order-transitions';
import { checkHistory } from '@test/chaos/check-history';
import {
  INVARIANTS,
  type EventFact,
  type FaultWindow,
  type History,
  type Invariant,
  type OrderFact,
} from '@test/chaos/history';
import { soundHistory } from '@test/chaos/sound-history';

type Mutation = readonly [Invariant, string, (history: History) => History, RegExp];

const withOrder =
  (id: string, change: Partial<OrderFact>) =>
  (history: History): History => ({
    ...history,
    orders: history.orders.map((order) => (order.id === id ? { ...order, ...change } : order)),
  });

const withEvent =
  (id: string, type: OrderEventType, change: Partial<EventFact>) =>
  (history: History): History => ({
    ...history,
    events: history.events.map((event) =>
      event.orderId === id && event.type === type ? { ...event, ...change } : event,
    ),
  });

const withBook =
  (change: (book: History['book']) => Partial<History['book']>) =>
  (history: History): History => ({
    ...history,
    book: { ...history.book, ...change(history.book) },
  });

/** Appends to an order's journey, in its row too. */
const then =
  (id: string, type: OrderEventType, stateAfter: OrderState, data = {}, laterMs = 1_000) =>
  (history: History): History => {
    const all = history.events.filter(({ orderId }) => orderId === id);
    const at = (all[all.length - 1]?.at ?? 0) + laterMs;
    const sequence = all.length + 1;
    const event = { orderId: id, sequence, type, stateAfter, at, data };
    return withOrder(id, { state: stateAfter, version: sequence })({
      ...history,
      events: [...history.events, event],
    });
  };

const one = <T>(list: readonly T[]): T => list[0] as T;
const withoutStop = withBook((book) => ({
  orders: book.orders.filter(({ clientOrderId }) => clientOrderId !== 'c-t1'),
}));

const MUTATIONS: readonly Mutation[] = [
  [
    'I1',
    'the same order accepted twice by the exchange',
    withBook(({ orders }) => ({ orders: [...orders, { ...one(orders), id: 'x-again' }] })),
    /c-e1 was accepted 2 times/,
  ],
  [
    'I1',
    'an order sent again after a time-out',
    withBook(({ requests }) => ({ requests: [...requests, { ...one(requests), seq: 9 }] })),
    /c-e1 was sent 2 times/,
  ],
  [
    'I1',
    'a second entry for one alarm',
    (history) => ({
      ...history,
      orders: [
        ...history.orders,
        { ...one(history.orders), id: 'e9', leg: 'entry-2', clientOrderId: 'c-e9' },
      ],
    }),
    /has an entry 2 times/,
  ],
  [
    'I2',
    'an order on the exchange that nobody here knows',
    withBook(({ orders }) => ({ orders: [...orders, { ...one(orders), clientOrderId: 'c-?' }] })),
    /c-\?, which we do not know/,
  ],
  [
    'I2',
    'a stop that rests only here',
    withBook(({ orders }) => ({ orders: orders.filter((order) => order.id !== 'x-t2') })),
    /t2 \(ACCEPTED\) is not on the exchange/,
  ],
  [
    'I3',
    'a fill counted twice in the order',
    withOrder('e1', { filledQuantity: '0.002' }),
    /e1 .*says 0.002 filled, its fills 0.001/,
  ],
  [
    'I3',
    'a fill booked twice',
    (history) => ({ ...history, fills: [...history.fills, one(history.fills)] }),
    /fill f-e1 is booked 2 times/,
  ],
  [
    'I3',
    'an over-close that one strategy lost and no other one was given',
    (history) => ({
      ...history,
      fills: [...history.fills, { ...one(history.fills), venueFillId: 'over-1#back' }],
    }),
    /over-1 does not cancel out: 0.001/,
  ],
  [
    'I3',
    'a fill dropped',
    (history) => ({ ...history, fills: history.fills.slice(1) }),
    /fill f-e1 of the exchange is not booked/,
  ],
  [
    'I3',
    'a fee off in its last decimal',
    (history) => ({
      ...history,
      fills: history.fills.map((fill) => ({ ...fill, fee: '0.030000000000000001' })),
    }),
    /another quantity, price or fee/,
  ],
  [
    'I3',
    'a position that our fills do not explain',
    withBook(() => ({ positions: [] })),
    /position BTC-USDT long: 0.001 by our fills, 0 there/,
  ],
  [
    'I4',
    'a position without its stop for six seconds',
    withBook(({ orders }) => ({
      orders: orders.map((order) =>
        order.id === 'x-t1' ? { ...order, createdAt: order.createdAt + 6_000 } : order,
      ),
    })),
    /BTC-USDT LONG was without its whole stop for \d+ ms/,
  ],
  [
    'I4',
    'a stop never placed, and a fault long before that excuses nothing',
    (history) => withoutStop({ ...history, faults: [fault(0, 500)] }),
    /without its whole stop/,
  ],
  [
    'I4',
    'a stop never placed while websockets, answers of the exchange and our own clock were at fault',
    (history) =>
      withoutStop({
        ...history,
        faults: (['stream', 'exchange-answers', 'own-clock'] as const).map((kind) =>
          fault(0, 50_000, kind),
        ),
      }),
    /without its whole stop/,
  ],
  [
    'I4',
    'a stop never placed, long after the disk had room again',
    (history) => withoutStop({ ...history, faults: [fault(0, 6_000, 'disk')] }),
    /without its whole stop/,
  ],
  [
    'I4',
    'a stop sized from the ordered quantity of an entry that filled half',
    withOrder('e2', { filledQuantity: '0.0005' }),
    /t2 .* is for 0.001, its entry filled 0.0005/,
  ],
  [
    'I4',
    'a stop that stays when the position is gone',
    withBook(() => ({ positions: [] })),
    /BTC-USDT LONG: 0 open, stops for 0.001/,
  ],
  [
    'I5',
    'a close that buys a long',
    withOrder('k1', { side: 'buy' }),
    /k1 .* buys a long: it opens/,
  ],
  [
    'I5',
    'a close of more than is open',
    withBook(({ fills }) => ({
      fills: fills.map((fill) => (fill.id === 'f-k1' ? { ...fill, quantity: '0.002' } : fill)),
    })),
    /closed more of BTC-USDT LONG/,
  ],
  [
    'I6',
    'an entry sent after its time',
    withOrder('e1', { sendBefore: 1_000_105 }),
    /e1 .* was sent after its time/,
  ],
  [
    'I6',
    'given up after one look',
    then('t2', 'not-placed', 'NOT_PLACED', { looks: 1 }, 40_000),
    /t2 .* was given up too early/,
  ],
  [
    'I6',
    'given up after ten seconds',
    then('t2', 'not-placed', 'NOT_PLACED', { looks: 9 }, 10_000),
    /t2 .* was given up too early/,
  ],
  [
    'I7',
    'a filled order that is accepted again',
    then('e1', 'accepted', 'ACCEPTED'),
    /went from FILLED to ACCEPTED/,
  ],
  [
    'I7',
    'an event before the one that it follows',
    withEvent('e1', 'filled', { at: 1_000_001 }),
    /an event before the one/,
  ],
  ['I7', 'a version left out', withEvent('e1', 'filled', { sequence: 7 }), /a gap in its versions/],
  [
    'I8',
    'a decision without its order',
    (history) => ({ ...history, orders: history.orders.filter(({ id }) => id !== 'k1') }),
    /decision d2 placed no order/,
  ],
  [
    'I8',
    'an order without its last event',
    (history) => ({
      ...history,
      events: history.events.filter(({ orderId, type }) => orderId !== 'e2' || type !== 'filled'),
    }),
    /e2 .* and its events differ/,
  ],
  [
    'I8',
    'a decided alarm without a decision',
    (history) => ({ ...history, decisions: history.decisions.slice(1) }),
    /alarm a1 is decided without a decision/,
  ],
  [
    'I8',
    'a send before its commit',
    withBook(({ requests }) => ({
      requests: requests.map((request) => ({ ...request, at: request.at - 10 })),
    })),
    /e1 .* was sent before it was written down as sent/,
  ],
  [
    'I9',
    'a verdict that the exchange contradicts',
    withOrder('t2', { state: 'NOT_PLACED' }),
    /t2 \(NOT_PLACED\) is NEW on the exchange/,
  ],
  [
    'I9',
    'a verdict corrected in silence',
    withEvent('t2', 'accepted', { type: 'late-truth' }),
    /corrected and nobody is told/,
  ],
  [
    'I10',
    'a lost alarm',
    (history) => ({ ...history, alarms: history.alarms.slice(1) }),
    /alarm a1 was answered 200 and is not stored/,
  ],
  [
    'I11',
    'a webhook that takes 1.2 s while only the exchange, its websockets, our clock and a full disk are at fault',
    (history) => ({
      ...history,
      posts: Array.from({ length: 60 }, () => ({
        ...one(history.posts),
        alarmId: 'a4',
        kind: 'poison' as const,
        answeredAt: one(history.posts).at + 1_200,
      })).concat(history.posts as never[]),
      faults: (['exchange', 'stream', 'own-clock', 'disk'] as const).map((kind) =>
        fault(-1_000, 50_000, kind),
      ),
    }),
    /p99 was 1200 ms/,
  ],
  [
    'I12',
    'a good alarm that was parked',
    (history) => ({
      ...history,
      alarms: history.alarms.map((alarm) =>
        alarm.id === 'a2' ? { ...alarm, status: 'parked' } : alarm,
      ),
    }),
    /alarm a2 is parked/,
  ],
  [
    'I12',
    'a poison alarm that traded',
    (history) => ({
      ...history,
      orders: history.orders.map((order) =>
        order.id === 'k1' ? { ...order, alarmId: 'a4' } : order,
      ),
    }),
    /poison alarm a4 has orders/,
  ],
  [
    'I13',
    'an entry sent while its strategy was off',
    (history) => ({
      ...history,
      switches: [{ strategyId: 's1', confirmed: 1_029_000, onAt: 1_050_000 }],
    }),
    /e2 .* was sent while its strategy was off/,
  ],
  [
    'I14',
    'a paused owner that sends after another took over',
    withEvent('k1', 'submitted', {
      data: { lane: 'bingx|bingx-usdt-m/BTC-USDT', token: '1' },
    }),
    /token 1 sent after 2/,
  ],
  ['I14', 'a send without a token', withEvent('k1', 'submitted', { data: {} }), /has no token/],
  [
    'liveness',
    'an order whose fate stays open',
    then('t2', 'unknown', 'UNKNOWN'),
    /t2 .* has not ended/,
  ],
  [
    'liveness',
    'a run that never settles',
    (history) => ({ ...history, settledAt: null }),
    /did not settle/,
  ],
  [
    'liveness',
    'an alarm that waits for ever',
    (history) => ({
      ...history,
      alarms: history.alarms.map((alarm) =>
        alarm.id === 'a3' ? { ...alarm, status: 'received' } : alarm,
      ),
    }),
    /alarm a3 waits/,
  ],
  [
    'model',
    'lane order broken: the close is decided before the open that came first',
    (history) => ({
      ...history,
      decisions: history.decisions.map((decision) =>
        decision.id === 'd2' ? { ...decision, id: 'd0', decidedAt: 1_000_001 } : decision,
      ),
      orders: history.orders.map((order) =>
        order.decisionId === 'd2' ? { ...order, decisionId: 'd0' } : order,
      ),
    }),
    /alarm a2 was decided before a1 of its lane/,
  ],
  [
    'model',
    'lane order broken: the close is sent before the open that came first',
    withEvent('k1', 'submitted', {
      at: 1_000_100,
      data: { lane: 'bingx|bingx-usdt-m/BTC-USDT', token: '1' },
    }),
    /alarm a2 was sent before a1 of its lane/,
  ],
  [
    'model',
    'an open long that sells',
    withOrder('e2', { side: 'sell' }),
    /alarm a3 \(open long\) led to entry sell/,
  ],
  [
    'model',
    'an entry of another size',
    withOrder('e2', { quantity: '0.003' }),
    /led to an entry of 0.003 instead of 0.001/,
  ],
  [
    'model',
    'an alarm without its decision',
    (history) => ({ ...history, decisions: history.decisions.slice(1) }),
    /alarm a1 has 0 decisions/,
  ],
  [
    'model',
    'a close skipped although an entry was filled',
    (history) => ({
      ...history,
      orders: history.orders.filter(({ id }) => id !== 'k1'),
      decisions: history.decisions.map((decision) =>
        decision.id === 'd2'
          ? { ...decision, outcome: 'skipped', reason: 'nothing-to-close' }
          : decision,
      ),
    }),
    /found nothing to close beside entry e1/,
  ],
  [
    'model',
    'an open skipped as full on an empty side',
    (history) => ({
      ...history,
      orders: history.orders.filter(({ decisionId }) => decisionId !== 'd1'),
      decisions: history.decisions.map((decision) =>
        decision.id === 'd1'
          ? { ...decision, outcome: 'skipped', reason: 'pyramiding-full' }
          : decision,
      ),
    }),
    /found the side full with 0 entries ever/,
  ],
  [
    'model',
    'a lost close that closes a later entry when it is tried again',
    (history) => {
      const again = { createdAt: 1_035_000, decisionId: 'd2', alarmId: 'a2', purpose: 'close' };
      return withOrder('t2', { ...again, leg: 'close:2', filledQuantity: '0.001' })(history);
    },
    /close t2, tried again, closed 0.001 of 0 /,
  ],
  [
    'model',
    'an entry that no alarm asked for',
    withOrder('e2', { alarmId: null }),
    /nothing explains entry e2/,
  ],
];

function fault(from: number, to: number, kind: FaultWindow['kind'] = 'database'): FaultWindow {
  const began = 1_000_000;
  return { kind, detail: 'cut', instance: 0, from: began + from, to: began + to };
}

it('lets an order be sent again after BingX refused it for its timestamp', () => {
  const sound = soundHistory();
  const refused = { ...one(sound.book.requests), seq: 0, code: 100421 };
  const history = withBook(({ requests }) => ({ requests: [refused, ...requests] }))(sound);
  expect(checkHistory(history)).toEqual(checkHistory(sound));
});

it('finds nothing in a sound history', () => {
  expect(checkHistory(soundHistory())).toEqual([]);
});

it.each(MUTATIONS)('%s catches %s', (invariant, _what, mutate, sentence) => {
  const found = checkHistory(mutate(soundHistory())).filter(
    (breach) => breach.invariant === invariant && sentence.test(breach.what),
  );
  expect(found).not.toEqual([]);
});

it('has a mutation for each invariant', () => {
  expect(new Set(MUTATIONS.map(([invariant]) => invariant))).toEqual(new Set(INVARIANTS));
});

it('excuses a missing stop while a fault lasts, and not after it', () => {
  const during = withoutStop({ ...soundHistory(), faults: [fault(0, 21_000)] });
  const unprotected = (history: History) =>
    checkHistory(history).filter(({ invariant }) => invariant === 'I4');
  expect(unprotected(during)).toEqual([]);
  const shorter = withoutStop({ ...soundHistory(), faults: [fault(0, 10_000)] });
  expect(unprotected(shorter)).not.toEqual([]);
});

it('excuses a missing stop while the exchange wants to be asked nothing, and not for longer', () => {
  const unprotected = (history: History) =>
    checkHistory(history).filter(({ invariant }) => invariant === 'I4');
  const refusedAt = (...seconds: readonly number[]) =>
    withBook((book) => ({
      requests: [
        ...book.requests,
        ...seconds.map((second) => ({
          ...{
            ...one(book.requests),
            seq: 90 + second,
            at: soundHistory().from + second * 1_000,
            method: 'GET',
          },
          ...{ params: {}, faults: ['429'] },
        })),
      ],
    }))(withoutStop(soundHistory()));
  expect(unprotected(refusedAt(0, 9, 18))).toEqual([]);
  expect(unprotected(refusedAt(0))).not.toEqual([]);
});
