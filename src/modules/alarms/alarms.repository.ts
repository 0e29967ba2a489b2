import { Injectable } from '@nestjs/common';
import { In, type DataSource } from 'typeorm';
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
    const rows = await this.managerFor()
      .createQueryBuilder(AlarmEntity, 'alarm')
      .select('alarm.lane', 'lane')
      .where(`alarm.status = 'received' AND alarm.dueAt <= :now`, { now })
      .groupBy('alarm.lane')
      .orderBy('MIN(alarm.receivedAt)')
      .limit(limit)
      .getRawMany<{ lane: string }>();
    return rows.map(({ lane }) => lane);
  }

  /** Waiting alarms of a lane in order of arrival, due or not: a later one must not overtake. */
  async waitingIn(lane: string, limit: number): Promise<readonly WaitingAlarm[]> {
    const rows = await this.managerFor().find(AlarmEntity, {
      where: { status: 'received', lane },
      order: { receivedAt: 'ASC', id: 'ASC' },
      take: limit,
    });
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
    const result = await this.managerFor(tx).update(
      AlarmEntity,
      { id: In([...ids]), status: 'received' },
      { status: end.status, reason: end.reason, reasonDetail: end.detail, decidedAt: end.at },
    );
    return result.affected ?? 0;
  }

  /** False when the alarm does not wait any more. */
  async defer(id: AlarmId, until: Date, tx: Tx<'alarms'>): Promise<boolean> {
    const result = await this.managerFor(tx).update(
      AlarmEntity,
      { id, status: 'received' },
      { dueAt: until },
    );
    return result.affected === 1;
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
    const row = await this.managerFor()
      .createQueryBuilder(AlarmEntity, 'alarm')
      .select(['alarm.id', 'alarm.occurredAt', 'alarm.receivedAt'])
      .where('alarm.strategyName = :strategy AND alarm.base = :base AND alarm.quote = :quote', {
        strategy: strategyColumn(query.strategy),
        base: query.base,
        quote: query.quote,
      })
      .andWhere('alarm.signal = :signal AND alarm.timeframe = :timeframe', {
        signal: `indicator ${query.action} ${query.side}`,
        timeframe: query.timeframe,
      })
      .andWhere(`alarm.status <> 'not-understood'`)
      .andWhere(`alarm.occurredAt <= alarm.receivedAt + INTERVAL ${String(FUTURE_SECONDS)} SECOND`)
      .orderBy('alarm.occurredAt', 'DESC')
      .addOrderBy('alarm.receivedAt', 'DESC')
      .addOrderBy('alarm.id', 'DESC')
      .limit(1)
      .getOne();
    return row === null
      ? null
      : { alarmId: row.id, at: row.occurredAt, receivedAt: row.receivedAt };
  }

  async backlog(): Promise<{ waiting: number; oldestReceivedAt: Date | null }> {
    const row = await this.managerFor()
      .createQueryBuilder(AlarmEntity, 'alarm')
      .select('COUNT(*)', 'waiting')
      .addSelect('MIN(alarm.receivedAt)', 'oldest')
      .where(`alarm.status = 'received'`)
      .getRawOne<{ waiting: string | number; oldest: Date | null }>();
    return {
      waiting: Number.parseInt(String(row?.waiting ?? 0), 10),
      oldestReceivedAt: row?.oldest ?? null,
    };
  }
}
