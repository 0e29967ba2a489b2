import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import {
  EXCUSE_A_MISSING_STOP,
  opens,
  symbolOf,
  type Breach,
  type History,
  type OrderFact,
} from '@test/chaos/history';
import { nameOf } from '@test/chaos/checks/once';

/** An open quantity may be without its stop for this long when nothing disturbs. */
export const UNPROTECTED_MS = 5_000;

/** After "too many requests" nobody may be asked for so long; what filled meanwhile is not known. */
const RESTS_MS = 10_000;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** I4: what is open has its stop within seconds, faults excepted; a stop is never larger than what it protects. */
export function protectedPositions(history: History): readonly Breach[] {
  const what = [...leftOpen(history), ...oversize(history), ...atTheEnd(history)];
  return what.map((one) => ({ invariant: 'I4', what: one }));
}

/** Stretches of an open quantity without its stop, less what a fault excuses. */
function leftOpen(history: History): readonly string[] {
  const excused = new Map<string, readonly Stretch[]>();
  return sidesOf(history).flatMap(([symbol, side]) => {
    const excuses = excused.get(symbol) ?? excusesOf(history, symbol);
    excused.set(symbol, excuses);
    return unprotected(history, symbol, side).flatMap((stretch) => {
      const longest = Math.max(0, ...without(stretch, excuses).map(({ from, to }) => to - from));
      return longest <= UNPROTECTED_MS
        ? []
        : [`${symbol} ${side} was without its whole stop for ${String(longest)} ms`];
    });
  });
}

/** Sides of symbols all of whose strategies want a stop. */
function sidesOf({ strategies }: History): readonly (readonly [string, 'LONG' | 'SHORT'])[] {
  return [...grouped(strategies, ({ instrument }) => symbolOf(instrument))]
    .filter(([, all]) => all.every(({ hasStop }) => hasStop))
    .flatMap(([symbol]) => [[symbol, 'LONG'] as const, [symbol, 'SHORT'] as const]);
}

/** When the resting stops came to less than the open quantity, by the exchange's own book. */
function unprotected(
  { book, quietAt, settledAt }: History,
  symbol: string,
  side: string,
): readonly Stretch[] {
  const end = settledAt ?? quietAt;
  const changes: { at: number; open: Decimal; stop: Decimal }[] = [];
  for (const fill of book.fills) {
    if (fill.symbol !== symbol || fill.positionSide !== side) continue;
    const quantity = decimal(fill.quantity);
    changes.push({ at: fill.at, open: opens(fill) ? quantity : quantity.neg(), stop: ZERO });
  }
  for (const order of book.orders) {
    const isStop = order.type.startsWith('STOP') && order.firesOn !== '';
    if (!isStop || order.symbol !== symbol || order.positionSide !== side) continue;
    const quantity = decimal(order.quantity);
    changes.push({ at: order.createdAt, open: ZERO, stop: quantity });
    if (order.status !== 'NEW')
      changes.push({ at: order.updatedAt, open: ZERO, stop: quantity.neg() });
  }
  changes.sort((a, b) => a.at - b.at);
  const stretches: Stretch[] = [];
  let [open, stop, since] = [ZERO, ZERO, null as number | null];
  for (const change of changes) {
    open = open.plus(change.open);
    stop = stop.plus(change.stop);
    const isShort = stop.lt(open);
    if (isShort) since ??= change.at;
    else if (since !== null) {
      stretches.push({ from: since, to: change.at });
      since = null;
    }
  }
  return since === null ? stretches : [...stretches, { from: since, to: Math.max(since, end) }];
}

/**
 * What excuses a missing stop: every fault of the machinery, and each time in which the exchange left us in doubt
 * about an order of the symbol, since what hangs in doubt must not be placed a second time.
 */
function excusesOf(history: History, symbol: string): readonly Stretch[] {
  const machinery = history.faults
    .filter(({ kind }) => EXCUSE_A_MISSING_STOP.includes(kind))
    .map(({ from, to }) => ({ from, to }));
  const ofSymbol = history.orders.filter(({ instrument }) => symbolOf(instrument) === symbol);
  const events = grouped(history.events, ({ orderId }) => orderId);
  const doubts = ofSymbol.flatMap(({ id }) => doubtsOf(events.get(id) ?? [], history.quietAt));
  const denied = history.book.requests
    .filter(({ faults, params }) => faults.length > 0 && params.symbol === symbol)
    .map(({ at }) => ({ from: at, to: at + UNPROTECTED_MS }));
  const resting = history.book.requests
    .filter(({ faults, method }) => method === 'GET' && faults.includes('429'))
    .map(({ at }) => ({ from: at, to: at + RESTS_MS }));
  return [...machinery, ...doubts, ...denied, ...resting];
}

function doubtsOf(events: History['events'], end: number): readonly Stretch[] {
  return events.flatMap((event, i) => {
    const inDoubt = ['SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL'].includes(event.stateAfter);
    const next = events[i + 1]?.at ?? end;
    return inDoubt && next - event.at > 1_000 ? [{ from: event.at, to: next }] : [];
  });
}

function without(stretch: Stretch, excuses: readonly Stretch[]): readonly Stretch[] {
  return excuses.reduce<readonly Stretch[]>(
    (rest, excuse) =>
      rest.flatMap(({ from, to }) =>
        excuse.to <= from || excuse.from >= to
          ? [{ from, to }]
          : [
              { from, to: excuse.from },
              { from: excuse.to, to },
            ].filter((part) => part.to > part.from),
      ),
    [stretch],
  );
}

/** A stop for one entry is at most what that entry filled. */
function oversize({ orders }: History): readonly string[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return orders.flatMap((order) => {
    const entry = order.protectsOrderId === null ? undefined : byId.get(order.protectsOrderId);
    if (entry === undefined || decimal(order.quantity).lte(decimal(entry.filledQuantity)))
      return [];
    return [`${nameOf(order)} is for ${order.quantity}, its entry filled ${entry.filledQuantity}`];
  });
}

/** Once all is quiet the resting stops are exactly what is open. */
function atTheEnd(history: History): readonly string[] {
  const resting = ({ purpose, state }: OrderFact): boolean =>
    purpose === 'stop-loss' && (state === 'ACCEPTED' || state === 'PARTIALLY_FILLED');
  return sidesOf(history).flatMap(([symbol, side]) => {
    const stops = history.orders
      .filter((order) => resting(order) && symbolOf(order.instrument) === symbol)
      .filter(({ positionSide }) => positionSide.toUpperCase() === side)
      .reduce((total, { quantity }) => total.plus(decimal(quantity)), ZERO);
    const held = history.book.positions.find((one) => one.symbol === symbol && one.side === side);
    const open = held === undefined ? ZERO : decimal(held.quantity);
    return open.eq(stops)
      ? []
      : [`${symbol} ${side}: ${decimalText(open)} open, stops for ${decimalText(stops)}`];
  });
}
