import { readInstrument } from '@/kernel/instrument';
import type { Severity } from '@/modules/notifications/notification';
import type { StrategiesService } from '@/modules/strategies/strategies.service';
import type { Finding, Watch } from '@/modules/watchdogs/watch';
import type { HealthRegistry, HealthReport } from '@/platform/health/health.registry';

const MOST = 500;

/** A figure of a report; null when it has none. */
const figure = (report: HealthReport, name: string): number | null => {
  const value = report.detail[name];
  return typeof value === 'number' ? value : null;
};

/** Databases that do not answer, may not be written, or are slow. */
export class DatabaseWatch implements Watch {
  readonly name = 'database';
  readonly everyMs = 5_000;
  readonly confirmations = 2;
  readonly over = 'The database answers in time again.';

  constructor(
    private readonly health: Pick<HealthRegistry, 'report'>,
    private readonly limitMs: number,
  ) {}

  async look(): Promise<readonly Finding[]> {
    const reports = await this.health.report(['database']);
    return reports.flatMap((report) => {
      const latencyMs = figure(report, 'latencyMs');
      if (!report.healthy) return [this.finding(report.name, 'critical', reasonOf(report))];
      return latencyMs !== null && latencyMs > this.limitMs
        ? [this.finding(report.name, 'warning', `it answers after ${String(latencyMs)} ms`)]
        : [];
    });
  }

  private finding(name: string, severity: Severity, reason: string): Finding {
    return {
      id: name,
      notice: {
        severity,
        subject: `The database "${name}" is in trouble`,
        what: `Looked at twice: ${reason}. Orders wait for it; alarms are answered with 503 while they cannot be stored, and TradingView sends those again for about 15 seconds only.`,
        money:
          'every account: entries and closes come late or not at all; stops on the exchange stay',
        action:
          'Look at the database server: does it run, is a disk full, does a transaction hang?',
        runbook: this.name,
      },
    };
  }
}

/** Venues of strategies that are on: out of reach, or with another time than ours. */
export class VenueWatch implements Watch {
  readonly name = 'venue';
  readonly everyMs = 15_000;
  readonly confirmations = 2;
  readonly over = 'The exchange answers, and the clocks agree.';

  constructor(
    private readonly strategies: Pick<StrategiesService, 'list'>,
    private readonly health: Pick<HealthRegistry, 'report'>,
    private readonly offsetLimitMs: number,
    private readonly mode: 'paper' | 'live',
  ) {}

  async look(): Promise<readonly Finding[]> {
    const { rows } = await this.strategies.list({ isOn: true }, MOST);
    const markets = new Set<string>(
      rows.flatMap(({ instrument }) => readInstrument(instrument)?.market ?? []),
    );
    if (markets.size === 0) return [];
    const reports = await this.health.report(['venue'], [...markets]);
    return reports.flatMap((report) => {
      if (!report.healthy) return [this.unreachable(report)];
      const offset = figure(report, 'clockOffsetMs');
      return offset !== null && Math.abs(offset) > this.offsetLimitMs
        ? [this.clock(report.name, offset)]
        : [];
    });
  }

  private unreachable(report: HealthReport): Finding {
    const isLive = this.mode === 'live';
    return {
      id: `unreachable:${report.name}`,
      notice: {
        severity: isLive ? 'critical' : 'warning',
        subject: `The exchange ${report.name} cannot be reached`,
        what: `Two looks failed: ${reasonOf(report)}. Alarms are taken in and decided; entries that grow too old meanwhile are not sent.`,
        money: isLive
          ? `every position on ${report.name}: it cannot be closed from here; stops that rest there work`
          : 'paper only: prices come from the alarms meanwhile',
        action: isLive
          ? 'Look whether the exchange is down for others. If not: this machine’s network, DNS, firewall. Close by hand in its app if you must.'
          : 'Nothing at night. By day: this machine’s network, DNS, firewall.',
        runbook: 'venue-unreachable',
      },
    };
  }

  private clock(name: string, offsetMs: number): Finding {
    const direction = offsetMs > 0 ? 'ahead of' : 'behind';
    return {
      id: `clock:${name}`,
      notice: {
        severity: 'warning',
        subject: `Our clock is ${String(Math.abs(offsetMs))} ms ${direction} ${name}`,
        what: 'Alarms look older or younger than they are, so entries may be skipped as stale or taken too late; the exchange may refuse requests.',
        money: `every account on ${name}`,
        action: 'Set the clock of the database’s machine: timedatectl, chronyc tracking.',
        runbook: 'clock-offset',
      },
    };
  }
}

function reasonOf({ detail }: HealthReport): string {
  if (detail['isReadOnly'] === true) return 'it may not be written';
  if (detail['isFull'] === true) return 'it has no room left for what is to be written';
  const reason = detail['reason'] ?? detail['detail'];
  return typeof reason === 'string' ? reason : 'it does not do its work';
}
