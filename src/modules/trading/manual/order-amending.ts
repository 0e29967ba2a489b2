import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText, floorToStep } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderId } from '@/kernel/ids';
import { messageOf } from '@/kernel/thrown';
import { VenueCapabilityMissingError, VenueRefusedError } from '@/modules/exchanges/venue.errors';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { AmendOutcome, OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import type { Order, TradedPlace } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { ManualOrders } from '@/modules/trading/manual/manual-orders';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { OrderNotPossibleError } from '@/modules/trading/trading.errors';

/** An order after the attempt to change its size. */
export interface Amended {
  readonly order: Order;
  /** Nobody knows yet whether the venue changed it. */
  readonly isUncertain: boolean;
}

/** Changes the size of a resting limit order: written down first, asked once, and the venue's own figure is believed. */
@Injectable()
export class OrderAmending {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly manual: ManualOrders,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
  ) {}

  /** Throws OrderNotPossibleError, VenueCapabilityMissingError, and VenueRefusedError when nothing was changed. */
  async amend(id: string, place: TradedPlace, quantity: string): Promise<Amended> {
    const order = await this.orders.getAt(id as OrderId, place);
    await this.check(order, quantity);
    const wanted = decimalText(decimal(quantity));
    const asked = await this.orders.record(order, 'noted', {}, { amendTo: wanted });
    const outcome = await this.ask(asked, wanted);
    switch (outcome.outcome) {
      case 'refused': {
        const { category, venueCode, message } = outcome;
        await this.orders.record(asked, 'noted', {}, { amendTo: wanted, category, message });
        throw new VenueRefusedError(order.venue, category, venueCode, message);
      }
      case 'amended': {
        const change = { quantity: wanted };
        return {
          order: await this.orders.record(asked, 'noted', change, { amended: wanted }),
          isUncertain: false,
        };
      }
      case 'gone': {
        await this.settler.look({ ...asked, checks: 0 });
        return { order: await this.orders.get(order.id), isUncertain: false };
      }
      case 'unknown':
        return this.believe(asked, wanted);
    }
  }

  private async check(order: Order, quantity: string): Promise<void> {
    const isResting = order.state === 'ACCEPTED' || order.state === 'PARTIALLY_FILLED';
    if (order.type !== 'limit' || !isResting) {
      const rule = 'must be a limit order that rests';
      throw new OrderNotPossibleError('order-fields', '/orderId', rule);
    }
    const wanted = decimal(quantity);
    const rules = await this.venues
      .get(order.venue)
      .instruments.find(instrumentOf(order.instrument), order.account);
    const step = rules?.quantityStep ?? '0';
    if (rules === null || !floorToStep(wanted, decimal(step)).eq(wanted))
      throw new OrderNotPossibleError(
        'quantity-off-step',
        '/quantity',
        `must be a multiple of ${step}`,
      );
    if (wanted.lte(decimal(order.filledQuantity))) {
      const rule = `must be more than the ${order.filledQuantity} that have filled`;
      throw new OrderNotPossibleError('quantity-too-small', '/quantity', rule);
    }
    if (this.venues.execution(order.venue).amend === undefined)
      throw new VenueCapabilityMissingError(order.venue, 'way to change an order');
    // More of an entry is an entry: it passes the gate as one.
    if (order.reduceOnly || wanted.lte(decimal(order.quantity))) return;
    const { account, instrument, positionSide, price } = order;
    await this.manual.check({
      ...{ account, instrument, positionSide, quantity, action: 'open', type: 'limit' },
      ...(price === null ? {} : { price }),
    });
  }

  private async ask(order: Order, quantity: string): Promise<AmendOutcome> {
    const unknown = (error: unknown): AmendOutcome => ({
      outcome: 'unknown',
      message: messageOf(error),
    });
    const execution = this.venues.execution(order.venue);
    return (
      execution.amend?.(refOf(order), quantity) ?? Promise.reject(new Error('no amend'))
    ).catch(unknown);
  }

  /** The order itself says which size it has. */
  private async believe(order: Order, wanted: string): Promise<Amended> {
    const report = await this.venues
      .orders(order.venue)
      .find(refOf(order))
      .catch((): OrderReport | null => null);
    if (report === null || decimal(report.quantity).eq(decimal(order.quantity))) {
      // The old size a moment later proves nothing about a change that may still arrive.
      const attention = { needsAttention: `nobody knows whether its size became ${wanted}` };
      const noted = await this.orders.record(order, 'noted', report === null ? attention : {}, {
        amendTo: wanted,
        outcome: 'unknown',
      });
      await this.orders.scheduleCheck(order.id, this.clock.now(), 0);
      return { order: noted, isUncertain: true };
    }
    const { quantity } = report;
    const data = { amended: quantity, outcome: 'read' };
    const amended = await this.orders.record(order, 'noted', { quantity }, data);
    await this.settler.look({ ...amended, checks: 0 });
    return { order: await this.orders.get(order.id), isUncertain: false };
  }
}

const refOf = (order: Order): OrderRef => ({
  account: order.account,
  instrument: instrumentOf(order.instrument),
  clientOrderId: order.clientOrderId,
  venueOrderId: order.venueOrderId,
});
