import type { Clock } from '@/kernel/clock';
import type { WorkerBeatsService } from '@/modules/orders/worker-beats/worker-beats.service';
import { spanText, type Finding, type Watch } from '@/modules/watchdogs/watch';

/** Without these nothing trades. Others are missed once they have been heard. */
const NEEDED = ['alarms', 'dispatcher', 'reconciler', 'protection'] as const;

/** What stands still while a worker is silent. */
const WORK: Readonly<Record<string, string>> = {
  alarms: 'no alarm is decided',
  dispatcher: 'no order is sent',
  reconciler: 'nobody asks the exchange what became of orders',
  protection: 'nobody sets or moves stops',
};

/** Workers that no instance runs any more, or that hang on every one. */
export class WorkerSilentWatch implements Watch {
  readonly name = 'worker-silent';
  readonly everyMs = 5_000;
  readonly confirmations = 2;
  readonly over = 'The worker beats again.';
  private readonly lastBeats = new Map<string, number>();

  constructor(
    private readonly beats: Pick<WorkerBeatsService, 'list'>,
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {
    const now = clock.now().getTime();
    for (const name of NEEDED) this.lastBeats.set(name, now);
  }

  async look(): Promise<readonly Finding[]> {
    for (const { name, beatAt } of await this.beats.list()) {
      const at = beatAt.getTime();
      if (at > (this.lastBeats.get(name) ?? 0)) this.lastBeats.set(name, at);
    }
    const now = this.clock.now().getTime();
    return [...this.lastBeats]
      .filter(([, at]) => now - at > this.limitMs)
      .map(([name, at]) => this.finding(name, now - at));
  }

  private finding(worker: string, ms: number): Finding {
    return {
      id: worker,
      notice: {
        severity: 'critical',
        subject: `The worker "${worker}" is silent for ${spanText(ms)}`,
        what: `On no instance has it finished a run since then: ${WORK[worker] ?? 'its work stands still'}.`,
        money: 'every account and open position of this installation',
        action:
          'Read GET /status-server/ and the log. Restart the instance: nothing that was accepted is lost.',
        runbook: this.name,
      },
    };
  }
}
