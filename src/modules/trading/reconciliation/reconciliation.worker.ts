import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { HealthRegistry, type HealthReport } from '@/platform/health/health.registry';
import { HttpSettings } from '@/platform/settings/http.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { DriftsRepository } from '@/modules/trading/reconciliation/drifts.repository';
import {
  scopeKey,
  SUCCEEDED,
  type Reconciliation,
  type ReconciliationScope,
} from '@/modules/trading/reconciliation/reconciliation';
import { ReconciliationRun } from '@/modules/trading/reconciliation/reconciliation-run';
import { ReconciliationScopes } from '@/modules/trading/reconciliation/reconciliation-scopes';
import { Reconciliations } from '@/modules/trading/reconciliation/reconciliations';
import { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { WorkerBeats } from '@/modules/trading/worker-beats';

const NAME = 'reconciliation';
const POLL_MS = 1_000;
/** How long the list of accounts in use is believed. */
const SCOPES_MS = 10_000;
/** First and longest pause after a comparison that could not be made. */
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;
/** Comparisons by the timer that found nothing are kept this long. */
const KEPT_MS = 86_400_000;
const FORGET_EVERY_MS = 600_000;
const SILENT_MS = 30_000;

interface Course {
  dueMs: number;
  failures: number;
}

/** When which account is compared: at the start, every so often, and when somebody asks. */
@Injectable()
export class ReconciliationWorker extends BackgroundWorker implements OnModuleInit {
  private readonly courses = new Map<string, Course>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private known: { readonly scopes: readonly ReconciliationScope[]; readonly atMs: number } | null =
    null;
  private forgotAtMs: number;

  constructor(
    private readonly maker: ReconciliationRun,
    private readonly asked: Reconciliations,
    private readonly rows: ReconciliationsRepository,
    private readonly drifts: DriftsRepository,
    private readonly scopes: ReconciliationScopes,
    private readonly gate: StartGate,
    beats: WorkerBeats,
    private readonly beatsKept: WorkerBeatsService,
    private readonly health: HealthRegistry,
    private readonly settings: TradingSettings,
    http: HttpSettings,
    private readonly clock: Clock,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: POLL_MS,
      maxBackOffMs: 5_000,
      failure: 'a worker run failed',
      about: { worker: NAME },
      onBeat: () => beats.beat(NAME),
    });
    this.forgotAtMs = clock.monotonicMs();
  }

  onModuleInit(): void {
    this.health.register({ name: NAME, kind: 'worker', check: () => this.check() });
  }

  override onApplicationBootstrap(): void {
    if (!this.works) return;
    this.asked.onAsked(() => this.wake());
    this.gate.onWanted(() => this.wake());
    super.onApplicationBootstrap();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    const polled = super.beforeApplicationShutdown();
    await this.endsInTime(polled.then(() => Promise.all(this.running.values())));
  }

  /** Begins what is due, each account and venue by itself: one that does not answer holds up no other. */
  protected override async run(): Promise<boolean> {
    for (const row of await this.rows.waiting()) this.start(row, row);
    for (const scope of await this.inUse()) {
      const course = this.courseOf(scope);
      if (this.clock.monotonicMs() < course.dueMs) continue;
      if (this.gate.isOpen(scope) && (await this.wasMadeByOthers(scope, course))) continue;
      const isFirst = !this.gate.isOpen(scope) || course.dueMs === 0;
      this.start(scope, this.asked.newRow(scope, isFirst ? 'start' : 'timer'));
    }
    await this.forgetOld();
    return false;
  }

  private start(scope: ReconciliationScope, row: Reconciliation): void {
    const key = scopeKey(scope);
    if (this.running.has(key) || this.stopping.signal.aborted) return;
    const isStored = row === scope;
    const run = this.maker
      .make(row, isStored, this.stopping.signal)
      .then((ended) => this.plan(scope, ended === null ? 'elsewhere' : ended.outcome))
      .catch((err: unknown) => {
        this.plan(scope, 'failed');
        this.logger.error({ ...scopeOf(scope), err }, 'a comparison could not be made');
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, run);
  }

  /** `elsewhere`: another instance is at it and will be done in a moment. */
  private plan(scope: ReconciliationScope, outcome: Reconciliation['outcome'] | 'elsewhere'): void {
    const course = this.courseOf(scope);
    const nowMs = this.clock.monotonicMs();
    if (outcome !== null && outcome !== 'elsewhere' && SUCCEEDED.includes(outcome)) {
      course.failures = 0;
      course.dueMs = nowMs + this.everyMs();
      return;
    }
    if (outcome !== 'elsewhere') course.failures += 1;
    const wait = Math.min(RETRY_MS * 2 ** Math.max(course.failures - 1, 0), LONGEST_RETRY_MS);
    course.dueMs = nowMs + Math.min(wait, this.everyMs());
  }

  /** Another instance compared a moment ago. */
  private async wasMadeByOthers(scope: ReconciliationScope, course: Course): Promise<boolean> {
    if (course.dueMs === 0) return false;
    const madeAt = (await this.rows.lastSuccess(scope, false))?.startedAt ?? null;
    if (madeAt === null) return false;
    const restMs = this.everyMs() - (this.clock.now().getTime() - madeAt.getTime());
    if (restMs <= this.everyMs() / 10) return false;
    course.dueMs = this.clock.monotonicMs() + restMs;
    return true;
  }

  private async inUse(): Promise<readonly ReconciliationScope[]> {
    const nowMs = this.clock.monotonicMs();
    if (this.known === null || nowMs - this.known.atMs >= SCOPES_MS)
      this.known = { scopes: await this.scopes.inUse(), atMs: nowMs };
    const all = [...this.known.scopes, ...this.gate.waitingFor()];
    return [...new Map(all.map((scope) => [scopeKey(scope), scope])).values()];
  }

  private courseOf(scope: ReconciliationScope): Course {
    const key = scopeKey(scope);
    const course = this.courses.get(key) ?? { dueMs: 0, failures: 0 };
    this.courses.set(key, course);
    return course;
  }

  private everyMs(): number {
    return this.settings.RECONCILE_EVERY * 1_000;
  }

  private async forgetOld(): Promise<void> {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.forgotAtMs < FORGET_EVERY_MS) return;
    this.forgotAtMs = nowMs;
    await this.rows.forget(new Date(this.clock.now().getTime() - KEPT_MS));
  }

  private async check(): Promise<HealthReport> {
    const [beats, openDrifts] = await Promise.all([
      this.beatsKept.list(),
      this.drifts.count('open', null),
    ]);
    const times = beats.filter(({ name }) => name === NAME).map(({ beatAt }) => beatAt.getTime());
    const lastMs = times.length === 0 ? null : Math.max(...times);
    return {
      name: NAME,
      kind: 'worker',
      healthy: lastMs !== null && this.clock.now().getTime() - lastMs < SILENT_MS,
      detail: {
        lastBeatAt: lastMs === null ? null : new Date(lastMs).toISOString(),
        openDrifts,
        waitingForFirst: this.gate.waitingFor().map(scopeKey),
      },
    };
  }
}

const scopeOf = ({ account, venue }: ReconciliationScope): ReconciliationScope => ({
  account,
  venue,
});
