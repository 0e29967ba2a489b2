import { Column, Entity, Index } from 'typeorm';
import { codeColumn, idColumn, textColumn, utcColumn } from '@/platform/database/columns';

/** One thing that people are told about. */
@Entity({ name: 'notification' })
@Index('ux_notification_open_key', ['openKey'], { unique: true })
@Index('ix_notification_opened', ['openedAt'])
export class NotificationEntity {
  @idColumn()
  id!: string;

  @textColumn(200, { nullable: true, name: 'notification_key' })
  key!: string | null;

  /** The key while it is open, else null: the unique key lets one be open at a time. */
  @textColumn(200, { nullable: true })
  openKey!: string | null;

  @codeColumn(20)
  severity!: string;

  @textColumn(300)
  subject!: string;

  @textColumn(2000)
  what!: string;

  @textColumn(500, { nullable: true })
  money!: string | null;

  @textColumn(1000)
  action!: string;

  @codeColumn(100)
  runbook!: string;

  @utcColumn()
  openedAt!: Date;

  @Column({ type: 'int', unsigned: true })
  occurrences!: number;

  @utcColumn({ nullable: true })
  clearedAt!: Date | null;

  @textColumn(500, { nullable: true })
  clearedBy!: string | null;
}
