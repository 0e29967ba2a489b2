import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { TradingSwitchService } from '@/modules/orders/trading-switch.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';
import { HaltRunner } from '@/modules/trading/halt-runner';

const INTERVAL_MS = 500;
const STOP_MS = 3_000;

/** Goes on with halts that have work left, whoever began them: a crash in the middle delays a halt, no more. */
@Injectable()
export class HaltWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: PollingWorker;

  constructor(
    private readonly switches: TradingSwitchService,
    private readonly runner: HaltRunner,
    private readonly http: HttpSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(HaltWorker.name);
    this.worker = new PollingWorker({
      intervalMs: INTERVAL_MS,
      maxBackOffMs: 2_000,
      run: () => this.runAll(),
      onError: (err, failures) =>
        this.logger.error({ err, failures }, 'a halt could not go on; trying again'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE !== 'api') this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await settledWithin(this.worker.stop(), STOP_MS);
  }

  private async runAll(): Promise<boolean> {
    const halts = await this.switches.running();
    await Promise.all(halts.map(({ id }) => this.runner.pass(id)));
    return false;
  }
}
