import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DeadMansSwitchesRepository } from '@/modules/bingx/dead-mans-switches.repository';
import { DeadMansSwitchesService } from '@/modules/bingx/dead-mans-switches.service';
import { InstanceName } from '@/platform/identity/instance-name';
import { HttpSettings } from '@/platform/settings/http.settings';
import { PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';

const LEASE = 'bingx-dead-mans-switches';
const INTERVAL_MS = 1_000;
/** Shorter than a third of the shortest time-out, so that another instance takes over before anything fires. */
const LEASE_MS = 3_000;
const STOP_MS = 3_000;

/** Keeps the dead man's switches alive; one instance does it at a time. */
@Injectable()
export class DeadMansSwitchWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: PollingWorker;

  constructor(
    private readonly leases: DeadMansSwitchesRepository,
    private readonly switches: DeadMansSwitchesService,
    private readonly instance: InstanceName,
    private readonly http: HttpSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(DeadMansSwitchWorker.name);
    this.worker = new PollingWorker({
      intervalMs: INTERVAL_MS,
      firstAfterMs: INTERVAL_MS,
      maxBackOffMs: 2_000,
      run: () => this.keep(),
      onError: (err, failures) =>
        this.logger.error({ err, failures }, "the dead man's switches could not be kept alive"),
    });
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE !== 'api') this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await settledWithin(this.worker.stop(), STOP_MS);
    if (this.http.ROLE === 'api') return;
    const closing = this.switches
      .closeForShutdown()
      .catch((err: unknown) =>
        this.logger.error({ err }, "a dead man's switch could not be closed; it will fire"),
      );
    await settledWithin(closing, STOP_MS);
  }

  private async keep(): Promise<boolean> {
    const lease = await this.leases.take(LEASE, this.instance.text, LEASE_MS);
    if (lease === null) return false;
    await this.switches.keepAll();
    return false;
  }
}
