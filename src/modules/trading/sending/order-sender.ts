import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { messageOf } from '@/kernel/thrown';
import type { OrderExecution } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { SubmitOutcome } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import {
  EntriesStoppedError,
  OrderChangedError,
  RecordNotAllowedError,
} from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { crashPoint } from '@/platform/crash/crash-point';
import type { Lease } from '@/platform/worker/lease';
import { CoinRelease } from '@/modules/trading/sending/coin-release';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { SendCheck, type SendObjection } from '@/modules/trading/sending/send-check';
import { HELD_UP, SEND_WITHIN_MS, venueOrderOf } from '@/modules/trading/sending/sending';

/**
 * Sends one order of a lane that its caller holds: written as SUBMITTED and committed before the venue hears of it.
 * After an unclear answer only the settler acts; nothing is ever sent twice.
 */
@Injectable()
export class OrderSender {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly check: SendCheck,
    private readonly coins: CoinRelease,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderSender.name);
  }

  /** False when the order can not leave yet; the timer comes back for it. */
  async send(order: Order, lease: Lease): Promise<boolean> {
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

function submitTo(execution: OrderExecution, order: Order): Promise<SubmitOutcome> {
  return execution.submit(venueOrderOf(order)).catch((error: unknown): SubmitOutcome => ({
    outcome: 'unknown',
    message: messageOf(error),
  }));
}
