import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DeadMansSwitchesRepository } from '@/modules/bingx/dead-mans-switches.repository';
import { DeadMansSwitchesService } from '@/modules/bingx/dead-mans-switches.service';
import { InstanceName } from '@/platform/identity/instance-name';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';

const LEASE = 'bingx-dead-mans-switches';
const INTERVAL_MS = 1_000;
/** Shorter than a third of the shortest time-out, so that another instance takes over before anything fires. */
const LEASE_MS = 3_000;

/** Keeps the dead man's switches alive; one instance does it at a time. */
@Injectable()
export class DeadMansSwitchWorker extends BackgroundWorker {
  constructor(
    private readonly leases: DeadMansSwitchesRepository,
    private readonly switches: DeadMansSwitchesService,
    private readonly instance: InstanceName,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: INTERVAL_MS,
      firstAfterMs: INTERVAL_MS,
      maxBackOffMs: 2_000,
      failure: "the dead man's switches could not be kept alive",
    });
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    if (!this.works) return;
    const closing = this.switches
      .closeForShutdown()
      .catch((err: unknown) =>
        this.logger.error({ err }, "a dead man's switch could not be closed; it will fire"),
      );
    await this.endsInTime(closing);
  }

  protected override async run(): Promise<boolean> {
    const lease = await this.leases.take(LEASE, this.instance.text, LEASE_MS);
    if (lease === null) return false;
    await this.switches.keepAll();
    return false;
  }
}
