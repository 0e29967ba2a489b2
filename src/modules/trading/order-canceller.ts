import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderId } from '@/kernel/ids';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { CancelOutcome } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { IllegalOrderTransitionError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { crashPoint } from '@/platform/crash/crash-point';
import { OrderSettler } from '@/modules/trading/order-settler';

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
    const order = await this.orders.get(id);
    if (order.state === 'INITIALIZED') {
      const refusalMessage = `canceled before it was sent: ${why}`;
      return this.orders.record(
        order,
        'denied',
        { refusalCategory: 'canceled', refusalMessage },
        { why },
      );
    }
    if (order.state !== 'ACCEPTED' && order.state !== 'PARTIALLY_FILLED') {
      throw new IllegalOrderTransitionError(id, order.state, 'cancel-requested');
    }
    const soon = new Date(this.clock.now().getTime() + 1_000);
    const pending = await this.orders.record(
      order,
      'cancel-requested',
      {},
      { why },
      { nextCheckAt: soon },
    );
    crashPoint('after-cancel-requested-commit');
    const outcome = await this.ask(pending);
    return this.recordOutcome(pending, outcome);
  }

  private ask(order: Order): Promise<CancelOutcome> {
    const { account, instrument, clientOrderId, venueOrderId } = order;
    return this.venues
      .execution(order.venue)
      .cancel({ account, instrument: instrumentOf(instrument), clientOrderId, venueOrderId })
      .catch((error: unknown) => ({
        outcome: 'unknown' as const,
        message: error instanceof Error ? error.message : String(error),
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
    return this.orders.get(order.id);
  }
}
