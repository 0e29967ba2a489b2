import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { WorkerBeat } from '@/modules/orders/worker-beats/worker-beat';
import { WorkerBeatsRepository } from '@/modules/orders/worker-beats/worker-beats.repository';

/** Instances that went away without a word are forgotten after this long. */
const REMEMBERED_MS = 3_600_000;

/** Which workers are alive, across all instances. */
@Injectable()
export class WorkerBeatsService {
  constructor(
    private readonly beats: WorkerBeatsRepository,
    private readonly clock: Clock,
  ) {}

  async beat(
    name: string,
    instance: string,
    detail: Readonly<Record<string, unknown>> | null = null,
  ): Promise<void> {
    await this.beats.save({ name, instance, beatAt: this.clock.now(), detail });
  }

  /** Says that a worker stopped on purpose, so that nobody misses it. */
  leave(name: string, instance: string): Promise<void> {
    return this.beats.remove(name, instance);
  }

  /** The last beat of every worker heard of within the last hour. */
  list(): Promise<readonly WorkerBeat[]> {
    return this.beats.since(new Date(this.clock.now().getTime() - REMEMBERED_MS));
  }
}
