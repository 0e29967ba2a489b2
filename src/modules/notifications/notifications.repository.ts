import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type {
  ChannelName,
  Delivery,
  Notification,
  Phase,
  Severity,
} from '@/modules/notifications/notification';
import { NotificationDeliveryEntity } from '@/modules/notifications/notification-delivery.entity';
import { toDelivery, toNotification, toRow } from '@/modules/notifications/notification-row';
import { NotificationEntity } from '@/modules/notifications/notification.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey, UnitOfWork, type Tx } from '@/platform/database/unit-of-work';

/** Which notifications a list shows. Absent = all. */
export interface NotificationFilter {
  readonly isOpen?: boolean;
  readonly severity?: Severity;
}

/** Notifications on the connection `diary`. A notification and its outbox rows are one transaction. */
@Injectable()
export class NotificationsRepository extends Repository<'diary'> {
  constructor(
    @InjectConnection('diary') source: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super(source);
  }

  /** `known`: its key is open already; that is counted and nobody is told again. */
  async open(
    notification: Notification,
    channels: readonly ChannelName[],
  ): Promise<'opened' | 'known'> {
    const row = toRow(notification);
    try {
      await this.unitOfWork.run('diary', async (tx) => {
        await this.insertRows(NotificationEntity, [row], tx);
        await this.addDeliveries(row.id, 'opened', notification.openedAt, channels, tx);
      });
      return 'opened';
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    await this.statement(
      'UPDATE notification SET occurrences = occurrences + 1 WHERE open_key = ?',
      [row.openKey],
    );
    return 'known';
  }

  /** Ends what is open under a key; false when nothing is. */
  clear(key: string, how: string, at: Date, channels: readonly ChannelName[]): Promise<boolean> {
    return this.unitOfWork.run('diary', async (tx) => {
      const rows = await this.statement<readonly { id: string }[]>(
        'SELECT id FROM notification WHERE open_key = ? FOR UPDATE',
        [key],
        tx,
      );
      const [row] = rows;
      if (row === undefined) return false;
      const change = { openKey: null, clearedAt: at, clearedBy: how.slice(0, 250) };
      await this.updateRows(NotificationEntity, change, 'id = ?', [row.id], tx);
      await this.addDeliveries(row.id, 'cleared', at, channels, tx);
      return true;
    });
  }

  /** What is open, the gravest and oldest first. */
  async openOnes(limit: number): Promise<readonly Notification[]> {
    const rows = await this.select(
      NotificationEntity,
      `WHERE open_key IS NOT NULL
       ORDER BY FIELD(severity, 'critical', 'warning', 'info'), opened_at, id LIMIT ?`,
      [limit],
    );
    return rows.map(toNotification);
  }

  async find(ids: readonly string[]): Promise<readonly Notification[]> {
    if (ids.length === 0) return [];
    return (await this.select(NotificationEntity, 'WHERE id IN (?)', [ids])).map(toNotification);
  }

  /** Newest first, those before `beforeId`. */
  async list(
    filter: NotificationFilter,
    limit: number,
    beforeId: string | null,
  ): Promise<readonly Notification[]> {
    const { where, values } = conditionOf(filter);
    const rows = await this.select(
      NotificationEntity,
      `WHERE ${where} AND id < ? ORDER BY id DESC LIMIT ?`,
      [...values, beforeId ?? '~', limit],
    );
    return rows.map(toNotification);
  }

  async count(filter: NotificationFilter): Promise<number> {
    const { where, values } = conditionOf(filter);
    const rows = await this.statement<readonly { total: string | number }[]>(
      `SELECT COUNT(*) AS total FROM notification WHERE ${where}`,
      values,
    );
    return Number.parseInt(String(rows[0]?.total ?? 0), 10);
  }

  async deliveriesOf(ids: readonly string[]): Promise<readonly Delivery[]> {
    if (ids.length === 0) return [];
    const rows = await this.select(
      NotificationDeliveryEntity,
      'WHERE notification_id IN (?) ORDER BY created_at, channel',
      [ids],
    );
    return rows.map(toDelivery);
  }

  /** Forgets what ended before a time, with its deliveries; at most `limit` a call. */
  async forget(before: Date, limit: number): Promise<number> {
    const old = await this.statement<readonly { id: string }[]>(
      'SELECT id FROM notification WHERE opened_at < ? AND open_key IS NULL LIMIT ?',
      [before, limit],
    );
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    await this.unitOfWork.run('diary', async (tx) => {
      const values = [ids];
      await this.statement(
        'DELETE FROM notification_delivery WHERE notification_id IN (?)',
        values,
        tx,
      );
      await this.statement('DELETE FROM notification WHERE id IN (?)', values, tx);
    });
    return ids.length;
  }

  private addDeliveries(
    notificationId: string,
    phase: Phase,
    at: Date,
    channels: readonly ChannelName[],
    tx: Tx<'diary'>,
  ): Promise<void> {
    const rows = channels.map((channel) => ({
      ...{ notificationId, phase, channel, state: 'waiting', attempts: 0 },
      ...{ createdAt: at, nextAttemptAt: at, doneAt: null, lastError: null, isInDigest: false },
    }));
    return this.insertRows(NotificationDeliveryEntity, rows, tx);
  }
}

function conditionOf({ isOpen, severity }: NotificationFilter): {
  readonly where: string;
  readonly values: readonly unknown[];
} {
  const parts = [
    ...(isOpen === undefined ? [] : [`open_key IS ${isOpen ? 'NOT NULL' : 'NULL'}`]),
    ...(severity === undefined ? [] : ['severity = ?']),
  ];
  return {
    where: parts.length === 0 ? '1 = 1' : parts.join(' AND '),
    values: severity === undefined ? [] : [severity],
  };
}
