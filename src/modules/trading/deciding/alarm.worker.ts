import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { AlarmId } from '@/kernel/ids';
import { messageOf } from '@/kernel/thrown';
import type { ArrivingAlarm } from '@/modules/alarms/alarm-arrivals';
import { AlarmsService, type WaitingAlarm } from '@/modules/alarms/alarms.service';
import { crashPoint } from '@/platform/crash/crash-point';
import { HttpSettings } from '@/platform/settings/http.settings';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import type { Lease } from '@/platform/worker/lease';
import { AlarmHandler, type BegunAlarm } from '@/modules/trading/deciding/alarm-handler';
import { LaneMemory } from '@/modules/trading/deciding/lane-memory';
import { holdingLane, type HeldLane } from '@/modules/trading/held-lane';
import { InstanceName } from '@/platform/identity/instance-name';
import { WorkerBeats } from '@/modules/trading/worker-beats';

const POLL_MS = 250;
/** How long a shutdown waits for the alarms under way. */
const STOP_MS = 4_000;
const LANES_AT_ONCE = 8;
const ALARMS_A_PASS = 50;
/** After this many failures an alarm is parked for a person. */
const MAX_ATTEMPTS = 5;

/** Takes lanes with waiting alarms and has each alarm decided, in order of arrival within its lane. */
@Injectable()
export class AlarmWorker extends BackgroundWorker {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly ours = new LaneMemory();
  private isStopping = false;

