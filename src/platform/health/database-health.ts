import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { wasRefusedForRoom } from '@/platform/database/refused-for-room';
import { poolOf } from '@/platform/database/statement';
import { CONNECTIONS, type Connections } from '@/platform/database/unit-of-work';
import { HealthRegistry, type HealthReport } from '@/platform/health/health.registry';

type Source = Connections extends ReadonlyMap<string, infer T> ? T : never;

/** One check per named connection: it answers, takes writes, has room for them, and has every migration of this version. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  /** Connections seen with all migrations; they cannot lose one while we run. */
  private readonly migrated = new Set<string>();

  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    private readonly registry: HealthRegistry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const [name, source] of this.connections) {
      this.registry.register({ name, kind: 'database', check: () => this.check(name, source) });
    }
  }

  private async check(name: string, source: Source): Promise<HealthReport> {
    const startedMs = this.clock.monotonicMs();
    const rows: unknown = await source.query('SELECT @@global.read_only AS readOnly');
    const latencyMs = Math.round((this.clock.monotonicMs() - startedMs) * 10) / 10;
    const isReadOnly = ['1', 'ON'].includes(
      String((rows as { readOnly?: unknown }[])[0]?.readOnly),
    );
    const isFull = wasRefusedForRoom(poolOf(source), this.clock.monotonicMs());
    const pendingMigrations = await this.pendingMigrations(name, source);
    return {
      name,
      kind: 'database',
      healthy: !isReadOnly && !isFull && pendingMigrations.length === 0,
      detail: { latencyMs, isReadOnly, isFull, pendingMigrations },
    };
  }

  /** Reads the list that TypeORM keeps; TypeORM's own check would create the table when it is missing. */
  private async pendingMigrations(name: string, source: Source): Promise<readonly string[]> {
    if (this.migrated.has(name)) return [];
    const wanted = source.migrations.map(
      (migration) => migration.name ?? migration.constructor.name,
    );
    const pending = await this.notRun(wanted, source);
    if (pending.length === 0) this.migrated.add(name);
    return pending;
  }

  private async notRun(wanted: readonly string[], source: Source): Promise<readonly string[]> {
    if (wanted.length === 0) return [];
    try {
      const rows: unknown = await source.query('SELECT name FROM migration');
      const ran = new Set((rows as { name: string }[]).map((row) => row.name));
      return wanted.filter((migration) => !ran.has(migration));
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ER_NO_SUCH_TABLE') return wanted;
      throw error;
    }
  }
}
