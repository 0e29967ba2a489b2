import type { Clock } from '@/kernel/clock';
import type { AlarmsService } from '@/modules/alarms/alarms.service';
import { spanText, type Finding, type Watch } from '@/modules/watchdogs/watch';

/** Alarms that were taken in and that nobody decides. */
export class AlarmWaitWatch implements Watch {
  readonly name = 'alarms-wait';
  readonly confirmations = 2;
  readonly over = 'The waiting alarms are decided.';

  constructor(
    private readonly alarms: Pick<AlarmsService, 'backlog'>,
    private readonly clock: Clock,
    private readonly limitMs: number,
  ) {}

  async look(): Promise<readonly Finding[]> {
    const { waiting, oldestReceivedAt } = await this.alarms.backlog();
    if (oldestReceivedAt === null) return [];
    const ageMs = this.clock.now().getTime() - oldestReceivedAt.getTime();
    if (ageMs <= this.limitMs) return [];
    return [
      {
        id: 'oldest',
        notice: {
          severity: 'critical',
          subject: `Alarms wait for a decision for ${spanText(ageMs)}`,
          what: `${String(waiting)} accepted alarms are not decided; the oldest came at ${oldestReceivedAt.toISOString()}. Entries grow too old meanwhile, and closes come late.`,
          money: 'every strategy whose alarms wait: its positions are not closed by them',
          action:
            'Read GET /alarms/?status=received and GET /status-server/. Close by hand on the exchange what must not wait.',
          runbook: this.name,
        },
      },
    ];
  }
}
