import { Module } from '@nestjs/common';
import { Channels } from '@/modules/notifications/channels/channels';
import { NotificationLeasesRepository } from '@/modules/notifications/notification-leases.repository';
import { NotificationQueue } from '@/modules/notifications/notification-queue';
import { NotificationSenders } from '@/modules/notifications/notification-senders';
import { NotificationsController } from '@/modules/notifications/notifications.controller';
import { NotificationsRepository } from '@/modules/notifications/notifications.repository';
import { NotificationsService } from '@/modules/notifications/notifications.service';
import { Notifier } from '@/modules/notifications/notifier.port';
import { OutboxRepository } from '@/modules/notifications/outbox.repository';

/** Tells people what needs them, on every channel that is set up, and never in the way of trading. */
@Module({
  controllers: [NotificationsController],
  providers: [
    Channels,
    NotificationsRepository,
    OutboxRepository,
    NotificationLeasesRepository,
    NotificationQueue,
    { provide: Notifier, useExisting: NotificationQueue },
    NotificationSenders,
    NotificationsService,
  ],
  exports: [Notifier, NotificationsService],
})
export class NotificationsModule {}
