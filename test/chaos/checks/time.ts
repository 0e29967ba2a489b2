import { grouped } from '@/kernel/grouped';
import { IN_FLIGHT, TERMINAL, type OrderState } from '@/modules/orders/order-transitions';
import type { Breach, EventFact, History, OrderFact } from '@test/chaos/history';
import { nameOf } from '@test/chaos/checks/once';

const LOOKS = 5;
const LOOKED_FOR_MS = 30_000;
const SETTLED_WITHIN_MS = 120_000;

/** Steps back in rank that are listed: a refused cancel, a truth that comes late, a fill after the end. */
const RANKS: Readonly<Record<OrderState, number>> = {
  INITIALIZED: 0,
  SUBMITTED: 1,
  UNKNOWN: 2,
  ACCEPTED: 3,
  PARTIALLY_FILLED: 4,
  PENDING_CANCEL: 5,
  CANCELED: 6,
  EXPIRED: 6,
  REJECTED: 6,
  NOT_PLACED: 6,
  DENIED: 6,
  FILLED: 7,
};

/** I6: nothing is sent too late, and "not there" is believed only after the stated looks. */
export function freshness({ orders, events }: History): readonly Breach[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return events.flatMap(({ orderId, type, at, data }): readonly Breach[] => {
    const order = byId.get(orderId);
    if (order === undefined) return [];
    const late = type === 'submitted' && order.sendBefore !== null && at > order.sendBefore;
    if (late) return [{ invariant: 'I6', what: `${nameOf(order)} was sent after its time` }];
    if (type !== 'not-placed') return [];
    const looked = Number(data.looks ?? 0) >= LOOKS;
    const waited = at - (order.submittedAt ?? order.createdAt) >= LOOKED_FOR_MS;
    return looked && waited
      ? []
      : [{ invariant: 'I6', what: `${nameOf(order)} was given up too early` }];
  });
}

/** I7: no state goes back, versions and times only grow. */
export function monotonic({ orders, events }: History): readonly Breach[] {
  const byOrder = grouped(events, ({ orderId }) => orderId);
  return orders.flatMap((order) =>
    (byOrder.get(order.id) ?? []).flatMap((event, i, all): readonly Breach[] => {
      const before = all[i - 1];
      if (before === undefined) return [];
      const problems = [
        ...(event.sequence === before.sequence + 1 ? [] : ['has a gap in its versions']),
        ...(event.at >= before.at ? [] : ['has an event before the one that it follows']),
        ...(mayFollow(before.stateAfter, event)
          ? []
          : [`went from ${before.stateAfter} to ${event.stateAfter}`]),
      ];
      return problems.map((problem) => ({ invariant: 'I7', what: `${nameOf(order)} ${problem}` }));
    }),
  );
}

function mayFollow(before: OrderState, { type, stateAfter }: EventFact): boolean {
  if (TERMINAL.includes(before) && stateAfter !== before)
    return type === 'late-truth' || (stateAfter === 'FILLED' && before !== 'DENIED');
  if (before === 'PENDING_CANCEL' && (type === 'cancel-refused' || type === 'accepted'))
    return true;
  return RANKS[stateAfter] >= RANKS[before] || (before === 'INITIALIZED' && type === 'late-truth');
}

/** I8: decision, orders and events are there together or not at all. */
export function atomic({ alarms, decisions, orders, events, book }: History): readonly Breach[] {
  const ofDecision = grouped(orders, ({ decisionId }) => decisionId);
  const ofAlarm = grouped(decisions, ({ alarmId }) => alarmId);
  const ofOrder = grouped(events, ({ orderId }) => orderId);
  const known = new Set(decisions.map(({ id }) => id));
  const what = [
    ...alarms
      .filter(({ status, reason }) => status === 'decided' && reason !== 'no-strategy')
      .filter(({ id }) => !ofAlarm.has(id))
      .map(({ id }) => `alarm ${id} is decided without a decision`),
    ...decisions
      .filter(({ id, outcome }) => outcome === 'placed' && !ofDecision.has(id))
      .map(({ id }) => `decision ${id} placed no order`),
    ...orders
      .filter(({ decisionId }) => !known.has(decisionId))
      .map((order) => `${nameOf(order)} has no decision`),
    ...orders.flatMap((order) => {
      const all = ofOrder.get(order.id) ?? [];
      const last = all[all.length - 1];
      return all[0]?.type === 'initialized' &&
        all.length === order.version &&
        last?.stateAfter === order.state
        ? []
        : [`${nameOf(order)} and its events differ`];
    }),
    ...sentUnwritten(orders, events, book.requests),
  ];
  return what.map((one) => ({ invariant: 'I8', what: one }));
}

