import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { TradingSwitchService } from '@/modules/orders/states/trading-switch.service';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { HaltRunner } from '@/modules/trading/halting/halt-runner';

const INTERVAL_MS = 500;

/** Goes on with halts that have work left, whoever began them: a crash in the middle delays a halt, no more. */
@Injectable()
export class HaltWorker extends BackgroundWorker {
  constructor(
    private readonly switches: TradingSwitchService,
    private readonly runner: HaltRunner,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: INTERVAL_MS,
      maxBackOffMs: 2_000,
      failure: 'a halt could not go on; trying again',
    });
  }

  protected override async run(): Promise<boolean> {
    const halts = await this.switches.running();
    await Promise.all(halts.map(({ id }) => this.runner.pass(id)));
    return false;
  }
}
