import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { Order } from '@/modules/orders/order';
import { LeaseLostError, RecordNotAllowedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Tx } from '@/platform/database/unit-of-work';
import type { Lease } from '@/platform/worker/lease';
import { HeldLane, holdingLane, LANE_LEASE_MS } from '@/modules/trading/held-lane';
import { InstanceName } from '@/platform/identity/instance-name';
import { inTime } from '@/modules/trading/manual/in-time';
import { inSendingOrder } from '@/modules/trading/sending/sending-order';
import type { Placed } from '@/modules/orders/decisions/trade-decision';
import type {
  DecidedPlacing,
  LaneGlance,
  Placing,
} from '@/modules/trading/sending/decided-placing';
import { OrderSender, type WriteSubmitted } from '@/modules/trading/sending/order-sender';
import { PairSender } from '@/modules/trading/sending/pair-sender';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { SendCheck } from '@/modules/trading/sending/send-check';

const BATCH = 20;
/** A decision whose facts are older looks at everything again before its order leaves. */
const FRESH_MS = 300;

/** Sends what was decided: one lane at a time, under its lease, in order of creation but for what protects. */
@Injectable()
export class OrderDispatcher {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private isStopping = false;

  constructor(
    private readonly orders: OrdersService,
    private readonly check: SendCheck,
    private readonly sender: OrderSender,
    private readonly pairs: PairSender,
    private readonly gate: StartGate,
    private readonly instance: InstanceName,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderDispatcher.name);
  }

  /** Sends what waits in a lane. A call for a lane that is being sent already makes it look once more. */
  sendLane(lane: string): Promise<void> {
    if (this.isStopping) return Promise.resolve();
    const current = this.busy.get(lane);
    if (current !== undefined) {
      this.again.add(lane);
      return current;
    }
    return this.begin(lane);
  }

  /** Looks, with what else is read for a decision, whether its first order could leave at once. */
  async glanceAt(lane: string, look: Tx<'orders'>): Promise<LaneGlance> {
    const beganMs = this.clock.monotonicMs();
    const tenure = this.orders.nextTenure(lane, this.instance.text, look);
    return { lane, beganMs, tenure: await tenure.catch(() => null) };
  }

  /**
   * Places a decision; where its lane was free and still is, with its first order written as sent. Resolves with the commit;
   * the orders leave afterwards.
   */
  place(placing: Placing, glance: LaneGlance | null): Promise<Placed> {
    const tenure = glance?.tenure ?? null;
    if (glance === null || tenure === null || !this.isFree(glance))
      return this.orders.place(placing.decision, placing.orders);
    return new Promise((settle) => {
      this.begin(glance.lane, { placing, tenure, settle }).catch((err: unknown) =>
        this.logger.error({ lane: glance.lane, err }, 'could not send at once; the timer does it'),
      );
    });
  }

  /** Like {@link sendLane} for a person, who is answered within seconds: an order that could not leave by then is as it is. */
  async sendInTime(lanes: ReadonlySet<string>): Promise<void> {
    const sending = Promise.all([...lanes].map((lane) => this.sendLane(lane)));
    await inTime(sending, (err) =>
      this.logger.error({ lanes: [...lanes], err }, 'could not send; the timer does it'),
    );
  }

  /** Begins no further order and resolves when those under way have their answer; for the shutdown. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled(this.busy.values());
  }

  private isFree({ lane, beganMs }: LaneGlance): boolean {
    const isFresh = this.clock.monotonicMs() - beganMs <= FRESH_MS;
    return isFresh && !this.isStopping && !this.busy.has(lane);
  }

  private begin(lane: string, decided?: DecidedPlacing): Promise<void> {
    const run = this.work(lane, decided).finally(() => this.busy.delete(lane));
    this.busy.set(lane, run);
    return run;
  }

  private async work(lane: string, decided?: DecidedPlacing): Promise<void> {
    if (decided !== undefined) {
      await this.sendDecided(decided);
      if (!this.again.has(lane)) return;
    }
    do {
      this.again.delete(lane);
      const { orders: lanes, clock } = this;
      const parts = { lanes, owner: this.instance.text, clock };
      const isMine = await holdingLane(lane, parts, (held) => this.sendHeld(lane, held));
      if (isMine !== true) return;
    } while (this.again.has(lane) && !this.isStopping);
  }

  /** False when the lane was lost on the way. */
  private async sendHeld(lane: string, held: HeldLane): Promise<boolean> {
    try {
      await this.sendAll(lane, held);
      return true;
    } catch (error) {
      this.leaveLost(lane, error);
      return false;
    }
  }

  private leaveLost(lane: string, error: unknown): void {
    if (!(error instanceof LeaseLostError)) throw error;
    this.logger.warn({ lane }, 'another instance took the lane over; what it holds is left to it');
  }

  private async sendAll(lane: string, held: HeldLane): Promise<void> {
    /** Left where they are for now; what stands behind them need not wait with them. */
    const putOff = new Set<string>();
    /** One entry was held back. The gate may open for the next one, which must not overtake it. */
    let entriesWait = false;
    let waiting = await this.waitingIn(lane, putOff);
    while (waiting.length > 0) {
      for (const order of inSendingOrder(waiting)) {
        if (this.isStopping || (await this.check.mustWait(order))) return;
        const isEntry = !order.reduceOnly;
        const mayLeave = !(isEntry && entriesWait) && (await this.gate.admits(order));
        if (!mayLeave && isEntry) entriesWait = true;
        if (!mayLeave || !(await this.send(order, held.lease))) putOff.add(order.id);
        if (!(await held.keep())) throw new LeaseLostError(lane);
        // What came meanwhile may be a stop, which does not wait for the rest of the batch.
        if (this.again.has(lane)) break;
      }
      waiting = await this.waitingIn(lane, putOff);
    }
  }

  /** False when the order can not leave yet. */
  private async send(order: Order, lease: Lease): Promise<boolean> {
    if (order.pairId === null) return this.sender.send(order, lease);
    await this.pairs.send(order, lease);
    return true;
  }

  /** Places a decision, with its first order written as sent where nothing speaks against it, and sends what it can. */
  private async sendDecided({ placing, tenure, settle }: DecidedPlacing): Promise<void> {
    const { decision, orders } = placing;
    const drafts = this.orders.drafts(decision, orders);
    const progress: { isPlaced: boolean; held: HeldLane | null } = { isPlaced: false, held: null };
    const write: WriteSubmitted = async (entry, options) => {
      const taking = { ...options, lease: tenure, leaseMs: LANE_LEASE_MS };
      const placed = await this.orders.placeAndRecord(decision, drafts, entry, taking);
      progress.isPlaced = true;
      // The order's request goes first: whoever decided has nothing more urgent to do.
      setImmediate(() => settle(placed));
      // It was decided before, and what came of that is sent by whoever did.
      if (!placed.isNew) throw new RecordNotAllowedError(entry.order.id);
      progress.held = new HeldLane(tenure, this.orders, this.clock);
      return placed.orders.find(({ id }) => id === entry.order.id) ?? entry.order;
    };
    try {
      await this.sendFirst(drafts, tenure, write);
      if (progress.held !== null) await this.sendHeld(tenure.name, progress.held);
    } catch (err) {
      if (progress.isPlaced) this.leaveLost(tenure.name, err);
      else this.logger.warn({ lane: tenure.name, err }, 'not sent at once; placed first');
    } finally {
      await progress.held?.letGo();
    }
    if (!progress.isPlaced) await this.placeFirst(placing, settle);
  }

  private async sendFirst(
    [first]: readonly Order[],
    tenure: Lease,
    write: WriteSubmitted,
  ): Promise<void> {
    if (first === undefined) return;
    if ((await this.check.mustWait(first)) || !(await this.gate.admits(first))) return;
    await this.sender.sendAtOnce(first, tenure, write);
  }

  /** How it ends is told to whoever decided it. */
  private async placeFirst(
    { decision, orders }: Placing,
    settle: DecidedPlacing['settle'],
  ): Promise<void> {
    const placing = this.orders.place(decision, orders);
    settle(placing);
    await placing.catch(() => undefined);
  }

  /** What waits in a lane, in order of creation. */
  private async waitingIn(lane: string, putOff: ReadonlySet<string>): Promise<readonly Order[]> {
    this.again.delete(lane);
    const all = await this.orders.toSend(lane, BATCH + putOff.size);
    return all.filter(({ id }) => !putOff.has(id));
  }
}
