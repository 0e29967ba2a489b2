import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { codeColumn, idColumn, textColumn, utcColumn } from '@/platform/database/columns';

/** One message on one channel: the outbox. */
@Entity({ name: 'notification_delivery' })
@Index('ix_notification_delivery_due', ['channel', 'state', 'createdAt'])
export class NotificationDeliveryEntity {
  @idColumn()
  notificationId!: string;

  @PrimaryColumn({ type: 'varchar', length: 10, charset: 'ascii', collation: 'ascii_bin' })
  phase!: string;

  @PrimaryColumn({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  channel!: string;

  @codeColumn(20)
  state!: string;

  @Column({ type: 'int', unsigned: true })
  attempts!: number;

  @utcColumn()
  createdAt!: Date;

  @utcColumn()
  nextAttemptAt!: Date;

  @utcColumn({ nullable: true })
  doneAt!: Date | null;

  @textColumn(300, { nullable: true })
  lastError!: string | null;

  @Column({ type: 'boolean' })
  isInDigest!: boolean;
}
