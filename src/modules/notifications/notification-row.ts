import type {
  ChannelName,
  Delivery,
  DeliveryState,
  Notification,
  Phase,
  Severity,
} from '@/modules/notifications/notification';
import type { NotificationDeliveryEntity } from '@/modules/notifications/notification-delivery.entity';
import type { NotificationEntity } from '@/modules/notifications/notification.entity';

export function toNotification(row: NotificationEntity): Notification {
  const { id, key, subject, what, money, action, runbook } = row;
  const { openedAt, occurrences, clearedAt, clearedBy } = row;
  return {
    ...{ id, key, severity: row.severity as Severity, subject, what, money, action, runbook },
    ...{ openedAt, occurrences, clearedAt, clearedBy },
  };
}

export function toDelivery(row: NotificationDeliveryEntity): Delivery {
  const { notificationId, attempts, createdAt, nextAttemptAt, doneAt, lastError, isInDigest } = row;
  return {
    notificationId,
    phase: row.phase as Phase,
    channel: row.channel as ChannelName,
    state: row.state as DeliveryState,
    ...{ attempts, createdAt, nextAttemptAt, doneAt, lastError, isInDigest },
  };
}

/** Texts as the columns hold them: nothing that somebody wrote may keep a message from being stored. */
export function toRow(notification: Notification): NotificationEntity {
  const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('');
  const key = notification.key === null ? null : cut(notification.key, 200);
  return {
    ...notification,
    key,
    openKey: notification.clearedAt === null ? key : null,
    subject: cut(notification.subject.replace(/\s+/g, ' '), 300),
    what: cut(notification.what, 2_000),
    money: notification.money === null ? null : cut(notification.money, 500),
    action: cut(notification.action, 1_000),
    runbook: notification.runbook.replace(/[^a-z0-9-]/g, '').slice(0, 100),
  };
}
