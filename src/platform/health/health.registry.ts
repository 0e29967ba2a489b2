import { Injectable } from '@nestjs/common';

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

/** How long an answer waits for one check, in milliseconds. */
const WAIT_MS: Readonly<Record<HealthKind, number>> = {
  database: 2_000,
  worker: 2_000,
  venue: 1_500,
  stream: 1_500,
};

/**
 * Asks the registered checks. A check that hangs is reported as unhealthy after its time and is not started a
 * second time beside itself, so probes cannot pile up on a database that is already in trouble.
 */
@Injectable()
export class HealthRegistry {
  /** Each with its look that is under way. */
  private readonly checks = new Map<HealthCheck, Promise<HealthReport> | null>();

  /** Throws when the name is taken within its kind: two checks under one name would hide one another. */
  register(check: HealthCheck): void {
    for (const known of this.checks.keys()) {
      if (known.kind === check.kind && known.name === check.name) {
        throw new Error(`two health checks for ${check.kind} '${check.name}'`);
      }
    }
    this.checks.set(check, null);
  }

  /** One report per registered check of these kinds, or of those with these names, in order of name. Never throws. */
  async report(
    kinds: readonly HealthKind[],
    names?: readonly string[],
  ): Promise<readonly HealthReport[]> {
    const asked = [...this.checks.keys()].filter(
      ({ kind, name }) => kinds.includes(kind) && names?.includes(name) !== false,
    );
    const reports = await Promise.all(asked.map((check) => this.ask(check)));
    return reports.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private ask(check: HealthCheck): Promise<HealthReport> {
    const waitMs = WAIT_MS[check.kind];
    const running = this.checks.get(check) ?? this.start(check);
    const late: HealthReport = unhealthy(check, `no answer within ${String(waitMs)} ms`);
    return within(running, waitMs, late);
  }

  private start(check: HealthCheck): Promise<HealthReport> {
    const running = reportOf(check).finally(() => this.checks.set(check, null));
    this.checks.set(check, running);
    return running;
  }
}

async function reportOf(check: HealthCheck): Promise<HealthReport> {
  try {
    return await check.check();
  } catch (error) {
    return unhealthy(check, reasonOf(error));
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