  constructor(
    private readonly alarms: AlarmsService,
    private readonly handler: AlarmHandler,
    private readonly instance: InstanceName,
    beats: WorkerBeats,
    private readonly clock: Clock,
    http: HttpSettings,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: POLL_MS,
      maxBackOffMs: 5_000,
      stopMs: STOP_MS,
      failure: 'could not look for waiting alarms',
      onBeat: () => beats.beat('alarms'),
    });
  }

  override onApplicationBootstrap(): void {
    if (!this.works) return;
    this.alarms.onArrival((lane, arriving) => this.startLane(lane, arriving));
    super.onApplicationBootstrap();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    const polled = super.beforeApplicationShutdown();
    await this.endsInTime(polled.then(() => Promise.all(this.busy.values())));
  }

  /** Starts a pass for each waiting lane that is not being worked on; lanes do not wait for each other. */
  protected override async run(): Promise<boolean> {
    const lanes = await this.alarms.waitingLanes(this.clock.now(), LANES_AT_ONCE * 2);
    for (const lane of lanes) this.startLane(lane);
    return false;
  }

  private startLane(lane: string, arriving?: ArrivingAlarm): void {
    if (this.isStopping || this.busy.has(lane) || this.busy.size >= LANES_AT_ONCE) return;
    this.busy.set(lane, this.passOver(lane, arriving));
  }

  private async passOver(lane: string, arriving?: ArrivingAlarm): Promise<void> {
    let finished = 0;
    try {
      finished = await this.workLane(lane, arriving);
    } catch (err) {
      this.logger.error({ lane, err }, 'a lane could not be worked on; trying again');
    }
    this.busy.delete(lane);
    // Something may have arrived while the lane was busy, or another lane may have waited for a place. A lane whose
    // alarms all have to wait is left to the timer: it would only be looked through again and again.
    if (finished > 0 && !this.isStopping) this.wake();
  }

  /** How many alarms were finished. */
  private async workLane(lane: string, arriving?: ArrivingAlarm): Promise<number> {
    const parts = { lanes: this.alarms, owner: this.instance.text, clock: this.clock };
    const early = this.approach(arriving);
    // Read ahead of the lane itself where it will show whether somebody else decided in it meanwhile.
    const isAhead = this.ours.has(lane);
    if (isAhead) early?.gather();
    const finished = await holdingLane(lane, parts, async (held) => {
      const holds = !isAhead || this.ours.isUnbroken(lane, held.lease);
      this.ours.remember(lane, held.lease);
      const begun = holds ? early : this.approach(arriving);
      // Nobody else decides in this lane from here on: what is read now holds, if no earlier alarm waits.
      begun?.gather();
      await arriving?.storing.catch(() => undefined);
      return this.decideAll(lane, held, begun);
    });
    return finished ?? 0;
  }

  private approach(arriving: ArrivingAlarm | undefined): BegunAlarm | null {
    return arriving === undefined ? null : this.handler.approach(arriving.alarm);
  }

  /** An alarm that must wait (its side has an order in flight) holds back the later ones of the same side only. */
  private async decideAll(
    lane: string,
    held: HeldLane,
    arrived: BegunAlarm | null,
  ): Promise<number> {
    let total = 0;
    let begun = arrived;
    for (;;) {
      const waiting = await this.alarms.waitingIn(lane, ALARMS_A_PASS);
      const heldBack = new Set<string>();
      const ended = await this.endUnmatched(waiting, held.lease);
      let finished = ended.size;
      for (const alarm of waiting) {
        if (this.isStopping) return total + finished;
        if (ended.has(alarm.id)) continue;
        if (await this.decideOne(alarm, held.lease, heldBack, begun)) finished += 1;
        begun = null;
        if (!(await held.keep())) return total + finished;
      }
      if (finished === 0) return total;
      total += finished;
    }
  }

  /**
   * Alarms that no strategy listens to hold up nothing and nobody: where several wait, these end together. Returns
   * the ids of those that ended.
   */
  private async endUnmatched(
    waiting: readonly WaitingAlarm[],
    lease: Lease,
  ): Promise<ReadonlySet<AlarmId>> {
    const ended = new Set<AlarmId>();
    if (waiting.length < 2) return ended;
    const at = this.clock.now();
    const due = waiting.filter((alarm) => alarm.dueAt <= at);
    for (const { ids, reason, detail } of await this.handler.unmatched(due)) {
      crashPoint('after-alarm-claim');
      const end = { status: 'decided', reason, detail, at } as const;
      if (!(await this.alarms.finishAll(ids, lease, end))) return ended;
      crashPoint('after-alarm-decided');
      for (const id of ids) ended.add(id);
    }
    return ended;
  }

  private async decideOne(
    alarm: WaitingAlarm,
    lease: Lease,
    heldBack: Set<string>,
    begun: BegunAlarm | null,
  ): Promise<boolean> {
    const sides = sidesOf(alarm);
    const isHeldBack = sides.some((side) => heldBack.has(side));
    if (isHeldBack || this.clock.isUnsure || alarm.dueAt > this.clock.now()) {
      for (const side of sides) heldBack.add(side);
      return false;
    }
    crashPoint('after-alarm-claim');
    try {
      const end = await this.handler.handle(alarm, begun);
      if (end.kind === 'defer') {
        for (const side of sides) heldBack.add(side);
        await this.alarms.defer(alarm.id, lease, end.until);
        return false;
      }
      const at = this.clock.now();
      const isOurs = await this.alarms.finish(alarm.id, lease, {
        status: 'decided',
        reason: end.reason,
        detail: end.detail,
        at,
      });
      crashPoint('after-alarm-decided');
      if (!isOurs)
        this.logger.warn(
          { alarmId: alarm.id },
          'the lane was taken over; the other owner finishes the alarm',
        );
      return isOurs;
    } catch (error) {
      for (const side of sides) heldBack.add(side);
      return this.fail(alarm, lease, error);
    }
  }

  /** A failure is tried again later; one that keeps failing is parked, visibly, and the lane goes on. */
  private async fail(alarm: WaitingAlarm, lease: Lease, error: unknown): Promise<boolean> {
    const message = messageOf(error);
    const at = this.clock.now();
    const attempts = await this.alarms.recordFailure(
      alarm.id,
      lease,
      message,
      new Date(at.getTime() + 1_000 * 2 ** alarm.attempts),
    );
    this.logger.error({ alarmId: alarm.id, attempts, err: error }, 'an alarm could not be decided');
    if (attempts < MAX_ATTEMPTS) return false;
    const detail = `gave up after ${String(attempts)} attempts: ${message}`;
    return this.alarms.finish(alarm.id, lease, { status: 'parked', reason: 'parked', detail, at });
  }
}

const sidesOf = (alarm: WaitingAlarm): readonly string[] =>
  (alarm.reading.signal?.steps ?? []).map((step) => `${alarm.reading.strategy ?? ''}|${step.side}`);
