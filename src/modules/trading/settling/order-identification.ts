import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf } from '@/kernel/instrument';
import type { OrderId } from '@/kernel/ids';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { NOT_PLACED_AFTER_MS } from '@/modules/trading/settling/check-schedule';
import { misfitOf } from '@/modules/trading/settling/identification-fit';
import { OrderRecognition, refOf } from '@/modules/trading/settling/order-recognition';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { IdentificationMisfitError, OrderNotInDoubtError } from '@/modules/trading/trading.errors';

/** What a person says of an order whose fate is open: which of the venue's orders it is, or that none is. */
export type Identification = { readonly venueOrderId: string } | { readonly notPlaced: true };

/**
 * Takes a person's word for an order that can not be recognised, held against what the venue lists. After that the
 * order goes its usual way: the venue is asked for it by id, and its fills and its end are booked.
 */
@Injectable()
export class OrderIdentification {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly recognition: OrderRecognition,
    private readonly settler: OrderSettler,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(OrderIdentification.name);
  }

  /**
   * The order as it stands afterwards. The same word again changes nothing. Throws OrderNotFoundError,
   * OrderNotInDoubtError, IdentificationMisfitError, and OrderChangedError when the order was settled meanwhile.
   */
  async identify(id: OrderId, word: Identification): Promise<Order> {
    const order = await this.orders.get(id);
    if (isSaidAlready(order, word)) return order;
    // A verdict of "not placed" may be taken back: the venue's order is the better witness.
    const isOpen =
      order.state === 'UNKNOWN' || (order.state === 'NOT_PLACED' && !isNotPlaced(word));
    if (!isOpen || order.venueOrderId !== null) throw new OrderNotInDoubtError(id, order.state);
    return 'notPlaced' in word ? this.giveUp(order) : this.take(order, word.venueOrderId);
  }

  private async take(order: Order, venueOrderId: string): Promise<Order> {
    const source = this.venues.orders(order.venue);
    const report = await source.find({ ...refOf(order), venueOrderId });
    if (report === null)
      throw new IdentificationMisfitError('venueOrderId', 'must be an order that the venue has');
    await this.compare(order, report, venueOrderId);
    const ids = [venueOrderId, report.venueOrderId];
    if ((await this.orders.takenVenueOrderIds(order, ids)).size > 0) {
      const rule = 'must not belong to another order of ours';
      throw new IdentificationMisfitError('venueOrderId', rule);
    }
    this.logger.warn({ orderId: order.id, venueOrderId }, 'a person says which order it is');
    const isGivenUp = order.state === 'NOT_PLACED';
    const change = { venueOrderId, needsAttention: null };
    const data = { identified: venueOrderId };
    const taken = await this.orders.record(
      order,
      isGivenUp ? 'late-truth' : 'noted',
      isGivenUp ? { ...change, refusalCategory: null, refusalMessage: null } : change,
      data,
      // A process that dies here leaves an order that is looked at by its id.
      { nextCheckAt: this.clock.now() },
    );
    await this.settler.look({ ...taken, checks: 0 });
    return this.orders.get(order.id);
  }

  private async compare(order: Order, report: OrderReport, named: string): Promise<void> {
    const venue = this.venues.get(order.venue);
    const instrument = instrumentOf(order.instrument);
    const rules = await venue.instruments.find(instrument, order.account);
    const misfit = misfitOf(order, report, named, {
      exitsBy: capabilitiesOn(venue, instrument).exitsBy,
      priceTick: rules?.priceTick ?? null,
    });
    if (misfit === null) return;
    // The request names the venue's order; what is wrong with it is one of that order's fields.
    throw new IdentificationMisfitError('venueOrderId', misfit.rule, misfit.field);
  }

  private async giveUp(order: Order): Promise<Order> {
    const sentAt = order.submittedAt ?? order.createdAt;
    const field = 'notPlaced';
    if (this.clock.now().getTime() - sentAt.getTime() < NOT_PLACED_AFTER_MS) {
      const rule = `must wait ${String(NOT_PLACED_AFTER_MS / 1_000)} s after the order was sent: it may still arrive`;
      throw new IdentificationMisfitError(field, rule);
    }
    const sighting = await this.recognition.look(order);
    const listed =
      sighting.kind === 'found' ? sighting.report : await this.listedByName(order, sentAt);
    if (listed !== null) {
      const rule = `must not be said while the venue lists ${listed.venueOrderId}, which can only be this order`;
      throw new IdentificationMisfitError(field, rule);
    }
    this.logger.warn({ orderId: order.id }, 'a person says that an order was not placed');
    const seen = sighting.kind === 'ambiguous' ? sighting.venueOrderIds : [];
    const refusalMessage = 'a person says that no order on the venue is this one';
    // Nobody looks for it any more: the next look would find the same candidates and doubt the person's word.
    return this.settler.giveUp(
      order,
      { refusalMessage, needsAttention: null },
      { identified: null, seen },
      { nextCheckAt: null },
    );
  }

  private listedByName(order: Order, since: Date): Promise<OrderReport | null> {
    return this.recognition.isByLikeness(order)
      ? Promise.resolve(null)
      : this.recognition.listedUnderOurId(order, since);
  }
}

const isNotPlaced = (word: Identification): boolean => 'notPlaced' in word;

const isSaidAlready = (order: Order, word: Identification): boolean =>
  'notPlaced' in word ? order.state === 'NOT_PLACED' : order.venueOrderId === word.venueOrderId;
