import type { ServiceDatabase } from '@test/support/harness/service-database';
import type { ControlState } from '@test/support/simulators/bingx/simulator-control';
import type { AlarmFact, Book, DecisionFact, EventFact, FillFact, OrderFact } from './history';

type Row = Readonly<Record<string, any>>;

const at = (value: unknown): number => (value as Date).getTime();
const atOrNull = (value: unknown): number | null => (value === null ? null : at(value));

/** What the database of a run holds, read once it is quiet. */
export interface StoredFacts {
  readonly alarms: readonly AlarmFact[];
  readonly decisions: readonly DecisionFact[];
  readonly orders: readonly OrderFact[];
  readonly events: readonly EventFact[];
  readonly fills: readonly FillFact[];
}

export async function collectStored(database: ServiceDatabase): Promise<StoredFacts> {
  const rows = (sql: string): Promise<Row[]> => database.query<Row>('orders', sql);
  const alarms = await database.query<Row>(
    'alarms',
    'SELECT id, status, reason, received_at FROM alarm ORDER BY received_at, id',
  );
  const decisions = await rows('SELECT * FROM trade_decision ORDER BY decided_at, id');
  const orders = await rows('SELECT * FROM trade_order ORDER BY created_at, id');
  const events = await rows('SELECT * FROM order_event ORDER BY order_id, sequence');
  const fills = await rows('SELECT * FROM fill ORDER BY filled_at, id');
  return {
    alarms: alarms.map(({ id, status, reason, received_at }) => ({
      ...{ id, status, reason },
      receivedAt: at(received_at),
    })),
    decisions: decisions.map(decisionOf),
    orders: orders.map(orderOf),
    events: events.map((row) => ({
      ...{ orderId: row.order_id, sequence: row.sequence, type: row.type },
      ...{ stateAfter: row.state_after, at: at(row.at), data: JSON.parse(row.data as string) },
    })),
    fills: fills.map(fillOf),
  };
}

const decisionOf = (row: Row): DecisionFact => ({
  ...{ id: row.id, alarmId: row.alarm_id, strategyId: row.strategy_id, source: row.source },
  ...{ decidedAt: at(row.decided_at), outcome: row.outcome, reason: row.reason },
});

const orderOf = (row: Row): OrderFact => ({
  ...{ id: row.id, decisionId: row.decision_id, alarmId: row.alarm_id, leg: row.leg },
  ...{ strategyId: row.strategy_id, purpose: row.purpose, type: row.type, lane: row.lane },
  ...{ protectsOrderId: row.protects_order_id, instrument: row.instrument, side: row.side },
  ...{ positionSide: row.position_side, quantity: row.quantity, state: row.state },
  ...{ clientOrderId: row.client_order_id, filledQuantity: row.filled_quantity },
  ...{ needsAttention: row.needs_attention, version: row.version },
  sendBefore: atOrNull(row.send_before),
  createdAt: at(row.created_at),
  submittedAt: atOrNull(row.submitted_at),
  nextCheckAt: atOrNull(row.next_check_at),
  checks: row.checks,
});

const fillOf = (row: Row): FillFact => ({
  ...{ orderId: row.order_id, venueFillId: row.venue_fill_id, instrument: row.instrument },
  ...{ strategyId: row.strategy_id, side: row.side, positionSide: row.position_side },
  ...{ quantity: row.quantity, price: row.price, fee: row.fee, filledAt: at(row.filled_at) },
});

/** Places, cancels, or was answered by "too many requests". */
export const isTold = ({ method, faults }: Book['requests'][number]): boolean =>
  method !== 'GET' || faults.includes('429');

/** The exchange's side, with the requests that were kept. */
export const bookOf = (
  { orders, fills, positions }: ControlState,
  requests: Book['requests'],
): Book => ({
  ...{ orders, fills, positions },
  requests,
});
