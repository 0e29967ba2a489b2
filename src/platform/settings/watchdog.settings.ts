import { IsInt, Max, Min } from 'class-validator';

/** When a watchdog speaks up. */
export class WatchdogSettings {
  /** Pause between two looks, in milliseconds. */
  @IsInt()
  @Min(200)
  @Max(60_000)
  WATCHDOG_INTERVAL_MS = 2_500;

  /** Longest silence of a worker, in seconds. */
  @IsInt()
  @Min(10)
  @Max(3_000)
  WATCHDOG_WORKER_SILENCE = 45;

  /** Longest wait of an alarm for its decision, in seconds. */
  @IsInt()
  @Min(1)
  @Max(86_400)
  WATCHDOG_ALARM_WAIT = 30;

  /** Longest time for which nobody knows what became of an order, in seconds. */
  @IsInt()
  @Min(1)
  @Max(86_400)
  WATCHDOG_ORDER_UNKNOWN = 60;

  /** Longest time that a position may be without its stop loss, in seconds. */
  @IsInt()
  @Min(1)
  @Max(3_600)
  WATCHDOG_UNPROTECTED = 5;

  /** Slowest answer of a database, in milliseconds. */
  @IsInt()
  @Min(1)
  @Max(60_000)
  WATCHDOG_DATABASE_LATENCY_MS = 500;

  /** Largest difference between this clock and a venue's, in milliseconds. */
  @IsInt()
  @Min(10)
  @Max(600_000)
  WATCHDOG_CLOCK_OFFSET_MS = 1_000;
}
