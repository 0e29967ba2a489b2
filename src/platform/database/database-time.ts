import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { poolOf, runStatement } from '@/platform/database/statement';
import { CONNECTIONS, type Connections } from '@/platform/database/unit-of-work';
import { SystemClock } from '@/platform/time/system-clock';

/** How often the clock is looked at: for so long orders wait at most after it jumped. */
const LOOK_MS = 250;
/** How often it is compared with the database's when nothing seems wrong. */
const COMPARE_MS = 30_000;
/** An answer that took longer says too little. */
const SLOWEST_MS = 5_000;

/** Compares our clock with the database's, which all instances share; says by how many milliseconds ours was wrong. */
export async function compareWithDatabase(
  source: DataSource,
  clock: SystemClock,
): Promise<number | null> {
  const sentMs = clock.monotonicMs();
  const sql = 'SELECT UTC_TIMESTAMP(3) AS now';
  const [row] = await runStatement<readonly { now: Date }[]>(poolOf(source), sql, []);
  const heardMs = clock.monotonicMs();
  if (row === undefined || heardMs - sentMs > SLOWEST_MS) return null;
  return clock.compare({ theirMs: row.now.getTime(), sentMs, heardMs });
}

/** Keeps our clock with the database's: now and then, and at once when the machine's clock jumps. */
@Injectable()
export class DatabaseTime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private comparedAtMs = Number.NEGATIVE_INFINITY;
  private isComparing = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    private readonly clock: SystemClock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(DatabaseTime.name);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const isDue = this.clock.monotonicMs() - this.comparedAtMs >= COMPARE_MS;
    const source = this.connections.get('orders');
    const { isUnsure } = this.clock;
    if (source === undefined || this.isComparing || !(isDue || isUnsure)) return;
    this.isComparing = true;
    try {
      const wrongMs = await compareWithDatabase(source, this.clock);
      if (wrongMs === null) return;
      this.comparedAtMs = this.clock.monotonicMs();
      if (isUnsure || wrongMs !== 0)
        this.logger.warn(
          { wrongMs: Math.round(wrongMs) },
          'the machine’s clock was set, or is not the database’s: the database’s counts',
        );
    } catch {
      // Without its database this process does nothing that a clock matters for; it is asked again.
    } finally {
      this.isComparing = false;
    }
  }
}
