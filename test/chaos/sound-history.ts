import type { OrderEventType, OrderState } from '@/modules/orders/order-transitions';
import type { EventFact, FillFact, History, OrderFact, Post } from '@test/chaos/history';
import type { SimFill, SimOrder } from '@test/support/simulators/bingx/model';
import type { LoggedRequest } from '@test/support/simulators/bingx/request-log';

const INSTRUMENT = 'bingx-usdt-m/BTC-USDT';
const LANE = `bingx|${INSTRUMENT}`;
const T = 1_000_000;

type Step = readonly [OrderEventType, OrderState, number];

interface Made {
  readonly order: OrderFact;
  readonly events: readonly EventFact[];
  readonly fills: readonly FillFact[];
  readonly theirs: SimOrder;
  readonly theirFills: readonly SimFill[];
  readonly request: LoggedRequest;
}

/** An order with its journey, its fill and its image on the exchange, all of which agree. */
function made(id: string, change: Partial<OrderFact>, steps: readonly Step[], token: string): Made {
  const last = steps[steps.length - 1] ?? (['initialized', 'INITIALIZED', T] as const);
  const isFilled = last[1] === 'FILLED';
  const submittedAt = steps.find(([type]) => type === 'submitted')?.[2] ?? T;
  const order: OrderFact = {
    id,
    decisionId: 'd1',
    alarmId: 'a1',
    strategyId: 's1',
    leg: 'entry',
    purpose: 'entry',
    protectsOrderId: null,
    instrument: INSTRUMENT,
    lane: LANE,
    side: 'buy',
    positionSide: 'long',
    type: 'market',
    quantity: '0.001',
    clientOrderId: `c-${id}`,
    state: last[1],
    filledQuantity: isFilled ? '0.001' : '0',
    needsAttention: null,
    sendBefore: null,
    createdAt: steps[0]?.[2] ?? T,
    submittedAt,
    version: steps.length,
    nextCheckAt: null,
    checks: 0,
    ...change,
  };
  const events = steps.map(([type, stateAfter, at], i) => ({
    ...{ orderId: id, sequence: i + 1, type, stateAfter, at },
    data: type === 'submitted' ? { lane: order.lane, token } : {},
  }));
  const filledAt = last[2] - 10;
  const side = order.side === 'buy' ? 'BUY' : 'SELL';
  const fills: readonly FillFact[] = isFilled
    ? [
        {
          ...{ orderId: id, venueFillId: `f-${id}`, instrument: INSTRUMENT, strategyId: 's1' },
          ...{ side: order.side, positionSide: 'long', quantity: '0.001', price: '60000' },
          ...{ fee: '0.03', filledAt },
        },
      ]
    : [];
  const isStop = order.purpose === 'stop-loss';
  const theirs = {
    ...{ id: `x-${id}`, clientOrderId: order.clientOrderId, symbol: 'BTC-USDT', side },
    ...{ positionSide: 'LONG', type: isStop ? 'STOP_MARKET' : 'MARKET', childId: '' },
    ...{ quantity: order.quantity, executed: isFilled ? '0.001' : '0', stopPrice: '' },
    ...{ firesOn: isStop ? 'fall' : '', status: isFilled ? 'FILLED' : 'NEW' },
    ...{ createdAt: submittedAt + 5, updatedAt: last[2] - 5, origin: 'api' },
    ...(last[1] === 'CANCELED' ? { status: 'CANCELLED' } : {}),
  } as unknown as SimOrder;
  const theirFills = fills.map(
    (fill) =>
      ({
        ...{ id: fill.venueFillId, orderId: theirs.id, symbol: 'BTC-USDT', side },
        ...{ positionSide: 'LONG', quantity: '0.001', price: '60000', commission: '-0.03' },
        at: filledAt,
      }) as unknown as SimFill,
  );
  const request: LoggedRequest = {
    ...{ seq: submittedAt, at: submittedAt + 5, method: 'POST' },
    path: '/openApi/swap/v2/trade/order',
    params: { clientOrderId: order.clientOrderId, symbol: 'BTC-USDT' },
    ...{ faults: [], code: 0, status: 200 },
  };
  return { order, events, fills, theirs, theirFills, request };
}

