import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { termsOf } from '@/modules/exchanges/order-terms';
import type { Order } from '@/modules/orders/order';
import {
  EntriesStoppedError,
  LeaseLostError,
  OrderChangedError,
  RecordNotAllowedError,
} from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import type { SubmitOutcome, VenueOrder } from '@/modules/exchanges/venue.types';
import type { OrderExecution } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { crashPoint } from '@/platform/crash/crash-point';
import type { Lease } from '@/platform/worker/lease';
import { CoinRelease } from '@/modules/trading/coin-release';
import { HeldLane, LANE_LEASE_MS } from '@/modules/trading/held-lane';
import { InstanceName } from '@/platform/identity/instance-name';
import { OrderSettler } from '@/modules/trading/order-settler';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';
import { SendCheck, type SendObjection } from '@/modules/trading/send-check';

const BATCH = 20;
/** An order that was held up for this long after it was written down as sent is not sent any more. */
const SEND_WITHIN_MS = 3_000;

/**
 * Sends what was decided: one lane at a time, in order of creation, each order written as SUBMITTED and committed
 * before the venue hears of it. After an unclear answer only the settler acts; nothing is ever sent twice.
 */
@Injectable()
export class OrderDispatcher {
  private readonly busy = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private isStopping = false;

  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly check: SendCheck,
    private readonly coins: CoinRelease,
    private readonly settler: OrderSettler,
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

  /** Begins no further order and resolves when those under way have their answer; for the shutdown. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled(this.busy.values());
  }

  private async drain(lane: string, placing?: Promise<readonly Order[]>): Promise<void> {
    let placed = placing;
    do {
      this.again.delete(lane);
      const lease = await this.orders.takeLane(lane, this.instance.text, LANE_LEASE_MS);
      if (lease === null) {
        await placed;
        return;
      }
      const held = new HeldLane(
        lease,
        LANE_LEASE_MS,
        (old, ms) => this.orders.renewLane(old, ms),
        this.clock,
      );
      try {
        await this.sendAll(lane, held, placed);
      } catch (error) {
        if (!(error instanceof LeaseLostError)) throw error;
        this.logger.warn(
          { lane },
          'another instance took the lane over; what it holds is left to it',
        );
        return;
      } finally {
        await held.end();
        await this.orders.releaseLane(held.lease);
      }
      placed = undefined;
    } while (this.again.has(lane) && !this.isStopping);
  }

  private async sendAll(
    lane: string,
    held: HeldLane,
    placed?: Promise<readonly Order[]>,
  ): Promise<void> {
    /** Left where they are for now; what stands behind them need not wait with them. */
    const putOff = new Set<string>();
    let waiting = await this.waitingIn(lane, putOff, placed);
    while (waiting.length > 0) {
      for (const order of waiting) {
        if (this.isStopping || (await this.check.mustWait(order))) return;
        const mayLeave = await this.gate.admits(order);
        if (!mayLeave || !(await this.send(order, held.lease))) putOff.add(order.id);
        if (!(await held.keep())) throw new LeaseLostError(lane);
      }
      waiting = await this.waitingIn(lane, putOff);
    }
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

  /** False when the order can not leave yet; the timer comes back for it. */
  private async send(order: Order, lease: Lease): Promise<boolean> {
    try {
      const release = await this.coins.prepare(order);
      if (release.kind === 'wait') return false;
      const leverage = await this.check.prepareLeverage(order);
      const refused = release.kind === 'refused' ? release : leverage.objection;
      const objection = refused ?? (await this.submit(order, lease, leverage.set));
      if (objection !== null) await this.deny(order, lease, objection.category, objection.message);
    } catch (error) {
      if (!(error instanceof OrderChangedError || error instanceof EntriesStoppedError))
        throw error;
      this.logger.info(
        { orderId: order.id },
        'the order was changed before it was sent; looked at again',
      );
    }
    return true;
  }

  private async deny(order: Order, lease: Lease, category: string, message: string): Promise<void> {
    const change = { refusalCategory: category, refusalMessage: message };
    await this.orders.record(order, 'denied', change, { category, message }, { lease });
    this.logger.warn({ orderId: order.id, category }, 'order denied before it was sent');
  }

