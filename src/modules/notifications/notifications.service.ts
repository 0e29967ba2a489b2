import { Injectable } from '@nestjs/common';
import { isIdText } from '@/kernel/ids';
import { Channels } from '@/modules/notifications/channels/channels';
import type { ChannelName, Delivery, Notification } from '@/modules/notifications/notification';
import { NotificationQueue } from '@/modules/notifications/notification-queue';
import { NotificationNotFoundError } from '@/modules/notifications/notifications.errors';
import {
  NotificationsRepository,
  type NotificationFilter,
} from '@/modules/notifications/notifications.repository';

/** A notification and what became of its messages. */
export interface NotificationHistory {
  readonly notification: Notification;
  readonly deliveries: readonly Delivery[];
}

const MOST_OPEN = 500;
/** How long a reader of the open ones waits for the database. */
const OPEN_WAIT_MS = 1_500;

/** Reads notifications, and tries the channels. Raising goes through the port `Notifier`. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly store: NotificationsRepository,
    private readonly queue: NotificationQueue,
    private readonly channels: Channels,
  ) {}

  /** The channels that are set up; the log is not among them. */
  get channelNames(): readonly ChannelName[] {
    return this.channels.names;
  }

  /** What is open, the gravest first. */
  open(): Promise<readonly Notification[]> {
    return this.store.openOnes(MOST_OPEN);
  }

  /** The same for a status page: null when the database does not say in time. */
  async openOrNull(): Promise<readonly Notification[] | null> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, OPEN_WAIT_MS, null);
    });
    const found = this.open().catch(() => null);
    const first = await Promise.race([found, limit]);
    clearTimeout(timer);
    return first;
  }

  /** Newest first: `limit` of them before an id. */
  async list(
    filter: NotificationFilter,
    limit: number,
    beforeId: string | null,
  ): Promise<readonly NotificationHistory[]> {
    const notifications = await this.store.list(filter, limit, beforeId);
    return this.withDeliveries(notifications);
  }

  count(filter: NotificationFilter): Promise<number> {
    return this.store.count(filter);
  }

  /** Throws NotificationNotFoundError. */
  async get(id: string): Promise<NotificationHistory> {
    const found = isIdText(id) ? await this.store.find([id]) : [];
    const [history] = await this.withDeliveries(found);
    if (history === undefined) throw new NotificationNotFoundError(id);
    return history;
  }

  /** Puts a test message into the outbox of every channel. */
  async test(): Promise<NotificationHistory> {
    const notification = this.queue.made(
      {
        severity: 'info',
        subject: 'This is a test',
        what: 'Somebody asked for a test message with POST /notifications/test.',
        money: null,
        action: 'Nothing: if you read this, the channel works.',
        runbook: 'notifications',
      },
      null,
    );
    await this.store.open(notification, this.channels.names);
    return this.get(notification.id);
  }

  private async withDeliveries(
    notifications: readonly Notification[],
  ): Promise<readonly NotificationHistory[]> {
    const deliveries = await this.store.deliveriesOf(notifications.map(({ id }) => id));
    return notifications.map((notification) => ({
      notification,
      deliveries: deliveries.filter(({ notificationId }) => notificationId === notification.id),
    }));
  }
}
