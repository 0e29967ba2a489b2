import type { Clock } from '@/kernel/clock';
import { readInstrument } from '@/kernel/instrument';
import type { AlarmsService } from '@/modules/alarms/alarms.service';
import type { StrategiesService } from '@/modules/strategies/strategies.service';
import type { Strategy } from '@/modules/strategies/strategy';
import { spanText, type Finding, type Watch } from '@/modules/watchdogs/watch';

const MINUTE_MS = 60_000;
const MOST = 500;

/** Strategies that are on and hear nothing for longer than they said is normal. */
export class SignalExpectedWatch implements Watch {
  readonly name = 'signal-missing';
  readonly everyMs = 15_000;
  readonly over = 'A signal came, or none is expected any more.';
  /** The last arrival that is known; asked again only once it is too long ago. */
  private readonly heard = new Map<string, number>();

  constructor(
    private readonly strategies: Pick<StrategiesService, 'list'>,
    private readonly alarms: Pick<AlarmsService, 'list'>,
    private readonly clock: Clock,
  ) {}

  async look(): Promise<readonly Finding[]> {
    const { rows } = await this.strategies.list({ isOn: true }, MOST);
    const now = this.clock.now().getTime();
    const findings: Finding[] = [];
    for (const strategy of rows) {
      const withinMs = (strategy.expectSignalWithinMinutes ?? 0) * MINUTE_MS;
      if (withinMs === 0 || !isInForce(strategy, now)) continue;
      const from = await this.silentSince(strategy, now - withinMs);
      if (now - from > withinMs) findings.push(this.finding(strategy, now - from, from));
    }
    return findings;
  }

  /** When it was last heard of: a signal, or when it was set up as it is. */
  private async silentSince(strategy: Strategy, limit: number): Promise<number> {
    const begin = Math.max(strategy.updatedAt.getTime(), strategy.startAt?.getTime() ?? 0);
    const known = Math.max(this.heard.get(strategy.id) ?? 0, begin);
    if (known >= limit) return known;
    const instrument = readInstrument(strategy.instrument);
    const [last] = await this.alarms.list(
      {
        strategy: strategy.alarmName,
        from: new Date(limit),
        ...(instrument === null ? {} : { ticker: `${instrument.base}${instrument.quote}` }),
      },
      1,
      null,
    );
    if (last === undefined) return known;
    this.heard.set(strategy.id, last.receivedAt.getTime());
    return Math.max(known, last.receivedAt.getTime());
  }

  private finding(strategy: Strategy, silentMs: number, since: number): Finding {
    const minutes = String(strategy.expectSignalWithinMinutes);
    return {
      id: strategy.id,
      notice: {
        severity: 'warning',
        subject: `No signal for "${strategy.alarmName}" for ${spanText(silentMs)}`,
        what: `A signal is expected at least every ${minutes} minutes; nothing came since ${new Date(since).toISOString()}. The alert may have stopped or expired at TradingView, or it does not reach this service.`,
        money: `account ${strategy.account}: ${strategy.instrument}; an open position gets no close signal`,
        action:
          'Look whether the alert runs at TradingView, then for 401, 403 and 413 on /alarms/webhook in the log.',
        runbook: this.name,
      },
    };
  }
}

const isInForce = ({ startAt, endAt }: Strategy, now: number): boolean =>
  (startAt === null || startAt.getTime() <= now) && (endAt === null || now < endAt.getTime());
