import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { Order } from '@/modules/orders/order';
import { LeaseLostError, RecordNotAllowedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Lease } from '@/platform/worker/lease';
import { holdingLane, type HeldLane } from '@/modules/trading/held-lane';
import { InstanceName } from '@/platform/identity/instance-name';
import { inTime } from '@/modules/trading/manual/in-time';
import { inSendingOrder } from '@/modules/trading/sending/sending-order';
import { LaneTurn, type GivenPlacing } from '@/modules/trading/sending/lane-turn';
import { OrderSender, type WriteSubmitted } from '@/modules/trading/sending/order-sender';
import { PairSender } from '@/modules/trading/sending/pair-sender';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { SendCheck } from '@/modules/trading/sending/send-check';

const BATCH = 20;
/** What a lane is held for while something is being decided. A stop may be waiting. */
const TURN_MS = 200;

/** A turn of somebody who decides, and what was seen to wait in its lane. */
interface Decided {
  readonly turn: LaneTurn;
  readonly seen: Promise<readonly Order[]>;
}

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

  /** Takes a lane for what is being decided. Where it can not be had the turn places alone. */
  turnIn(lane: string): LaneTurn {
    const turn = new LaneTurn(({ decision, orders }) => this.orders.place(decision, orders));
    if (this.isStopping || this.busy.has(lane)) turn.close();
    else
      this.begin(lane, turn).catch((err: unknown) =>
        this.logger.error({ lane, err }, 'could not send at once; the timer does it'),
      );
    return turn;
  }

  /** The same for a person, who is answered within seconds: an order that could not leave by then is as it is. */
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

  private begin(lane: string, turn?: LaneTurn): Promise<void> {
    const run = this.drain(lane, turn).finally(() => {
      turn?.close();
      this.busy.delete(lane);
    });
    this.busy.set(lane, run);
    return run;
  }

  private async drain(lane: string, turn?: LaneTurn): Promise<void> {
    let decided = turn === undefined ? null : { turn, seen: this.glance(lane) };
    do {
      this.again.delete(lane);
      const { orders: lanes, clock } = this;
      const parts = { lanes, owner: this.instance.text, clock };
      const first = decided;
      decided = null;
      const isMine = await holdingLane(lane, parts, (held) => this.sendHeld(lane, held, first));
      if (isMine !== true) return;
    } while (this.again.has(lane) && !this.isStopping);
  }

  /** False when the lane was lost on the way. */
  private async sendHeld(lane: string, held: HeldLane, decided: Decided | null): Promise<boolean> {
    try {
      await this.sendAll(lane, held, decided);
      return true;
    } catch (error) {
      if (!(error instanceof LeaseLostError)) throw error;
      this.logger.warn(
        { lane },
        'another instance took the lane over; what it holds is left to it',
      );
      return false;
    }
  }

  private async sendAll(lane: string, held: HeldLane, decided: Decided | null): Promise<void> {
    /** Left where they are for now; what stands behind them need not wait with them. */
    const putOff = new Set<string>();
    /** One entry was held back. The gate may open for the next one, which must not overtake it. */
    let entriesWait = false;
    if (decided !== null && (await decided.seen).length === 0) {
      const isPlaced = await this.sendDecided(decided.turn, held);
      if (!isPlaced && !this.again.has(lane)) return;
    } else decided?.turn.close();
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

  /**
   * Places what a turn is used for, with its first order written as sent where that can leave at once. False when nothing
   * was placed.
   */
  private async sendDecided(turn: LaneTurn, held: HeldLane): Promise<boolean> {
    const given = await turn.given(TURN_MS);
    if (given === null) return false;
    const { decision, orders } = given.placing;
    const drafts = this.orders.drafts(decision, orders);
    const progress = { isPlaced: false };
    const write: WriteSubmitted = async (entry, options) => {
      const placed = await this.orders.placeAndRecord(decision, drafts, entry, options);
      progress.isPlaced = true;
      given.settle(placed);
      // It was decided before, and what came of that is sent by whoever did.
      if (!placed.isNew) throw new RecordNotAllowedError(entry.order.id);
      return placed.orders.find(({ id }) => id === entry.order.id) ?? entry.order;
    };
    try {
      await this.sendFirst(drafts, held, write);
    } catch (err) {
      if (progress.isPlaced) throw err;
      this.logger.warn({ lane: held.lease.name, err }, 'not sent at once; placed first');
    }
    if (!progress.isPlaced) await placedAlone(given, this.orders);
    return true;
  }

  private async sendFirst(
    [first]: readonly Order[],
    held: HeldLane,
    write: WriteSubmitted,
  ): Promise<void> {
    if (first === undefined || this.isStopping) return;
    if ((await this.check.mustWait(first)) || !(await this.gate.admits(first))) return;
    await this.sender.sendAtOnce(first, held.lease, write);
  }

  /**
   * What waits in a lane, read while it is being taken for a decision. Decisions of a lane are made one after the other, so
   * what is not there yet may leave after this one.
   */
  private glance(lane: string): Promise<readonly Order[]> {
    const seen = this.orders.toSend(lane, 1);
    // Whoever needs it hears of a failure.
    seen.catch(() => undefined);
    return seen;
  }

  /** What waits in a lane, in order of creation. */
  private async waitingIn(lane: string, putOff: ReadonlySet<string>): Promise<readonly Order[]> {
    this.again.delete(lane);
    const all = await this.orders.toSend(lane, BATCH + putOff.size);
    return all.filter(({ id }) => !putOff.has(id));
  }
}

/** How it ends is told to whoever decided it. */
async function placedAlone(
  { placing, settle }: GivenPlacing,
  orders: OrdersService,
): Promise<void> {
  const placed = orders.place(placing.decision, placing.orders);
  settle(placed);
  await placed.catch(() => undefined);
}
