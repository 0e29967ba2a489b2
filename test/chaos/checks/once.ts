import { grouped } from '@/kernel/grouped';
import { REFUSED_FOR_ITS_TIMESTAMP } from '@test/support/harness/proof';
import type { Breach, History, OrderFact } from '@test/chaos/history';

/** Decided here that the exchange never had it, or not sent yet. */
const NEVER_PLACED = new Set(['INITIALIZED', 'DENIED', 'REJECTED', 'NOT_PLACED']);
const RESTS = new Set(['ACCEPTED', 'PARTIALLY_FILLED', 'PENDING_CANCEL']);
const STATUSES: Readonly<Record<string, readonly string[]>> = {
  ACCEPTED: ['NEW', 'PENDING'],
  PARTIALLY_FILLED: ['PARTIALLY_FILLED'],
  FILLED: ['FILLED', 'TRIGGERED'],
  // FAILED: the exchange gave up the rest of an order that had traded already.
  CANCELED: ['CANCELLED', 'FAILED'],
  REJECTED: ['FAILED'],
};

/** I1: one effect for each alarm and leg, asked for once and accepted once. */
export function exactlyOnce({ orders, book }: History): readonly Breach[] {
  const sent = book.requests.filter(
    ({ method, path, code }) =>
      method === 'POST' && path.endsWith('/trade/order') && code !== REFUSED_FOR_ITS_TIMESTAMP,
  );
  const idOf = ({ params }: (typeof sent)[number]): string =>
    (params.clientOrderId ?? params.clientOrderID ?? '').toLowerCase();
  const entries = orders.filter(({ purpose, alarmId }) => purpose === 'entry' && alarmId !== null);
  return [
    ...repeats(sent.map(idOf), 'was sent'),
    ...repeats(
      book.orders.map(({ clientOrderId }) => clientOrderId),
      'was accepted',
    ),
    ...repeats(
      entries.map(({ alarmId, strategyId }) => `alarm ${alarmId ?? ''} for ${strategyId ?? ''}`),
      'has an entry',
    ),
    ...repeats(
      orders.map(({ decisionId, leg }) => `leg ${leg} of decision ${decisionId}`),
      'is there',
    ),
  ];
}

function repeats(keys: readonly string[], verb: string): readonly Breach[] {
  return [...grouped(keys, (key) => key)]
    .filter(([key, all]) => key !== '' && all.length > 1)
    .map(([key, all]) => ({
      invariant: 'I1',
      what: `${key} ${verb} ${String(all.length)} times`,
    }));
}

/** I2: what the exchange has is ours, and what we hold for resting rests there. */
export function noOrphan({ orders, book }: History): readonly Breach[] {
  const ours = new Set(orders.map(({ clientOrderId }) => clientOrderId));
  const strangers = book.orders
    .filter(({ clientOrderId }) => clientOrderId !== '' && !ours.has(clientOrderId))
    .map(({ clientOrderId }) => `the exchange has ${clientOrderId}, which we do not know`);
  const theirs = new Map(book.orders.map((order) => [order.clientOrderId, order]));
  const wrong = orders.flatMap((order) => {
    const one = theirs.get(order.clientOrderId);
    // What others placed there has no client order id of ours.
    if (NEVER_PLACED.has(order.state) || order.purpose === 'external') return [];
    if (one === undefined) return [`${nameOf(order)} is not on the exchange`];
    const wanted = STATUSES[order.state];
    return wanted === undefined || wanted.includes(one.status)
      ? []
      : [`${nameOf(order)} ${RESTS.has(order.state) ? 'does not rest' : 'is'} ${one.status} there`];
  });
  return [...strangers, ...wrong].map((what) => ({ invariant: 'I2', what }));
}

/** I9: the exchange's truth wins over a verdict of ours, and a corrected verdict leaves a mark. */
export function lateTruthsWin({ orders, events, book }: History): readonly Breach[] {
  const theirs = new Map(book.orders.map((order) => [order.clientOrderId, order]));
  const corrected = new Set(
    events.filter(({ type }) => type === 'late-truth').map(({ orderId }) => orderId),
  );
  return orders.flatMap((order) => {
    const status = theirs.get(order.clientOrderId)?.status;
    const isContradicted =
      status !== undefined &&
      NEVER_PLACED.has(order.state) &&
      !(order.state === 'REJECTED' && status === 'FAILED');
    const breaches: Breach[] = [];
    if (isContradicted)
      breaches.push({ invariant: 'I9', what: `${nameOf(order)} is ${status} on the exchange` });
    // What is booked as external is late by its nature, and told by its decision.
    const isOurs = order.purpose !== 'external';
    if (isOurs && corrected.has(order.id) && order.needsAttention === null)
      breaches.push({
        invariant: 'I9',
        what: `${nameOf(order)} was corrected and nobody is told`,
      });
    return breaches;
  });
}

export const nameOf = (order: Pick<OrderFact, 'id' | 'purpose' | 'state'>): string =>
  `${order.purpose} ${order.id} (${order.state})`;
