import { Injectable } from '@nestjs/common';
import { isIdText, type AlarmId } from '@/kernel/ids';
import type { IndicatorMark } from '@/kernel/signal';
import { valueOf } from '@/platform/database/statement';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import type { Lease } from '@/platform/worker/lease';
import type {
  Alarm,
  AlarmEnd,
  AlarmFilter,
  AlarmPlace,
  IndicatorQuery,
  ListedAlarm,
  WaitingAlarm,
} from './alarm';
import { AlarmArrivals, type ArrivalListener } from './alarm-arrivals';
import { AlarmNotFoundError } from './alarms.errors';
import { AlarmListRepository } from './alarm-list.repository';
import { AlarmsRepository } from './alarms.repository';
import { LaneLeases } from './lane-leases.repository';

export type { WaitingAlarm } from './alarm';

/** The inbox for those who decide: which alarms wait, who works on a lane, and what became of them. */
@Injectable()
export class AlarmsService {
  constructor(
    private readonly alarms: AlarmsRepository,
    private readonly lists: AlarmListRepository,
    private readonly leases: LaneLeases,
    private readonly arrivals: AlarmArrivals,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Called before and after each commit of a new alarm. Only latency: the poll finds them as well. */
  onArrival(listener: ArrivalListener): void {
    this.arrivals.listen(listener);
  }

  /** Lanes with alarms that are due, the one that waits longest first. */
  waitingLanes(now: Date, limit: number): Promise<readonly string[]> {
    return this.alarms.waitingLanes(now, limit);
  }

  /** The right to decide a lane's alarms; null when somebody else has it. */
  takeLane(lane: string, owner: string, leaseMs: number): Promise<Lease | null> {
    return this.leases.take(leaseName(lane), owner, leaseMs);
  }

  renewLane(lease: Lease, leaseMs: number): Promise<Lease | null> {
    return this.leases.renew(lease, leaseMs);
  }

  releaseLane(lease: Lease): Promise<void> {
    return this.leases.release(lease);
  }

  /** All waiting alarms of a lane in order of arrival, due or not. */
  waitingIn(lane: string, limit: number): Promise<readonly WaitingAlarm[]> {
    return this.alarms.waitingIn(lane, limit);
  }

  /** Ends an alarm's wait. False when the lease was lost or the alarm does not wait any more: nothing changed. */
  async finish(alarmId: AlarmId, lease: Lease, end: AlarmEnd): Promise<boolean> {
    return (await this.underLease(lease, (tx) => this.alarms.end(alarmId, end, tx))) ?? false;
  }

  /** Ends the wait of several alarms in the same way. False when the lease was lost: nothing changed. */
  async finishAll(ids: readonly AlarmId[], lease: Lease, end: AlarmEnd): Promise<boolean> {
    const isDone = await this.underLease(lease, async (tx) => {
      await this.alarms.endAll(ids, end, tx);
      return true;
    });
    return isDone ?? false;
  }

  /** Puts an alarm off. False when the lease was lost. */
  async defer(alarmId: AlarmId, lease: Lease, until: Date): Promise<boolean> {
    return (await this.underLease(lease, (tx) => this.alarms.defer(alarmId, until, tx))) ?? false;
  }

  /** Counts a failed attempt; returns the attempts so far, unchanged when the lease was lost. */
  async recordFailure(
    alarmId: AlarmId,
    lease: Lease,
    message: string,
    retryAt: Date,
  ): Promise<number> {
    const attempts = await this.underLease(lease, (tx) =>
      this.alarms.countFailure(alarmId, message, retryAt, tx),
    );
    return attempts ?? (await this.get(alarmId)).attempts;
  }

  /** The newest indicator signal of a kind; null when there never was one. */
  latestIndicator(query: IndicatorQuery): Promise<IndicatorMark | null> {
    return this.alarms.latestIndicator(query);
  }

  /** @throws AlarmNotFoundError */
  async get(id: AlarmId): Promise<Alarm> {
    const alarm = isIdText(id) ? await this.alarms.find(id) : null;
    if (alarm === null) throw new AlarmNotFoundError(id);
    return alarm;
  }

  /** Alarms that match, newest first, going on after `place`. */
  list(
    filter: AlarmFilter,
    limit: number,
    place: AlarmPlace | null,
  ): Promise<readonly ListedAlarm[]> {
    return this.lists.list(filter, limit, place);
  }

  count(filter: AlarmFilter): Promise<number> {
    return this.lists.count(filter);
  }

  backlog(): Promise<{ waiting: number; oldestReceivedAt: Date | null }> {
    return this.alarms.backlog();
  }

  /** Runs a write while the lease's row is locked; null when the lease was lost. */
  private async underLease<T>(
    lease: Lease,
    write: (tx: Tx<'alarms'>) => Promise<T>,
  ): Promise<T | null> {
    try {
      return await this.unitOfWork.run('alarms', async (tx) => {
        // Both at once: the connection runs them in this order, and what must not be is rolled back.
        const [isHeld, written] = await Promise.allSettled([
          this.leases.holds(lease, tx),
          write(tx),
        ]);
        if (!valueOf(isHeld)) throw new LeaseLost();
        return valueOf(written);
      });
    } catch (error) {
      if (error instanceof LeaseLost) return null;
      throw error;
    }
  }
}

/** Takes a transaction back. */
class LeaseLost extends Error {}

const leaseName = (lane: string): string => `lane:${lane}`;
