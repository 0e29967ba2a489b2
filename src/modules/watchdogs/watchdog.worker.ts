import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { NotificationsService } from '@/modules/notifications/notifications.service';
import { Notifier } from '@/modules/notifications/notifier.port';
import { WatchRounds } from '@/modules/watchdogs/watch-rounds';
import { WatchdogLeasesRepository } from '@/modules/watchdogs/watchdog-leases.repository';
import { Watches } from '@/modules/watchdogs/watches';
import { InstanceName } from '@/platform/identity/instance-name';
import { HttpSettings } from '@/platform/settings/http.settings';
import { WatchdogSettings } from '@/platform/settings/watchdog.settings';
import { PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';

const LEASE_MS = 15_000;
/** The workers get their first beats in before they are missed. */
const FIRST_AFTER_MS = 3_000;
const STOP_MS = 1_000;

/** Looks at everything that is watched, on one instance at a time. */
@Injectable()
export class WatchdogWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: PollingWorker;
  private readonly rounds: WatchRounds;
  private lastOpen: ReadonlySet<string> = new Set();

  constructor(
    private readonly notifications: NotificationsService,
    private readonly leases: WatchdogLeasesRepository,
    notifier: Notifier,
    watches: Watches,
    private readonly instance: InstanceName,
    settings: WatchdogSettings,
    private readonly http: HttpSettings,
    clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(WatchdogWorker.name);
    this.rounds = new WatchRounds(watches.all, notifier, clock, logger);
    this.worker = new PollingWorker({
      firstAfterMs: FIRST_AFTER_MS,
      intervalMs: settings.WATCHDOG_INTERVAL_MS,
      maxBackOffMs: 30_000,
      run: () => this.round(),
      onError: (err, failures) => this.logger.warn({ err, failures }, 'a watchdog round failed'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE !== 'api') this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await settledWithin(this.worker.stop(), STOP_MS);
  }

  private async round(): Promise<boolean> {
    if (!(await this.mayWatch())) return false;
    await this.rounds.run(await this.openKeys());
    return false;
  }

  /** A database that cannot say who watches is watched by everybody: two alarms under one key are one. */
  private async mayWatch(): Promise<boolean> {
    try {
      return (await this.leases.take('watchdogs', this.instance.text, LEASE_MS)) !== null;
    } catch {
      return true;
    }
  }

  private async openKeys(): Promise<ReadonlySet<string>> {
    const open = await this.notifications.openOrNull();
    if (open !== null) this.lastOpen = new Set(open.flatMap(({ key }) => key ?? []));
    return this.lastOpen;
  }
}
