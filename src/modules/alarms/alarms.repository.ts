import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { AlarmId } from '@/kernel/ids';
import type { IndicatorMark } from '@/kernel/signal';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';
import type { Alarm, AlarmEnd, IndicatorQuery, WaitingAlarm } from './alarm';
import { AlarmEntity } from './alarm.entity';
import { toAlarm } from './alarm-row';
import { strategyColumn } from './alarm-inbox.repository';

/** Alarms dated further than this after their arrival are never traded and set no regime. */
const FUTURE_SECONDS = 30;

/** Reads and ends alarms. Storing them is the inbox's work. */
@Injectable()
export class AlarmsRepository extends Repository<'alarms'> {
  constructor(@InjectConnection('alarms') source: DataSource) {
    super(source);
  }

  /** Lanes with alarms that are due, the lane that waits longest first. */
  async waitingLanes(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.statement<readonly { lane: string }[]>(
      `SELECT lane FROM alarm WHERE status = 'received' AND due_at <= ?
        GROUP BY lane ORDER BY MIN(received_at) LIMIT ?`,
      [now, limit],
    );
    return rows.map(({ lane }) => lane);
  }

  /** Waiting alarms of a lane in order of arrival, due or not: a later one must not overtake. */
  async waitingIn(lane: string, limit: number): Promise<readonly WaitingAlarm[]> {
    const rows = await this.select(
      AlarmEntity,
      "WHERE status = 'received' AND lane = ? ORDER BY received_at, id LIMIT ?",
      [lane, limit],
    );
    return rows.map((row) => ({ ...toAlarm(row), dueAt: row.dueAt }));
  }

  async find(id: AlarmId): Promise<Alarm | null> {
    const row = await this.managerFor().findOneBy(AlarmEntity, { id });
    return row === null ? null : toAlarm(row);
  }

  /** False when the alarm does not wait any more. */
  async end(id: AlarmId, end: AlarmEnd, tx: Tx<'alarms'>): Promise<boolean> {
    return (await this.endAll([id], end, tx)) === 1;
  }

  /** Ends the alarms that still wait; returns how many these were. */
  async endAll(ids: readonly AlarmId[], end: AlarmEnd, tx: Tx<'alarms'>): Promise<number> {
    return this.updateRows(
      AlarmEntity,
      { status: end.status, reason: end.reason, reasonDetail: end.detail, decidedAt: end.at },
      "id IN (?) AND status = 'received'",
      [ids],
      tx,
    );
  }

  /** False when the alarm does not wait any more. */
  async defer(id: AlarmId, until: Date, tx: Tx<'alarms'>): Promise<boolean> {
    const where = "id = ? AND status = 'received'";
    return (await this.updateRows(AlarmEntity, { dueAt: until }, where, [id], tx)) === 1;
  }

  /** Counts a failed attempt and says when to try again; returns the attempts so far. */
  async countFailure(
    id: AlarmId,
    message: string,
    retryAt: Date,
    tx: Tx<'alarms'>,
  ): Promise<number> {
    const manager = this.managerFor(tx);
    await manager.update(
      AlarmEntity,
      { id, status: 'received' },
      { attempts: () => 'attempts + 1', reasonDetail: message.slice(0, 10_000), dueAt: retryAt },
    );
    const row = await manager.findOne(AlarmEntity, {
      where: { id },
      select: { id: true, attempts: true },
    });
    return row?.attempts ?? 0;
  }

  /** The newest indicator signal of a kind: by the alarm's own time, then by arrival. */
  async latestIndicator(query: IndicatorQuery): Promise<IndicatorMark | null> {
    const [row] = await this.statement<readonly { id: string; at: Date; receivedAt: Date }[]>(
      `SELECT id, occurred_at AS at, received_at AS receivedAt FROM alarm
        WHERE strategy_name = ? AND base = ? AND quote = ? AND \`signal\` = ? AND timeframe = ?
          AND status <> 'not-understood' AND occurred_at <= received_at + INTERVAL ? SECOND
        ORDER BY occurred_at DESC, received_at DESC, id DESC LIMIT 1`,
      [
        strategyColumn(query.strategy),
        query.base,
        query.quote,
        `indicator ${query.action} ${query.side}`,
        query.timeframe,
        FUTURE_SECONDS,
      ],
    );
    return row === undefined ? null : { alarmId: row.id, at: row.at, receivedAt: row.receivedAt };
  }

  async backlog(): Promise<{ waiting: number; oldestReceivedAt: Date | null }> {
    const [row] = await this.statement<
      readonly { waiting: string | number; oldest: Date | null }[]
    >(
      "SELECT COUNT(*) AS waiting, MIN(received_at) AS oldest FROM alarm WHERE status = 'received'",
      [],
    );
    return {
      waiting: Number.parseInt(String(row?.waiting ?? 0), 10),
      oldestReceivedAt: row?.oldest ?? null,
    };
  }
}
