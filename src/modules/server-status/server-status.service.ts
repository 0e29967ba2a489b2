import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import {
  HealthRegistry,
  type HealthKind,
  type HealthReport,
} from '@/platform/health/health.registry';

/** What is known about this instance and what it depends on. */
export interface ServerStatus {
  readonly isHealthy: boolean;
  readonly uptimeSeconds: number;
  readonly time: Date;
  readonly reports: Readonly<Record<HealthKind, readonly HealthReport[]>>;
}

/** Composes the health checks into one picture. A venue or a stream that is away never makes an instance unhealthy. */
@Injectable()
export class ServerStatusService {
  private readonly startedMs: number;

  constructor(
    private readonly registry: HealthRegistry,
    private readonly clock: Clock,
  ) {
    this.startedMs = clock.monotonicMs();
  }

  async status(): Promise<ServerStatus> {
    const reports = await this.registry.report(['database', 'venue', 'worker', 'stream']);
    const of = (kind: HealthKind): readonly HealthReport[] =>
      reports.filter((report) => report.kind === kind);
    return {
      isHealthy: [...of('database'), ...of('worker')].every((report) => report.healthy),
      uptimeSeconds: Math.floor((this.clock.monotonicMs() - this.startedMs) / 1_000),
      time: this.clock.now(),
      reports: {
        database: of('database'),
        venue: of('venue'),
        worker: of('worker'),
        stream: of('stream'),
      },
    };
  }

  /** Names of the databases and workers that do not do their work. */
  async notReady(): Promise<readonly string[]> {
    const reports = await this.registry.report(['database', 'worker']);
    return reports
      .filter((report) => !report.healthy)
      .map((report) => `${report.kind} ${report.name}`);
  }
}
