import { Injectable } from '@nestjs/common';
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
import { BackgroundWorker } from '@/platform/worker/background-worker';

const LEASE_MS = 15_000;
/** The workers get their first beats in before they are missed. */
const FIRST_AFTER_MS = 3_000;
const STOP_MS = 1_000;

/** Looks at everything that is watched, on one instance at a time. */
@Injectable()
export class WatchdogWorker extends BackgroundWorker {
  private readonly rounds: WatchRounds;
  private lastOpen: ReadonlySet<string> = new Set();

  constructor(
    private readonly notifications: NotificationsService,
    private readonly leases: WatchdogLeasesRepository,
    notifier: Notifier,
    watches: Watches,
    private readonly instance: InstanceName,
    settings: WatchdogSettings,
    http: HttpSettings,
    clock: Clock,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      firstAfterMs: FIRST_AFTER_MS,
      intervalMs: settings.WATCHDOG_INTERVAL_MS,
      maxBackOffMs: 30_000,
      stopMs: STOP_MS,
      failure: 'a watchdog round failed',
      level: 'warn',
    });
    this.rounds = new WatchRounds(watches.all, notifier, clock, logger);
  }

  protected override async run(): Promise<boolean> {
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