/** The commit comes before the send: an order whose request was there first would be sent again after a crash. */
function sentUnwritten(
  orders: History['orders'],
  events: History['events'],
  requests: History['book']['requests'],
): readonly string[] {
  const writtenAt = new Map(
    events.filter(({ type }) => type === 'submitted').map(({ orderId, at }) => [orderId, at]),
  );
  const byClientId = new Map(orders.map((order) => [order.clientOrderId, order]));
  return requests.flatMap(({ method, path, params, at }) => {
    if (method !== 'POST' || !path.endsWith('/trade/order')) return [];
    const id = (params.clientOrderId ?? params.clientOrderID ?? '').toLowerCase();
    const order = byClientId.get(id);
    if (order === undefined) return [];
    return at < (writtenAt.get(order.id) ?? Infinity)
      ? [`${nameOf(order)} was sent before it was written down as sent`]
      : [];
  });
}

/** I13: an entry is not sent while its strategy is off. */
export function offMeansOff({ orders, events, switches }: History): readonly Breach[] {
  const sentAt = new Map(
    events.filter(({ type }) => type === 'submitted').map(({ orderId, at }) => [orderId, at]),
  );
  return orders.flatMap((order): readonly Breach[] => {
    const at = sentAt.get(order.id);
    if (at === undefined || order.purpose !== 'entry') return [];
    const off = switches.some(
      (one) => one.strategyId === order.strategyId && at > one.confirmed && at < one.onAt,
    );
    return off
      ? [{ invariant: 'I13', what: `${nameOf(order)} was sent while its strategy was off` }]
      : [];
  });
}

/** I14: the tokens under which a lane's orders were sent only grow: no owner comes back after another. */
export function fencing({ orders, events }: History): readonly Breach[] {
  const known = new Set(orders.map(({ id }) => id));
  const sends = events
    .filter(({ type, orderId }) => type === 'submitted' && known.has(orderId))
    .map(({ at, data }) => ({
      at,
      lane: textOf(data.lane),
      token: BigInt(textOf(data.token) || '0'),
    }));
  return [...grouped(sends, ({ lane }) => lane)].flatMap(([lane, all]) => {
    const inTime = [...all].sort((a, b) => a.at - b.at || (a.token < b.token ? -1 : 1));
    return inTime.flatMap(({ token }, i): readonly Breach[] => {
      const before = inTime[i - 1];
      if (token === 0n) return [{ invariant: 'I14', what: `a send of ${lane} has no token` }];
      return before === undefined || token >= before.token
        ? []
        : [
            {
              invariant: 'I14',
              what: `${lane}: token ${String(token)} sent after ${String(before.token)}`,
            },
          ];
    });
  });
}

/** Everything ends: within two minutes of the last fault nothing is in flight. */
export function liveness({ orders, alarms, quietAt, settledAt }: History): readonly Breach[] {
  const what = [
    ...(settledAt === null || settledAt - quietAt > SETTLED_WITHIN_MS
      ? ['the run did not settle within two minutes']
      : []),
    ...alarms.filter(({ status }) => status === 'received').map(({ id }) => `alarm ${id} waits`),
    ...orders
      .filter(
        ({ state, type }) =>
          IN_FLIGHT.includes(state) ||
          state === 'INITIALIZED' ||
          (type === 'market' && !TERMINAL.includes(state)),
      )
      .map((order) => `${nameOf(order)} has not ended: ${nextLookOf(order)}`),
  ];
  return what.map((one) => ({ invariant: 'liveness', what: one }));
}

const nextLookOf = ({ checks, nextCheckAt }: OrderFact): string =>
  `${String(checks)} looks, the next one at ${nextCheckAt === null ? 'no time' : new Date(nextCheckAt).toISOString()}`;

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
