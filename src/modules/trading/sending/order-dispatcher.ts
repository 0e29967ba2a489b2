import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { Order } from '@/modules/orders/order';
import { LeaseLostError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import type { Lease } from '@/platform/worker/lease';
import { holdingLane, type HeldLane } from '@/modules/trading/held-lane';
import { InstanceName } from '@/platform/identity/instance-name';
import { inTime } from '@/modules/trading/manual/in-time';
import { inSendingOrder } from '@/modules/trading/sending/sending-order';
import { OrderSender } from '@/modules/trading/sending/order-sender';
import { PairSender } from '@/modules/trading/sending/pair-sender';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { SendCheck } from '@/modules/trading/sending/send-check';

const BATCH = 20;

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

  /**
   * Sends what waits in a lane. A call for a lane that is being sent already makes it look once more. With `placing`,
   * orders of the lane that are being written and none when that fails, the lane is taken meanwhile and they are sent once they are committed.
   */
  sendLane(lane: string, placing?: Promise<readonly Order[]>): Promise<void> {
    if (this.isStopping) return Promise.resolve();
    const current = this.busy.get(lane);
    if (current !== undefined) {
      if (placing !== undefined) {
        const look = (): Promise<void> => this.sendLane(lane);
        return placing.then(look);
      }
      this.again.add(lane);
      return current;
    }
    const run = this.drain(lane, placing).finally(() => this.busy.delete(lane));
    this.busy.set(lane, run);
    return run;
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

  private async drain(lane: string, placing?: Promise<readonly Order[]>): Promise<void> {
    let placed = placing;
    do {
      this.again.delete(lane);
      const { orders: lanes, clock } = this;
      const parts = { lanes, owner: this.instance.text, clock };
      const sending = placed;
      const isMine = await holdingLane(lane, parts, (held) => this.sendHeld(lane, held, sending));
      if (isMine === null) await placed;
      if (isMine !== true) return;
      placed = undefined;
    } while (this.again.has(lane) && !this.isStopping);
  }

  /** False when the lane was lost on the way. */
  private async sendHeld(
    lane: string,
    held: HeldLane,
    placed?: Promise<readonly Order[]>,
  ): Promise<boolean> {
    try {
      await this.sendAll(lane, held, placed);
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

  private async sendAll(
    lane: string,
    held: HeldLane,
    placed?: Promise<readonly Order[]>,
  ): Promise<void> {
    /** Left where they are for now; what stands behind them need not wait with them. */
    const putOff = new Set<string>();
    /** One entry was held back. The gate may open for the next one, which must not overtake it. */
    let entriesWait = false;
    let waiting = await this.waitingIn(lane, putOff, placed);
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

  /** What waits in a lane, in order of creation: earlier orders first, then those just placed, which are in hand. */
  private async waitingIn(
    lane: string,
    putOff: ReadonlySet<string>,
    placed?: Promise<readonly Order[]>,
  ): Promise<readonly Order[]> {
    this.again.delete(lane);
    const all = await this.orders.toSend(lane, BATCH + putOff.size);
    const stored = all.filter(({ id }) => !putOff.has(id));
    if (placed === undefined || stored.length >= BATCH) return stored;
    const ids = new Set(stored.map(({ id }) => id));
    return [...stored, ...(await placed).filter(({ id }) => !ids.has(id))];
  }
}
