import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { OrderId } from '@/kernel/ids';
import { messageOf } from '@/kernel/thrown';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { CancelOutcome } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { LIVE } from '@/modules/orders/order-transitions';
import { IllegalOrderTransitionError, OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { crashPoint } from '@/platform/crash/crash-point';
import { inTime } from '@/modules/trading/manual/in-time';
import { refOf } from '@/modules/trading/settling/order-recognition';
import { OrderSettler } from '@/modules/trading/settling/order-settler';

/** Times that a cancel is written down on an order that moved on meanwhile. */
const MOST_TRIES = 5;

/** Cancels orders: written down first, asked of the venue once, and settled by looking when the answer is unclear. */
@Injectable()
export class OrderCanceller {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderCanceller.name);
  }

  /**
   * The order as it stands after the attempt: CANCELED, FILLED when a fill won the race, or PENDING_CANCEL while
   * nobody knows. Throws IllegalOrderTransitionError when there is nothing to cancel or its fate is still unknown.
   */
  async cancel(id: OrderId, why: string): Promise<Order> {
    const asked = await this.writeDown(id, why);
    if (asked.state !== 'PENDING_CANCEL') return asked;
    crashPoint('after-cancel-requested-commit');
    return this.recordOutcome(asked, await this.ask(asked));
  }

  /** The same for a person, who is answered within seconds: what is under way then goes on, and the order says so. */
  async cancelInTime(id: OrderId, why: string): Promise<Order> {
    const cancelling = this.cancel(id, why);
    const order = await inTime(cancelling, (err) =>
      this.logger.warn(
        { orderId: id, err },
        'a cancel failed after its answer; the looks settle it',
      ),
    );
    return order ?? this.orders.get(id);
  }

  /** PENDING_CANCEL, or DENIED when it was not sent yet. A fill that is booked at the same moment is no reason to give up. */
  private async writeDown(id: OrderId, why: string, tries = 1): Promise<Order> {
    try {
      return await this.request(await this.orders.get(id), why);
    } catch (error) {
      if (!(error instanceof OrderChangedError) || tries >= MOST_TRIES) throw error;
      return this.writeDown(id, why, tries + 1);
    }
  }

  private request(order: Order, why: string): Promise<Order> {
    if (order.state === 'INITIALIZED') {
      const refusalMessage = `canceled before it was sent: ${why}`;
      const change = { refusalCategory: 'canceled', refusalMessage };
      return this.orders.record(order, 'denied', change, { why });
    }
    // The cancel of the other one of its pair took it along.
    if (order.state === 'CANCELED' && order.pairId !== null) return Promise.resolve(order);
    if (order.state !== 'ACCEPTED' && order.state !== 'PARTIALLY_FILLED') {
      throw new IllegalOrderTransitionError(order.id, order.state, 'cancel-requested');
    }
    const nextCheckAt = new Date(this.clock.now().getTime() + 1_000);
    return this.orders.record(order, 'cancel-requested', {}, { why }, { nextCheckAt });
  }

  private ask(order: Order): Promise<CancelOutcome> {
    return this.venues
      .execution(order.venue)
      .cancel(refOf(order))
      .catch((error: unknown) => ({
        outcome: 'unknown' as const,
        message: messageOf(error),
      }));
  }

  private async recordOutcome(order: Order, outcome: CancelOutcome): Promise<Order> {
    this.logger.info(
      { orderId: order.id, venue: order.venue, outcome: outcome.outcome },
      'cancel answered',
    );
    if (outcome.outcome === 'refused') {
      const { category, message } = outcome;
      return this.orders.record(order, 'cancel-refused', {}, { category, message });
    }
    // Cancelled, gone or unknown alike: only the order itself can say whether it filled on the way.
    await this.settler.look({ ...order, checks: 0 });
    await this.lookAtOther(order);
    return this.orders.get(order.id);
  }

  /** The cancel of one of a pair is one of both. */
  private async lookAtOther(order: Order): Promise<void> {
    if (order.pairId === null) return;
    const pair = await this.orders.pairOf(order);
    const other = pair?.limit.id === order.id ? pair.stop : pair?.limit;
    if (other !== undefined && LIVE.includes(other.state))
      await this.settler.look({ ...other, checks: 0 });
  }
}
