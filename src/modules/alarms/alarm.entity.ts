import { Column, Entity, Index } from 'typeorm';
import {
  codeColumn,
  idColumn,
  jsonColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One stored delivery. What was understood stands whole in `reading`; the columns are copies to find alarms by. */
@Entity({ name: 'alarm' })
@Index('ux_alarm_dedup', ['dedupKey'], { unique: true })
@Index('ix_alarm_received', ['receivedAt', 'id'])
@Index('ix_alarm_claim', ['status', 'lane', 'receivedAt', 'id'])
@Index('ix_alarm_ticker', ['base', 'quote', 'receivedAt'])
@Index('ix_alarm_signal', [
  'strategyName',
  'base',
  'quote',
  'signal',
  'timeframe',
  'occurredAt',
  'receivedAt',
])
export class AlarmEntity {
  @idColumn()
  id!: string;

  @utcColumn()
  receivedAt!: Date;

  @codeColumn(20)
  status!: string;

  @codeColumn(40, { nullable: true })
  reason!: string | null;

  @Column({ type: 'text', charset: 'utf8mb4', collation: 'utf8mb4_bin', nullable: true })
  reasonDetail!: string | null;

  /** Alarms of one lane are decided one at a time, in order of arrival. */
  @codeColumn(64)
  lane!: string;

  /** Not before. */
  @utcColumn()
  dueAt!: Date;

  @Column({ type: 'int', unsigned: true, default: 0 })
  attempts!: number;

  @utcColumn({ nullable: true })
  decidedAt!: Date | null;

  /** The fingerprint; the row's own id once the window of a body without time is over. */
  @codeColumn(64)
  dedupKey!: string;

  @Column({ type: 'int', unsigned: true, default: 0 })
  duplicates!: number;

  @utcColumn({ nullable: true })
  lastDuplicateAt!: Date | null;

  @codeColumn(30, { nullable: true })
  base!: string | null;

  @codeColumn(30, { nullable: true })
  quote!: string | null;

  @codeColumn(10, { nullable: true })
  timeframe!: string | null;

  @codeColumn(60, { nullable: true })
  signal!: string | null;

  /** The first 500 characters. */
  @textColumn(500, { nullable: true })
  strategyName!: string | null;

  @utcColumn({ nullable: true })
  alarmAt!: Date | null;

  /** The alarm's own time, or its arrival when it has none. */
  @utcColumn()
  occurredAt!: Date;

  @jsonColumn()
  reading!: unknown;

  @Column({ type: 'mediumtext', charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  body!: string;

  @textColumn(255, { nullable: true })
  contentType!: string | null;

  @codeColumn(45)
  sourceAddress!: string;
}
