import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { PositionsService } from '@/modules/positions/positions.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { AFTER_START_MS, PollingWorker } from '@/platform/worker/polling-worker';

const EVERY_MS = 300_000;

/** Writes down what the venues report as open, each five minutes. */
@Injectable()
export class PositionRecorder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: PollingWorker;

  constructor(
    positions: PositionsService,
    private readonly http: HttpSettings,
    logger: PinoLogger,
  ) {
    this.worker = new PollingWorker({
      firstAfterMs: AFTER_START_MS,
      intervalMs: EVERY_MS,
      maxBackOffMs: EVERY_MS,
      run: async () => {
        await positions.record();
        return false;
      },
      onError: (err, failures) => {
        logger.warn({ err, failures }, 'positions could not be recorded');
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE !== 'api') this.worker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.worker.stop();
  }
}
