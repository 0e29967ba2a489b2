import { ApiProperty } from '@nestjs/swagger';
import { OpenNotificationResponse } from '@/modules/notifications/dto/notification.response';
import type { HealthReport } from '@/platform/health/health.registry';

/** How one database, venue, worker or stream is. */
export class HealthEntryResponse {
  /** Name of the connection, venue, worker or stream. */
  @ApiProperty({ example: 'orders' })
  readonly name!: string;

  /** Whether it does its work. */
  @ApiProperty({ example: true })
  readonly healthy!: boolean;

  /** What was found: latency, pending migrations, last beat, backlog, oldest waiting alarm, or the reason of a failure. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { latencyMs: 0.8 } })
  readonly detail!: Readonly<Record<string, unknown>>;

  static from({ name, healthy, detail }: HealthReport): HealthEntryResponse {
    return { name, healthy, detail };
  }
}

/** The state of this instance and of what it depends on. */
export class ServerStatusResponse {
  /** `unhealthy` when a database or a worker does not do its work; a venue that is away does not count. */
  @ApiProperty({ enum: ['healthy', 'unhealthy'], example: 'healthy' })
  readonly status!: 'healthy' | 'unhealthy';

  /** Version of the service. */
  @ApiProperty({ example: '0.1.0' })
  readonly version!: string;

  /** Seconds since this process started. */
  @ApiProperty({ type: 'integer', example: 86_400 })
  readonly uptimeSeconds!: number;

  /** The time by which everything here is judged, UTC: the database's. */
  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  readonly time!: string;

  /** Where orders go: `paper` or `live`. */
  @ApiProperty({ enum: ['paper', 'live'], example: 'paper' })
  readonly mode!: 'paper' | 'live';

  /** Which part of the service this process runs. */
  @ApiProperty({ enum: ['all', 'api', 'worker'], example: 'all' })
  readonly role!: 'all' | 'api' | 'worker';

  /** The named connections. */
  @ApiProperty({ type: () => [HealthEntryResponse] })
  readonly databases!: readonly HealthEntryResponse[];

  /** The venues, as they were at most 15 seconds ago. */
  @ApiProperty({ type: () => [HealthEntryResponse] })
  readonly venues!: readonly HealthEntryResponse[];

  /** The workers, on whichever instance they run. */
  @ApiProperty({ type: () => [HealthEntryResponse] })
  readonly workers!: readonly HealthEntryResponse[];

  /** The sockets of this instance, and which instance listens to the events of an account. */
  @ApiProperty({ type: () => [HealthEntryResponse] })
  readonly streams!: readonly HealthEntryResponse[];

  /** What watchdogs found wrong and is not over, the gravest first; null when the database does not say. */
  @ApiProperty({ type: () => [OpenNotificationResponse], nullable: true })
  readonly watchdogs!: readonly OpenNotificationResponse[] | null;
}

/** Answer of a probe. */
export class ProbeResponse {
  /** `ok`, or `not-ready` with status 503. */
  @ApiProperty({ enum: ['ok', 'not-ready'], example: 'ok' })
  readonly status!: 'ok' | 'not-ready';

  /** Names of the databases and workers that keep this instance from being ready. */
  @ApiProperty({ type: [String], example: [] })
  readonly waitingFor!: readonly string[];
}
