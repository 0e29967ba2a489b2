import { Injectable } from '@nestjs/common';
import { instrumentOf } from '@/kernel/instrument';
import { isProtectiveType } from '@/modules/exchanges/order-terms';
import type { OrderSource } from '@/modules/exchanges/venue.port';
import { VenueEndpointRestsError } from '@/modules/exchanges/venue.errors';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';

/**
 * The two clocks differ, venues round times, and one of the clocks may be set between the send and the look. What it lets in
 * of older orders is known to be another one of ours, or makes the order ambiguous.
 */
export const EARLY_MS = 15_000;
/** How long after it was written down as sent an order may still reach its venue: turn, connection and receive window. */
const LATE_MS = 60_000;

/** What a look for an order found. */
export type Sighting =
  | { readonly kind: 'found'; readonly report: OrderReport }
  | { readonly kind: 'absent' }
  /** Several orders look like it, and none of them is known to be another one of ours. */
  | { readonly kind: 'ambiguous'; readonly venueOrderIds: readonly string[] };

/**
 * Finds an order on its venue: by id where the venue keeps ids. Where it does not, an order that was sent without an
 * answer is recognised by what it looks like, less what our books know to be other orders of ours.
 */
@Injectable()
export class OrderRecognition {
  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
  ) {}

  async look(order: Order): Promise<Sighting> {
    const source = this.venues.orders(order.venue);
    if (order.venueOrderId === null && this.isByLikeness(order))
      return this.recognise(order, source, await this.alike(order, source));
    const report = await this.found(order, source);
    return report === null ? { kind: 'absent' } : { kind: 'found', report };
  }

  /**
   * The targeted look. While its endpoint rests after errors, for minutes where BingX counts them, the lists may still show
   * the order; that they do not proves nothing.
   */
  private async found(order: Order, source: OrderSource): Promise<OrderReport | null> {
    try {
      return await source.find(refOf(order));
    } catch (error) {
      if (!(error instanceof VenueEndpointRestsError)) throw error;
      const sentAt = (order.submittedAt ?? order.createdAt).getTime();
      const listed = await this.listedSince(order, new Date(sentAt - LATE_MS));
      const match = listed.find((report) => isNamedAs(order, report));
      if (match === undefined) throw error;
      return match;
    }
  }

  /** Whether the venue keeps no id of ours, so that an order without an answer is recognised by what it looks like. */
  isByLikeness({ venue }: Order): boolean {
    return this.venues.orders(venue).lookAlikes !== undefined;
  }

  /** The order among everything that the venue lists since then, by our own id; null when it is not there. */
  async listedUnderOurId(order: Order, since: Date): Promise<OrderReport | null> {
    const listed = await this.listedSince(order, since);
    return listed.find((report) => isOfOurId(order, report)) ?? null;
  }

  private async listedSince(
    { venue, account, instrument }: Order,
    since: Date,
  ): Promise<readonly OrderReport[]> {
    const source = this.venues.orders(venue);
    const place = instrumentOf(instrument);
    return [
      ...(await source.open(account, place)),
      ...(await source.history(account, place, since)),
    ];
  }

  private async alike(order: Order, source: OrderSource): Promise<readonly OrderReport[]> {
    const { account, clientOrderId, side, positionSide, type, quantity, price, stopPrice } = order;
    const sentAt = (order.submittedAt ?? order.createdAt).getTime();
    const listed = await source.lookAlikes?.({
      ...{ account, clientOrderId, side, positionSide, type, quantity, price, stopPrice },
      instrument: instrumentOf(order.instrument),
      from: new Date(sentAt - EARLY_MS),
      to: new Date(sentAt + LATE_MS),
    });
    return listed ?? [];
  }

  /**
   * A stop that fired is listed as its child, which looks like it, has an id of its own and names nobody. Until the fills
   * of another stop of ours are booked, only the venue's answer for that one tells whose child it is.
   */
  private async childrenOfOthers(
    order: Order,
    source: OrderSource,
    listed: readonly OrderReport[],
  ): Promise<ReadonlySet<string>> {
    if (!isProtectiveType(order.type) || listed.every(isWorking)) return new Set();
    const live = await this.orders.liveInLane(laneOfOrder(order));
    const twins = live.filter(
      ({ id, venueOrderId, type, positionSide }) =>
        id !== order.id &&
        venueOrderId !== null &&
        type === order.type &&
        positionSide === order.positionSide,
    );
    const answers = await Promise.all(twins.map((twin) => source.find(refOf(twin))));
    return new Set(answers.flatMap((report) => (report === null ? [] : [report.venueOrderId])));
  }

  private async recognise(
    order: Order,
    source: OrderSource,
    listed: readonly OrderReport[],
  ): Promise<Sighting> {
    if (listed.length === 0) return { kind: 'absent' };
    const ids = listed.map((report) => report.venueOrderId);
    // Read before those that are taken: one that ends in between is among these.
    const children = await this.childrenOfOthers(order, source, listed);
    const taken = await this.orders.takenVenueOrderIds(order, ids);
    const free = listed.filter(
      ({ venueOrderId }) => !taken.has(venueOrderId) && !children.has(venueOrderId),
    );
    const [only, ...more] = free;
    if (only === undefined) return { kind: 'absent' };
    // While another one without an answer is out, nobody can tell whose it is.
    if (order.state === 'NOT_PLACED' && (await this.orders.hasUnanswered(order)))
      return { kind: 'absent' };
    if (more.length > 0)
      return { kind: 'ambiguous', venueOrderIds: free.map((report) => report.venueOrderId) };
    const report = await source.find({ ...refOf(order), venueOrderId: only.venueOrderId });
    return { kind: 'found', report: report ?? only };
  }
}

const isOfOurId = (order: Order, { clientOrderId }: OrderReport): boolean =>
  clientOrderId?.toLowerCase() === order.clientOrderId;

/** By the venue's id where it is known: a stop that fired may be listed beside the order that it lives on in. */
const isNamedAs = (order: Order, report: OrderReport): boolean =>
  order.venueOrderId === null
    ? isOfOurId(order, report)
    : report.venueOrderId === order.venueOrderId;

const isWorking = ({ state }: OrderReport): boolean =>
  state === 'open' || state === 'partially-filled';

/** The order by all of its names. */
export const refOf = (order: Order): OrderRef => ({
  account: order.account,
  instrument: instrumentOf(order.instrument),
  clientOrderId: order.clientOrderId,
  venueOrderId: order.venueOrderId,
  pairId: order.pairId,
  // Until it is known what became of a stop, none can be placed in its stead.
  isUrgent: order.type === 'market' || (order.type === 'stop-market' && order.state === 'UNKNOWN'),
});
