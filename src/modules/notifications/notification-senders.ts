import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { ChannelSender } from '@/modules/notifications/channel-sender';
import { Channels } from '@/modules/notifications/channels/channels';
import { NotificationLeasesRepository } from '@/modules/notifications/notification-leases.repository';
import { NotificationsRepository } from '@/modules/notifications/notifications.repository';
import { OutboxRepository } from '@/modules/notifications/outbox.repository';
import { InstanceName } from '@/platform/identity/instance-name';
import { HttpSettings } from '@/platform/settings/http.settings';
import { NotifySettings } from '@/platform/settings/notify.settings';
import { AFTER_START_MS, PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';

const LOOK_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;
const REMEMBERED_MS = 90 * 86_400_000;
const FORGOTTEN_AT_ONCE = 500;
const STOP_MS = 1_000;

/** One loop for each channel: one that hangs holds up only itself. */
@Injectable()
export class NotificationSenders implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: readonly PollingWorker[];

  constructor(
    private readonly channels: Channels,
    private readonly notifications: NotificationsRepository,
    outbox: OutboxRepository,
    leases: NotificationLeasesRepository,
    instance: InstanceName,
    settings: NotifySettings,
    private readonly http: HttpSettings,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(NotificationSenders.name);
    const parts = { outbox, notifications, leases, owner: instance.text, settings, clock, logger };
    this.workers = [
      ...channels.all.map((channel) => {
        const sender = new ChannelSender(channel, parts);
        return this.worker(channel.name, LOOK_EVERY_MS, (signal) => sender.run(signal));
      }),
      this.worker('forget', FORGET_EVERY_MS, () => this.forget()),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE === 'api') return;
    for (const worker of this.workers) worker.start();
  }

  /** An attempt under way is not waited for long: its message stays in the outbox. */
  async beforeApplicationShutdown(): Promise<void> {
    await settledWithin(Promise.all(this.workers.map((worker) => worker.stop())), STOP_MS);
    for (const channel of this.channels.all) channel.close();
  }

  private async forget(): Promise<boolean> {
    const before = new Date(this.clock.now().getTime() - REMEMBERED_MS);
    return (await this.notifications.forget(before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE;
  }

  private worker(
    name: string,
    intervalMs: number,
    run: (signal: AbortSignal) => Promise<boolean>,
  ): PollingWorker {
    return new PollingWorker({
      firstAfterMs: AFTER_START_MS,
      intervalMs,
      maxBackOffMs: Math.max(10_000, intervalMs),
      run,
      onError: (err, failures) =>
        this.logger.warn({ channel: name, err, failures }, 'a notification worker failed'),
    });
  }
}
