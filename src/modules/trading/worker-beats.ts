import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { InstanceName } from '@/platform/identity/instance-name';

const WRITE_EVERY_MS = 5_000;

/** Notes in the database that a worker of this process is alive, at most every few seconds and never in its way. */
@Injectable()
export class WorkerBeats {
  private readonly writtenAtMs = new Map<string, number>();

  constructor(
    private readonly store: WorkerBeatsService,
    private readonly instance: InstanceName,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(WorkerBeats.name);
  }

  beat(worker: string): void {
    const now = this.clock.monotonicMs();
    if (now - (this.writtenAtMs.get(worker) ?? -Infinity) < WRITE_EVERY_MS) return;
    this.writtenAtMs.set(worker, now);
    this.store
      .beat(worker, this.instance.text)
      .catch((err: unknown) =>
        this.logger.warn({ worker, err }, 'a worker beat could not be written'),
      );
  }
}
