import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import type { ServiceDatabase } from '@test/support/harness/service-database';
import type { ControlState } from '@test/support/simulators/bingx/simulator-control';

interface OrderRow {
  readonly id: string;
  readonly clientOrderId: string;
  readonly state: string;
  readonly instrument: string;
  readonly side: string;
  readonly positionSide: string;
  readonly quantity: string;
  readonly filledQuantity: string;
}

interface FillRow {
  readonly instrument: string;
  readonly side: string;
  readonly positionSide: string;
  readonly quantity: string;
}

/** States of ours of which the exchange knows nothing. */
export const NEVER_PLACED = new Set(['INITIALIZED', 'DENIED', 'REJECTED', 'NOT_PLACED']);
/** States of ours that still wait for a word. */
export const UNSETTLED = new Set(['INITIALIZED', 'SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL']);

/** What the exchange may call a state of ours. */
export const EXCHANGE_STATES: Readonly<Record<string, readonly string[]>> = {
  ACCEPTED: ['NEW', 'PENDING'],
  PARTIALLY_FILLED: ['PARTIALLY_FILLED'],
  FILLED: ['FILLED', 'TRIGGERED'],
  // FAILED: the exchange gave up the rest of an order that had traded already.
  CANCELED: ['CANCELLED', 'CANCELED', 'FAILED'],
  REJECTED: ['FAILED'],
};

/** Our books beside the exchange's: every difference as one sentence, an empty list when they agree. */
export async function differencesOfBooks(
  database: ServiceDatabase,
  exchange: ControlState,
  answeredAlarmIds: readonly string[],
): Promise<readonly string[]> {
  const orders = await database.query<OrderRow>(
    'orders',
    `SELECT id, client_order_id AS clientOrderId, state, instrument, side, position_side AS positionSide,
            quantity, filled_quantity AS filledQuantity FROM trade_order WHERE purpose <> 'external'`,
  );
  const fills = await database.query<FillRow>(
    'orders',
    'SELECT instrument, side, position_side AS positionSide, quantity FROM fill',
  );
  return [
    ...(await lostAlarms(database, answeredAlarmIds)),
    ...orders.flatMap((order) => orderDifferences(order, exchange)),
    ...strangers(orders, exchange),
    ...positionDifferences(fills, exchange),
  ];
}

/** What waits still: undecided alarms, orders that are not settled, stops that are being moved over a bridge. */
export async function unsettledCount(database: ServiceDatabase): Promise<number> {
  const [alarms] = await database.query<{ n: string }>(
    'alarms',
    `SELECT COUNT(*) AS n FROM alarm WHERE status = 'received'`,
  );
  const orders = await database.query<{ state: string; type: string; purpose: string }>(
    'orders',
    'SELECT state, type, purpose FROM trade_order',
  );
  const open = orders.filter(
    ({ state, type, purpose }) =>
      UNSETTLED.has(state) ||
      ((type === 'market' || purpose === 'stop-bridge') &&
        (state === 'ACCEPTED' || state === 'PARTIALLY_FILLED')),
  );
  return Number(alarms?.n ?? 0) + open.length;
}

/** Every order that is not settled, with the last thing that happened to it: what a run waited for in vain. */
export async function unsettledOrders(database: ServiceDatabase): Promise<readonly string[]> {
  const rows = await database.query<Record<string, string | null>>(
    'orders',
    `SELECT id, venue, instrument, leg, type, side, quantity, filled_quantity AS filled, state, venue_order_id AS theirs,
            submitted_at AS submittedAt, checks, next_check_at AS nextCheckAt, needs_attention AS attention
       FROM trade_order
      WHERE state IN ('INITIALIZED', 'SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL')
         OR ((type = 'market' OR purpose = 'stop-bridge') AND state IN ('ACCEPTED', 'PARTIALLY_FILLED'))`,
  );
  const events = await database.query<{ id: string; types: string }>(
    'orders',
    `SELECT order_id AS id, GROUP_CONCAT(type ORDER BY sequence) AS types FROM order_event GROUP BY order_id`,
  );
  const typesOf = new Map(events.map(({ id, types }) => [id, types]));
  return rows.map((row) => `${JSON.stringify(row)} ${typesOf.get(row.id ?? '') ?? ''}`);
}

async function lostAlarms(
  database: ServiceDatabase,
  ids: readonly string[],
): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>('alarms', 'SELECT id FROM alarm');
  const stored = new Set(rows.map((row) => row.id));
  return ids
    .filter((id) => !stored.has(id))
    .map((id) => `alarm ${id} was answered 200 and is not stored`);
}

function orderDifferences(order: OrderRow, exchange: ControlState): readonly string[] {
  const same = exchange.orders.filter((one) => one.clientOrderId === order.clientOrderId);
  const name = `order ${order.id} (${order.state}, ${order.clientOrderId})`;
  if (same.length > 1) return [`${name} is ${String(same.length)} times on the exchange`];
  if (UNSETTLED.has(order.state)) return [`${name} is not settled`];
  const [theirs] = same;
  if (theirs === undefined)
    return NEVER_PLACED.has(order.state) ? [] : [`${name} is not on the exchange`];
  // A refused order may stand in the exchange's book as failed: both say that it never traded.
  const bothRefused = order.state === 'REJECTED' && theirs.status === 'FAILED';
  if (NEVER_PLACED.has(order.state) && !bothRefused)
    return [`${name} is on the exchange as ${theirs.status}`];
  const child = exchange.orders.find((one) => one.id === theirs.childId);
  const executed = decimal((child ?? theirs).executed);
  const problems: string[] = [];
  if (!(EXCHANGE_STATES[order.state] ?? []).includes(theirs.status)) {
    problems.push(`${name} is ${theirs.status} on the exchange`);
  }
  if (!executed.eq(decimal(order.filledQuantity))) {
    problems.push(`${name} filled ${order.filledQuantity} here and ${executed.toFixed()} there`);
  }
  return problems;
}

function strangers(orders: readonly OrderRow[], exchange: ControlState): readonly string[] {
  const ours = new Set(orders.map((order) => order.clientOrderId));
  return exchange.orders
    .filter((order) => order.clientOrderId !== '' && !ours.has(order.clientOrderId))
    .map((order) => `the exchange has ${order.clientOrderId}, which we do not know`);
}

function positionDifferences(fills: readonly FillRow[], exchange: ControlState): readonly string[] {
  const ours = new Map<string, Decimal>();
  for (const fill of fills) {
    const key = `${fill.instrument.split('/')[1] ?? ''} ${fill.positionSide.toUpperCase()}`;
    const opens = (fill.side === 'buy') === (fill.positionSide === 'long');
    const quantity = decimal(fill.quantity);
    ours.set(key, (ours.get(key) ?? ZERO).plus(opens ? quantity : quantity.neg()));
  }
  const theirs = new Map(
    exchange.positions.map((position) => [
      `${position.symbol} ${position.side}`,
      decimal(position.quantity),
    ]),
  );
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [a, b] = [ours.get(key) ?? ZERO, theirs.get(key) ?? ZERO];
    return a.eq(b)
      ? []
      : [`position ${key}: ${decimalText(a)} by our fills, ${decimalText(b)} on the exchange`];
  });
}
