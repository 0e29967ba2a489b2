import type { Clock } from '@/kernel/clock';
import type { Alarm, ReadAlarm } from '@/modules/alarms/alarm';
import type { Strategy } from '@/modules/strategies/strategy';

/** What was read longer ago is read again: somebody may have switched something meanwhile. */
const FRESH_MS = 250;

/** The strategies that listen to an alarm's name, and those of them that mean its instrument. */
export interface Matching {
  readonly named: readonly Strategy[];
  readonly matching: readonly Strategy[];
}

/** What is read for an alarm ahead of its turn, so that the turn need not wait for it. Reads only. */
export class AlarmApproach<Facts> {
  readonly strategies: Promise<Matching>;
  private readonly beganMs: number;
  private gathering: Promise<Facts> | null = null;

  constructor(
    private readonly alarm: ReadAlarm,
    read: () => Promise<Matching>,
    private readonly gatherAll: (strategies: Matching) => Promise<Facts>,
    private readonly clock: Clock,
  ) {
    this.beganMs = clock.monotonicMs();
    this.strategies = read();
    // Whoever needs it hears of a failure.
    this.strategies.catch(() => undefined);
  }

  /** False for another alarm, and for this one once too much time has passed. */
  isFreshFor({ id }: Alarm): boolean {
    return id === this.alarm.id && this.clock.monotonicMs() - this.beganMs <= FRESH_MS;
  }

  /** Begins to read the facts, once it will show whether somebody decides an earlier alarm of the lane meanwhile. */
  gather(): void {
    this.facts().catch(() => undefined);
  }

  /** The facts of each strategy, read once. */
  facts(): Promise<Facts> {
    this.gathering ??= this.strategies.then(this.gatherAll);
    return this.gathering;
  }
}
