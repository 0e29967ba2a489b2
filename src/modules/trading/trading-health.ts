import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { OrdersService } from '@/modules/orders/orders.service';
import type { WorkerBeat } from '@/modules/orders/worker-beat';
import { WorkerBeatsService } from '@/modules/orders/worker-beats.service';
import { HealthRegistry, type HealthReport } from '@/platform/health/health.registry';

/** A worker that has not beaten for this long is not well. */
const SILENT_MS = 30_000;
const WORKERS = ['alarms', 'dispatcher', 'reconciler', 'protection'] as const;
type WorkerName = (typeof WORKERS)[number];

/** Shows the workers on /status-server: last beat, backlog, oldest waiting alarm, whichever process they run in. */
@Injectable()
export class TradingHealth implements OnModuleInit {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly beats: WorkerBeatsService,
    private readonly alarms: AlarmsService,
    private readonly orders: OrdersService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const name of WORKERS) {
      this.registry.register({ name, kind: 'worker', check: () => this.check(name) });
    }
  }

  private async check(name: WorkerName): Promise<HealthReport> {
    const [beats, backlog] = await Promise.all([this.beats.list(), this.backlogOf(name)]);
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
    const { toSend, inFlight, needsAttention, oldestInFlightAt } = await this.orders.backlog();
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

const newest = (beats: readonly WorkerBeat[]): WorkerBeat | null =>
  beats.reduce<WorkerBeat | null>(
    (last, beat) => (last === null || beat.beatAt > last.beatAt ? beat : last),
    null,
  );
