import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';

export const HEALTH_KINDS = ['database', 'venue', 'worker', 'stream'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];

/** What a check found. `detail` is shown to API callers: latency, counts, times; never a secret or an address. */
export interface HealthReport {
  readonly name: string;
  readonly kind: HealthKind;
  readonly healthy: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Something that can say how it is. Modules register theirs at start. */
export interface HealthCheck {
  readonly name: string;
  readonly kind: HealthKind;
  check(): Promise<HealthReport>;
}

/** How long an answer waits for one check, and how long a result is good enough to be shown again, in milliseconds. */
const LIMITS: Readonly<Record<HealthKind, { readonly waitMs: number; readonly freshMs: number }>> =
  {
    database: { waitMs: 2_000, freshMs: 0 },
    worker: { waitMs: 2_000, freshMs: 0 },
    venue: { waitMs: 1_500, freshMs: 15_000 },
    stream: { waitMs: 1_500, freshMs: 0 },
  };

interface State {
  running: Promise<HealthReport> | null;
  last: { readonly report: HealthReport; readonly atMs: number } | null;
}

/**
 * Asks the registered checks. A check that hangs is reported as unhealthy after its time and is not started a
 * second time beside itself, so probes cannot pile up on a database that is already in trouble.
 */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<HealthCheck, State>();

  constructor(private readonly clock: Clock) {}

  /** Throws when the name is taken within its kind: two checks under one name would hide one another. */
  register(check: HealthCheck): void {
    for (const known of this.checks.keys()) {
      if (known.kind === check.kind && known.name === check.name) {
        throw new Error(`two health checks for ${check.kind} '${check.name}'`);
      }
    }
    this.checks.set(check, { running: null, last: null });
  }

  /** One report per registered check of these kinds, or of those with these names, in order of name. Never throws. */
  async report(
    kinds: readonly HealthKind[],
    names?: readonly string[],
  ): Promise<readonly HealthReport[]> {
    const asked = [...this.checks].filter(
      ([{ kind, name }]) => kinds.includes(kind) && names?.includes(name) !== false,
    );
    const reports = await Promise.all(asked.map(([check, state]) => this.ask(check, state)));
    return reports.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private async ask(check: HealthCheck, state: State): Promise<HealthReport> {
    const { waitMs, freshMs } = LIMITS[check.kind];
    if (state.last !== null && this.clock.monotonicMs() - state.last.atMs < freshMs)
      return state.last.report;
    state.running ??= this.start(check, state);
    const late: HealthReport = unhealthy(check, `no answer within ${String(waitMs)} ms`);
    return within(state.running, waitMs, late);
  }

  private async start(check: HealthCheck, state: State): Promise<HealthReport> {
    let report: HealthReport;
    try {
      report = await check.check();
    } catch (error) {
      report = unhealthy(check, reasonOf(error));
    }
    state.last = { report, atMs: this.clock.monotonicMs() };
    state.running = null;
    return report;
  }
}

function unhealthy(check: HealthCheck, reason: string): HealthReport {
  return { name: check.name, kind: check.kind, healthy: false, detail: { reason } };
}

/** The error's code or class; its message may hold a host name or a user name. */
function reasonOf(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'failed';
}

async function within<T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, otherwise);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
