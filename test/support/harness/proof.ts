import { decimal, ZERO } from '@/kernel/decimal';
import type { LiveTrading } from '@test/support/harness/live-trading';
import type { ControlState } from '@test/support/simulators/bingx/simulator-control';

/** What a run did, for the line that a test prints at its end. */
export interface RunFigures {
  readonly answered: number;
  readonly decided: number;
  readonly ordersHere: number;
  readonly ordersThere: number;
  readonly fills: number;
  readonly sentTwice: number;
}

/**
 * Everything that must hold once a run has settled, one sentence for each fault; empty when all is well:
 * no answered alarm lost or undecided, books equal to the exchange's, nothing sent or accepted twice, at most one
 * entry for an alarm, and each open quantity with exactly its stop.
 */
export async function faultsOf(live: LiveTrading): Promise<readonly string[]> {
  return [
    ...(await live.differences()),
    ...(await undecided(live)),
    ...(await repeated(live)),
    ...(await sentUnwritten(live)),
    ...(await doubledEntries(live)),
    ...(await wronglyStopped(live)),
  ];
}

/** Counts of the run so far. */
export async function figuresOf(live: LiveTrading): Promise<RunFigures> {
  const count = async (connection: 'alarms' | 'orders', table: string): Promise<number> => {
    const [row] = await live.database.query<{ n: string }>(
      connection,
      `SELECT COUNT(*) AS n FROM ${table}`,
    );
    return Number(row?.n ?? 0);
  };
  const state = await live.exchange.control.state();
  return {
    answered: live.answered.length,
    decided: await count('alarms', `alarm WHERE status = 'decided'`),
    ordersHere: await count('orders', 'trade_order'),
    ordersThere: Object.keys(state.accepted).length,
    fills: await count('orders', 'fill'),
    sentTwice: (await repeated(live)).length,
  };
}

async function undecided(live: LiveTrading): Promise<readonly string[]> {
  const rows = await live.database.query<{ id: string; status: string; reason: string | null }>(
    'alarms',
    `SELECT id, status, reason FROM alarm WHERE status <> 'decided'`,
  );
  return rows.map(({ id, status, reason }) => `alarm ${id} is ${status} (${reason ?? ''})`);
}

/** An order is sent once in its life: not only may the exchange not take it twice, it must not be asked twice. */
const repeated = async (live: LiveTrading): Promise<readonly string[]> =>
  sentTwice(await live.exchange.control.state());

/** BingX refused the request for its timestamp and looked at nothing else: it may be sent once more. */
export const REFUSED_FOR_ITS_TIMESTAMP = 100421;

/** Client order ids that went out in more than one request, or that an exchange book holds more than once. */
export function sentTwice({ accounts, requests }: ControlState): readonly string[] {
  const sent = new Map<string, number>();
  for (const request of requests) {
    if (request.code === REFUSED_FOR_ITS_TIMESTAMP) continue;
    for (const id of idsSentIn(request)) sent.set(id, (sent.get(id) ?? 0) + 1);
  }
  const over = (counts: Iterable<readonly [string, number]>, verb: string): readonly string[] =>
    [...counts].filter(([, n]) => n > 1).map(([id, n]) => `${id} was ${verb} ${String(n)} times`);
  const accepted = Object.values(accounts).flatMap(({ swap, cswap, spot }) =>
    [swap, cswap, spot].flatMap((book) => Object.entries(book.accepted)),
  );
  return [...over(accepted, 'accepted'), ...over(sent, 'sent')];
}

/** The client order ids with which a request places orders: two in one that places an OCO. */
function idsSentIn({ method, path, params }: ControlState['requests'][number]): readonly string[] {
  if (method !== 'POST') return [];
  const ids = path.endsWith('/trade/order')
    ? [params.clientOrderId ?? params.clientOrderID ?? params.newClientOrderId]
    : path.endsWith('/oco/order')
      ? [params.aboveClientOrderId, params.belowClientOrderId]
      : [];
  return ids.filter((id) => id !== undefined);
}

/** Each order that reached the exchange was committed as submitted first. */
async function sentUnwritten(live: LiveTrading): Promise<readonly string[]> {
  const rows = await live.database.query<{ id: string; at: Date | null }>(
    'orders',
    `SELECT o.client_order_id AS id, MIN(e.at) AS at FROM trade_order o
       LEFT JOIN order_event e ON e.order_id = o.id AND e.type = 'submitted' GROUP BY o.client_order_id`,
  );
  const writtenAt = new Map(rows.map(({ id, at }) => [id, at?.getTime() ?? Infinity]));
  const { requests } = await live.exchange.control.state();
  return requests
    .flatMap((request) => idsSentIn(request).map((id) => ({ at: request.at, id })))
    .filter(({ id, at }) => at < (writtenAt.get(id.toLowerCase()) ?? 0))
    .map(({ id }) => `${id} was sent before it was written down as sent`);
}

async function doubledEntries(live: LiveTrading): Promise<readonly string[]> {
  const rows = await live.database.query<{ alarm: string; n: string }>(
    'orders',
    `SELECT alarm_id AS alarm, COUNT(*) AS n FROM trade_order
      WHERE purpose = 'entry' AND alarm_id IS NOT NULL GROUP BY alarm_id, strategy_id HAVING n > 1`,
  );
  return rows.map(({ alarm, n }) => `alarm ${alarm} has ${n} entries for one strategy`);
}

interface SideRow {
  readonly instrument: string;
  readonly positionSide: string;
  readonly stopped: string;
  readonly needsStop: string;
}

/** Where every strategy of an instrument wants a stop: the stops that rest add up to the open position. */
async function wronglyStopped(live: LiveTrading): Promise<readonly string[]> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const faults = await stopFaults(live);
    if (faults.length === 0 || Date.now() > deadline) return faults;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

async function stopFaults(live: LiveTrading): Promise<readonly string[]> {
  const rows = await live.database.query<SideRow>(
    'orders',
    `SELECT instrument, position_side AS positionSide,
            SUM(IF(purpose = 'stop-loss' AND state IN ('ACCEPTED', 'PARTIALLY_FILLED'), quantity, 0)) AS stopped,
            MAX(purpose = 'stop-loss') AS needsStop
       FROM trade_order GROUP BY instrument, position_side`,
  );
  const { positions } = await live.exchange.control.state();
  return rows.flatMap(({ instrument, positionSide, stopped, needsStop }) => {
    if (Number(needsStop) === 0) return [];
    const symbol = instrument.split('/')[1] ?? '';
    const position = positions.find(
      (one) => one.symbol === symbol && one.side === positionSide.toUpperCase(),
    );
    const open = position === undefined ? ZERO : decimal(position.quantity);
    return open.eq(decimal(stopped))
      ? []
      : [`${symbol} ${positionSide}: ${open.toFixed()} open, stops for ${stopped}`];
  });
}
