import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ChannelName, Delivery } from '@/modules/notifications/notification';
import { NotificationDeliveryEntity } from '@/modules/notifications/notification-delivery.entity';
import { toDelivery } from '@/modules/notifications/notification-row';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Written } from '@/platform/database/statement';

export type DeliveryChange = Partial<
  Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAt' | 'doneAt' | 'lastError' | 'isInDigest'>
>;

/** The delivery table as the queue of each channel. */
@Injectable()
export class OutboxRepository extends Repository<'diary'> {
  constructor(@InjectConnection('diary') source: DataSource) {
    super(source);
  }

  /** What waits on a channel and may be tried now, oldest first. */
  async due(channel: ChannelName, now: Date, limit: number): Promise<readonly Delivery[]> {
    const rows = await this.select(
      NotificationDeliveryEntity,
      `WHERE channel = ? AND state = 'waiting' AND next_attempt_at <= ?
       ORDER BY created_at, notification_id, phase DESC LIMIT ?`,
      [channel, now, limit],
    );
    return rows.map(toDelivery);
  }

  /** Gives up what waits since before a time; how many those were. */
  async expire(channel: ChannelName, before: Date, now: Date): Promise<number> {
    const { affectedRows } = await this.statement<Written>(
      `UPDATE notification_delivery SET state = 'expired', done_at = ?
        WHERE channel = ? AND state = 'waiting' AND created_at < ?`,
      [now, channel, before],
    );
    return affectedRows;
  }

  /** Writes how an attempt ended. */
  async record(
    { notificationId, phase, channel }: Delivery,
    change: DeliveryChange,
  ): Promise<void> {
    await this.updateRows(
      NotificationDeliveryEntity,
      change,
      'notification_id = ? AND phase = ? AND channel = ?',
      [notificationId, phase, channel],
    );
  }

  /** Writes how an attempt with several messages in one ended. */
  async recordAll(deliveries: readonly Delivery[], change: DeliveryChange): Promise<void> {
    const [first] = deliveries;
    if (first === undefined) return;
    await this.updateRows(
      NotificationDeliveryEntity,
      change,
      'channel = ? AND (notification_id, phase) IN (?)',
      [first.channel, deliveries.map(({ notificationId, phase }) => [notificationId, phase])],
    );
  }
}
