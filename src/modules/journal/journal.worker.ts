import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { JournalSealer } from '@/modules/journal/journal-sealer';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { AFTER_START_MS } from '@/platform/worker/polling-worker';

const INTERVAL_MS = 1_000;
const STOP_MS = 2_000;

/** Seals the journal every second, in one process at a time. Nothing waits for it. */
@Injectable()
export class JournalWorker extends BackgroundWorker {
  constructor(
    private readonly sealer: JournalSealer,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: INTERVAL_MS,
      firstAfterMs: AFTER_START_MS,
      maxBackOffMs: 30_000,
      stopMs: STOP_MS,
      failure: 'the journal could not be sealed; trying again',
    });
  }

  override async beforeApplicationShutdown(): Promise<void> {
    if (!this.works) return;
    await this.endsInTime(super.beforeApplicationShutdown().then(() => this.sealer.handOver()));
  }

  protected override run(): Promise<boolean> {
    return this.sealer.seal();
  }
}
