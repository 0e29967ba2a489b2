import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { OrdersService } from '@/modules/orders/orders.service';
import type { WorkerBeat } from '@/modules/orders/worker-beats/worker-beat';
import { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { HealthRegistry, type HealthReport } from '@/platform/health/health.registry';

/** A worker that has not beaten for this long is not well. */
const SILENT_MS = 30_000;
const WORKERS = ['alarms', 'dispatcher', 'reconciler', 'protection'] as const;
type WorkerName = (typeof WORKERS)[number];

/** Shows the workers on /status-server: last beat, backlog, oldest waiting alarm, whichever process they run in. */
@Injectable()
export class TradingHealth implements OnModuleInit {
  private readonly lastBeats: () => Promise<readonly WorkerBeat[]>;
  private readonly orderBacklog: () => ReturnType<OrdersService['backlog']>;

  constructor(
    private readonly registry: HealthRegistry,
    beats: WorkerBeatsService,
    private readonly alarms: AlarmsService,
    orders: OrdersService,
    private readonly clock: Clock,
  ) {
    this.lastBeats = shared(() => beats.list());
    this.orderBacklog = shared(() => orders.backlog());
  }

  onModuleInit(): void {
    for (const name of WORKERS) {
      this.registry.register({ name, kind: 'worker', check: () => this.check(name) });
    }
  }

  private async check(name: WorkerName): Promise<HealthReport> {
    const [beats, backlog] = await Promise.all([this.lastBeats(), this.backlogOf(name)]);
    const beat = newest(beats.filter((one) => one.name === name));
    const silentMs = beat === null ? null : this.clock.now().getTime() - beat.beatAt.getTime();
    return {
      name,
      kind: 'worker',
      healthy: silentMs !== null && silentMs < SILENT_MS,
      detail: {
        lastBeatAt: beat?.beatAt.toISOString() ?? null,
        instance: beat?.instance ?? null,
        ...backlog,
      },
    };
  }

  private async backlogOf(name: WorkerName): Promise<Record<string, unknown>> {
    if (name === 'alarms') {
      const { waiting, oldestReceivedAt } = await this.alarms.backlog();
      return { backlog: waiting, oldestWaitingAlarmAt: oldestReceivedAt?.toISOString() ?? null };
    }
    const { toSend, inFlight, needsAttention, oldestInFlightAt } = await this.orderBacklog();
    if (name === 'dispatcher') return { backlog: toSend };
    if (name === 'reconciler') {
      return {
        backlog: inFlight,
        needsAttention,
        oldestInFlightAt: oldestInFlightAt?.toISOString() ?? null,
      };
    }
    return {};
  }
}

/** The workers are asked about all at once: who asks while an answer is on its way gets the same one. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => (running ??= read().finally(() => (running = null)));
}

const newest = (beats: readonly WorkerBeat[]): WorkerBeat | null =>
  beats.reduce<WorkerBeat | null>(
    (last, beat) => (last === null || beat.beatAt > last.beatAt ? beat : last),
    null,
  );
