import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import type { VenueId } from '@/kernel/venue-id';
import type { Order, OrderToCheck } from '@/modules/orders/order';
import { OrderEntity } from '@/modules/orders/order.entity';
import { IN_FLIGHT, LIVE, type OrderState } from '@/modules/orders/order-transitions';
import { toOrder } from '@/modules/orders/order.rows';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** What waits, in figures. */
export interface OrderBacklog {
  readonly toSend: number;
  readonly inFlight: number;
  readonly needsAttention: number;
  readonly oldestInFlightAt: Date | null;
}

/** An account that has orders on a venue. */
export interface AccountInPlay {
  readonly account: string;
  readonly venue: VenueId;
}

/** States of which the venue may still tell something new: `NOT_PLACED` is doubted for a while after its verdict. */
const CHECKED: readonly OrderState[] = [...LIVE, 'NOT_PLACED'];

const ONLY_ID = ['id'] as const;

/** The order table as a queue: what is to be sent and what is to be asked about. */
@Injectable()
export class OrderQueueRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** Lanes with orders to send, the one that waits longest first. */
  async lanesToSend(limit: number): Promise<readonly string[]> {
    const rows = await this.statement<readonly { lane: string }[]>(
      `SELECT lane FROM trade_order WHERE state = 'INITIALIZED'
        GROUP BY lane ORDER BY MIN(created_at), lane LIMIT ?`,
      [limit],
    );
    return rows.map((row) => row.lane);
  }

  /** Orders of a lane to send, in order of creation. */
  async toSend(lane: string, limit: number): Promise<readonly Order[]> {
    const rows = await this.select(
      OrderEntity,
      "WHERE state = 'INITIALIZED' AND lane = ? ORDER BY created_at, id LIMIT ?",
      [lane, limit],
    );
    return rows.map(toOrder);
  }

  /**
   * The token of whoever takes a lane next; null when it is held, has orders to send, or was never taken. Only a glance:
   * it is taken by {@link OrderLeasesRepository.takeFree}.
   */
  async nextTokenOf(lane: string, tx?: Tx<'orders'>): Promise<string | null> {
    const [row] = await this.statement<readonly { readonly token: string | number }[]>(
      `SELECT token + 1 AS token FROM lease
        WHERE name = ? AND lease_until < UTC_TIMESTAMP(3)
          AND NOT EXISTS (SELECT 1 FROM trade_order WHERE state = 'INITIALIZED' AND lane = ?)`,
      [lane, lane],
      tx,
    );
    return row === undefined ? null : String(row.token);
  }

  /** Orders whose time to be asked about has come, the longest due first. */
  async dueForCheck(now: Date, limit: number): Promise<readonly OrderToCheck[]> {
    const rows = await this.select(
      OrderEntity,
      'WHERE next_check_at <= ? AND state IN (?) ORDER BY next_check_at, id LIMIT ?',
      [now, CHECKED, limit],
    );
    return rows.map((row) => ({ ...toOrder(row), checks: row.checks }));
  }

  /**
   * Plans the next look, or none. The version stays: a look changes nothing of the order. Looks only add up until the state
   * changes: somebody who looks anew, again and again, must not keep the others from having looked often enough.
   */
  async scheduleCheck(id: OrderId, at: Date | null, checks: number): Promise<void> {
    await this.statement(
      'UPDATE trade_order SET next_check_at = ?, checks = GREATEST(checks, ?) WHERE id = ?',
      [at, checks, id],
    );
  }

  /** Whether another order of the lane was sent and its fate is open. */
  async hasUnanswered(order: Order): Promise<boolean> {
    const rows = await this.selectOnly(
      OrderEntity,
      ONLY_ID,
      "WHERE state IN ('SUBMITTED', 'UNKNOWN') AND lane = ? AND id <> ? LIMIT 1",
      [laneOfOrder(order), order.id],
    );
    return rows.length > 0;
  }

  /** Makes every live order of an account on a venue (on one instrument) due at a time, if it is not before. Versions stay. */
  async lookSoon(
    place: { readonly account: string; readonly venue: VenueId; readonly instrument?: string },
    at: Date,
  ): Promise<void> {
    const { account, venue, instrument } = place;
    const where =
      'state IN (?) AND account = ? AND venue = ? AND (next_check_at > ? OR next_check_at IS NULL)';
    const values = [LIVE, account, venue, at];
    if (instrument === undefined) {
      await this.updateRows(OrderEntity, { nextCheckAt: at }, where, values);
      return;
    }
    const lane = `${account}|${instrument}`;
    await this.updateRows(OrderEntity, { nextCheckAt: at }, `${where} AND lane = ?`, [
      ...values,
      lane,
    ]);
  }

  /** Makes orders due whose sender is gone: whoever waits for the venue's answer holds the lane. Versions stay. */
  async lookAtAbandoned(at: Date): Promise<void> {
    const held = 'SELECT name FROM lease WHERE lease_until > UTC_TIMESTAMP(3)';
    const where = `state = 'SUBMITTED' AND next_check_at > ? AND lane NOT IN (${held})`;
    await this.updateRows(OrderEntity, { nextCheckAt: at }, where, [at]);
  }

  /** Orders of a lane that may still rest or fill. */
  async liveInLane(lane: string): Promise<readonly Order[]> {
    const rows = await this.select(OrderEntity, 'WHERE state IN (?) AND lane = ?', [LIVE, lane]);
    return rows.map(toOrder);
  }

  /** Accounts and venues with live orders or open entries. */
  async accountsInPlay(): Promise<readonly AccountInPlay[]> {
    return this.statement<readonly AccountInPlay[]>(
      `SELECT DISTINCT account, venue FROM trade_order WHERE state IN (?)
        UNION SELECT DISTINCT account, venue FROM trade_order WHERE is_ledger_closed = 0`,
      [LIVE],
    );
  }

  async backlog(): Promise<OrderBacklog> {
    const [states, [attention]] = await Promise.all([
      this.statement<readonly { state: OrderState; count: Count; oldest: Date }[]>(
        `SELECT state, COUNT(*) AS count, MIN(COALESCE(submitted_at, created_at)) AS oldest
           FROM trade_order WHERE state IN (?) GROUP BY state`,
        [['INITIALIZED', ...IN_FLIGHT]],
      ),
      this.statement<readonly { count: Count }[]>(
        'SELECT COUNT(*) AS count FROM trade_order WHERE needs_attention IS NOT NULL',
        [],
      ),
    ]);
    const inFlight = states.filter((row) => row.state !== 'INITIALIZED');
    const times = inFlight.map((row) => row.oldest.getTime());
    return {
      toSend: countOf(states.find((row) => row.state === 'INITIALIZED')),
      inFlight: inFlight.reduce((sum, row) => sum + countOf(row), 0),
      needsAttention: countOf(attention),
      oldestInFlightAt: times.length === 0 ? null : new Date(Math.min(...times)),
    };
  }
}

/** The driver gives counts as text where they do not fit a number. */
type Count = string | number;

const countOf = (row: { readonly count: Count } | undefined): number =>
  Number.parseInt(String(row?.count ?? 0), 10);