  /** Null when the order left; else why it did not. The last look goes on beside the write that it can take back. */
  private async submit(
    order: Order,
    lease: Lease,
    leverageSet: string | null,
  ): Promise<SendObjection | null> {
    const execution = this.venues.execution(order.venue);
    const beganMs = this.clock.monotonicMs();
    const looking = this.check.objectionTo(order);
    const submitted = await this.recordSubmitted(order, lease, leverageSet, looking);
    if (submitted === null) return looking;
    crashPoint('after-order-submitted-commit');
    const started = this.clock.monotonicMs();
    const outcome =
      started - beganMs > SEND_WITHIN_MS ? HELD_UP : await submitTo(execution, submitted);
    crashPoint('after-venue-answer');
    const ms = Math.round(this.clock.monotonicMs() - started);
    await this.recordOutcome(submitted, outcome, ms, lease);
    crashPoint('after-order-outcome-commit');
    return null;
  }

  /** Null when the look found an objection: then nothing is written. */
  private async recordSubmitted(
    order: Order,
    lease: Lease,
    leverageSet: string | null,
    looking: Promise<SendObjection | null>,
  ): Promise<Order | null> {
    const submittedAt = this.clock.now();
    const change = { submittedAt, ...(leverageSet === null ? {} : { leverageSet }) };
    const data = { lane: lease.name, token: lease.token };
    const isAllowed = looking.then((objection) => objection === null);
    const options = { lease, isAllowed, isEntryGated: !order.reduceOnly };
    try {
      return await this.orders.record(order, 'submitted', change, data, options);
    } catch (error) {
      if (error instanceof RecordNotAllowedError) return null;
      throw error;
    }
  }

  private async recordOutcome(
    order: Order,
    outcome: SubmitOutcome,
    ms: number,
    lease: Lease,
  ): Promise<void> {
    const log = {
      orderId: order.id,
      venue: order.venue,
      instrument: order.instrument,
      ms,
      outcome: outcome.outcome,
    };
    const soon = { lease, nextCheckAt: this.clock.now() };
    switch (outcome.outcome) {
      case 'acknowledged': {
        const change = { venueOrderId: outcome.venueOrderId };
        const accepted = await this.orders.record(
          order,
          'accepted',
          change,
          { ms, ...change },
          soon,
        );
        this.logger.info(log, 'order accepted by the venue');
        this.settler.follow(accepted);
        return;
      }
      case 'refused': {
        this.check.doubtLeverage(order);
        const { category, venueCode, message } = outcome;
        const change = { refusalCategory: category, refusalMessage: message };
        await this.orders.record(
          order,
          'rejected',
          change,
          { ms, category, venueCode, message },
          { lease },
        );
        this.logger.warn({ ...log, category, venueCode }, 'order refused by the venue');
        return;
      }
      case 'unknown': {
        const unknown = await this.orders.record(
          order,
          'unknown',
          {},
          { ms, message: outcome.message },
          soon,
        );
        this.logger.warn(
          log,
          'nobody knows whether the venue took the order; asking, not sending again',
        );
        this.settler.follow(unknown);
      }
    }
  }
}

/**
 * The process stood still (paused, or its database did) between the commit and the send. Others may be looking for
 * the order by now, so it must not appear on the venue late; the looks prove that it is not there.
 */
const HELD_UP: SubmitOutcome = {
  outcome: 'unknown',
  message: 'not sent: held up too long after it was written down',
};

function submitTo(execution: OrderExecution, order: Order): Promise<SubmitOutcome> {
  return execution.submit(toVenueOrder(order)).catch((error: unknown): SubmitOutcome => ({
    outcome: 'unknown',
    message: error instanceof Error ? error.message : String(error),
  }));
}

function toVenueOrder(order: Order): VenueOrder {
  return {
    account: order.account,
    instrument: instrumentOf(order.instrument),
    clientOrderId: order.clientOrderId,
    side: order.side,
    positionSide: order.positionSide,
    type: order.type,
    quantity: decimal(order.quantity).toFixed(),
    quoteQuantity: order.quoteQuantity,
    price: order.price,
    stopPrice: order.stopPrice,
    ...termsOf(order),
    reduceOnly: order.reduceOnly,
    closesPosition: order.purpose === 'stop-bridge',
    referencePrice: order.referencePrice,
  };
}
