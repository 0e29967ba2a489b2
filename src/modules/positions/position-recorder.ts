import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { PositionsService } from '@/modules/positions/positions.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { AFTER_START_MS } from '@/platform/worker/polling-worker';

const EVERY_MS = 300_000;

/** Writes down what the venues report as open, each five minutes. */
@Injectable()
export class PositionRecorder extends BackgroundWorker {
  constructor(
    private readonly positions: PositionsService,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      firstAfterMs: AFTER_START_MS,
      intervalMs: EVERY_MS,
      maxBackOffMs: EVERY_MS,
      failure: 'positions could not be recorded',
      level: 'warn',
    });
  }

  protected override async run(): Promise<boolean> {
    await this.positions.record();
    return false;
  }
}
