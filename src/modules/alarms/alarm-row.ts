import type { AlarmId } from '@/kernel/ids';
import type { Alarm, AlarmReading, AlarmStatus, ListedAlarm } from './alarm';
import type { AlarmEntity } from './alarm.entity';

/** A stored reading: its one date is text in JSON. */
interface StoredReading extends Omit<AlarmReading, 'alarmAt'> {
  readonly alarmAt: string | null;
}

/** A row as the domain sees it. */
export const toAlarm = (row: AlarmEntity): Alarm => ({ ...toListedAlarm(row), body: row.body });

/** A row that was read without its body. */
export function toListedAlarm(row: AlarmEntity): ListedAlarm {
  const reading = row.reading as StoredReading;
  return {
    id: row.id as AlarmId,
    receivedAt: row.receivedAt,
    status: row.status as AlarmStatus,
    reason: row.reason,
    reasonDetail: row.reasonDetail,
    reading: { ...reading, alarmAt: reading.alarmAt === null ? null : new Date(reading.alarmAt) },
    contentType: row.contentType,
    sourceAddress: row.sourceAddress,
    duplicates: row.duplicates,
    lastDuplicateAt: row.lastDuplicateAt,
    attempts: row.attempts,
    decidedAt: row.decidedAt,
  };
}