const market = (at: number): readonly Step[] => [
  ['initialized', 'INITIALIZED', at],
  ['submitted', 'SUBMITTED', at + 10],
  ['accepted', 'ACCEPTED', at + 30],
  ['filled', 'FILLED', at + 60],
];

const post = (alarmId: string, kind: Post['kind'], at: number): Post => ({
  ...{ at, answeredAt: at + 20, status: 200, alarmId, alarmName: 's-BTC', lane: 'BTC/USDT', kind },
  positionSide: 'long',
});

/**
 * Two opens, the close of both with their stops cancelled, and one more open that rests protected: small enough to
 * read, and every invariant has something in it that can be broken.
 */
export function soundHistory(): History {
  const resting = (at: number): readonly Step[] => [
    ['initialized', 'INITIALIZED', at],
    ['submitted', 'SUBMITTED', at + 10],
    ['accepted', 'ACCEPTED', at + 30],
  ];
  const cancelled = (at: number, end: number): readonly Step[] => [
    ...resting(at),
    ['cancel-requested', 'PENDING_CANCEL', end],
    ['canceled', 'CANCELED', end + 30],
  ];
  const stop = { purpose: 'stop-loss', type: 'stop-market', side: 'sell' } as const;
  const all = [
    made('e1', { sendBefore: T + 60_100 }, market(T + 100), '1'),
    made(
      't1',
      { ...stop, leg: 'stop-loss:e1:1', protectsOrderId: 'e1' },
      cancelled(T + 300, T + 20_000),
      '2',
    ),
    made(
      'k1',
      {
        ...{ decisionId: 'd2', alarmId: 'a2', leg: 'close', purpose: 'close', side: 'sell' },
        submittedAt: T + 20_210,
      },
      market(T + 20_200),
      '3',
    ),
    made('e2', { decisionId: 'd3', alarmId: 'a3' }, market(T + 30_000), '4'),
    made(
      't2',
      { ...stop, decisionId: 'd3', alarmId: 'a3', leg: 'stop-loss:e2:1', protectsOrderId: 'e2' },
      resting(T + 30_200),
      '5',
    ),
  ];
  const ids = ['a1', 'a2', 'a3', 'a4'] as const;
  const at = [T, T + 20_000, T + 29_900, T + 31_000];
  return {
    ...{ seed: 1, instances: 1, from: T, quietAt: T + 60_000, settledAt: T + 61_000 },
    strategies: [
      {
        ...{ id: 's1', alarmName: 's-BTC', instrument: INSTRUMENT, quantity: '0.001' },
        ...{ pyramiding: 2, hasStop: true },
      },
    ],
    posts: ids.map((id, i) =>
      post(id, i === 3 ? 'poison' : i === 1 ? 'close' : 'open', at[i] ?? T),
    ),
    faults: [],
    switches: [{ strategyId: 's1', confirmed: T + 40_000, onAt: T + 50_000 }],
    alarms: ids.map((id, i) => ({
      ...{ id, status: i === 3 ? 'not-understood' : 'decided', reason: null },
      receivedAt: (at[i] ?? T) + 5,
    })),
    decisions: ids.slice(0, 3).map((alarmId, i) => ({
      ...{ id: `d${String(i + 1)}`, alarmId, strategyId: 's1', source: 'alarm' },
      ...{ decidedAt: (at[i] ?? T) + 90, outcome: 'placed', reason: 'placed' },
    })),
    orders: all.map(({ order }) => order),
    events: all.flatMap(({ events }) => events),
    fills: all.flatMap(({ fills }) => fills),
    book: {
      orders: all.map(({ theirs }) => theirs),
      fills: all.flatMap(({ theirFills }) => theirFills),
      positions: [{ symbol: 'BTC-USDT', side: 'LONG', quantity: '0.001' }],
      requests: all.map(({ request }) => request),
    },
  };
}
