import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { JournalSealer } from '@/modules/journal/journal-sealer';
import { HttpSettings } from '@/platform/settings/http.settings';
import { AFTER_START_MS, PollingWorker } from '@/platform/worker/polling-worker';
import { settledWithin } from '@/platform/worker/settled-within';

const INTERVAL_MS = 1_000;
const STOP_MS = 2_000;

/** Seals the journal every second, in one process at a time. Nothing waits for it. */
@Injectable()
export class JournalWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: PollingWorker;

  constructor(
    private readonly sealer: JournalSealer,
    private readonly http: HttpSettings,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(JournalWorker.name);
    this.worker = new PollingWorker({
      intervalMs: INTERVAL_MS,
      firstAfterMs: AFTER_START_MS,
      maxBackOffMs: 30_000,
      run: () => this.sealer.seal(),
      onError: (err, failures) =>
        this.logger.error({ err, failures }, 'the journal could not be sealed; trying again'),
    });
  }

  onApplicationBootstrap(): void {
    if (this.http.ROLE !== 'api') this.worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.http.ROLE === 'api') return;
    const stopped = this.worker.stop().then(() => this.sealer.handOver());
    await settledWithin(stopped, STOP_MS);
  }
}
