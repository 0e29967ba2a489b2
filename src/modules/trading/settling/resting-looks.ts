import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrdersService, type OrderToCheck } from '@/modules/orders/orders.service';
import { nextLookMs } from '@/modules/trading/settling/check-schedule';
import { OrderSettler } from '@/modules/trading/settling/order-settler';

/**
 * Looks at orders that rest: one list of what is open on a lane instead of a question for each of them. They are most of what
 * is looked at, and would take the requests from those whose fate is open.
 */
@Injectable()
export class RestingLooks {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(RestingLooks.name);
  }

  /** Looks at orders of one lane. Those that the list does not show as they are booked are asked about one by one. */
  async look(resting: readonly OrderToCheck[]): Promise<void> {
    const listed = await this.listed(resting);
    const isAsBooked = (order: Order): boolean => listed.some((report) => isSame(order, report));
    for (const order of resting) {
      if (isAsBooked(order)) await this.planNext(order);
      else await this.settler.look(order);
    }
  }

  /** Nothing where the list can not be had or is not worth its request: then each is asked about. */
  private async listed(resting: readonly OrderToCheck[]): Promise<readonly OrderReport[]> {
    const [first, second] = resting;
    if (first === undefined || second === undefined) return [];
    const { venue, account, instrument } = first;
    try {
      return await this.venues.orders(venue).open(account, instrumentOf(instrument));
    } catch (err) {
      this.logger.warn({ venue, account, instrument, err }, 'open orders could not be listed');
      return [];
    }
  }

  /** As after a look that found nothing new. */
  private async planNext(order: OrderToCheck): Promise<void> {
    const looks = order.checks + 1;
    const at = new Date(this.clock.now().getTime() + (nextLookMs(order, looks) ?? 0));
    await this.orders.scheduleCheck(order.id, at, looks).catch((err: unknown) => {
      this.logger.warn({ orderId: order.id, err }, 'could not plan the next look; it is due again');
    });
  }
}

const isSame = (order: Order, report: OrderReport): boolean =>
  report.venueOrderId === order.venueOrderId &&
  report.state === 'open' &&
  decimal(report.filledQuantity).eq(decimal(order.filledQuantity));
