import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { instrumentText } from '@/kernel/instrument';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import { holdingsOf } from '@/modules/orders/ledger/account-book';
import { ExternalBooking, type BookedShare } from '@/modules/orders/external/external-booking';
import {
  looksOurs,
  type ExternalFills,
  type ExternalOrder,
  type Holding,
} from '@/modules/orders/external/external-order';
import {
  ExternalOrdersRepository,
  type AccountOnVenue,
} from '@/modules/orders/external/external-orders.repository';
import type { Order } from '@/modules/orders/order';
import { IdSource } from '@/platform/identity/new-id';

export type { AccountOnVenue } from '@/modules/orders/external/external-orders.repository';
export type { BookedShare } from '@/modules/orders/external/external-booking';

/** What our books say of one account on one venue. */
export interface OurBook {
  /** What is held, by strategy or nobody. */
  readonly holdings: readonly Holding[];
  /** Orders that have not ended, those still to be sent included. */
  readonly orders: readonly Order[];
}

/** Which of a venue's orders and fills our books know. */
export interface KnownToUs {
  readonly orders: readonly Order[];
  readonly fillIds: ReadonlySet<string>;
  /** Venue order ids that stand at booked fills of our orders. */
  readonly filledOrderIds: ReadonlySet<string>;
}

/** The whole of an account's book, and what happened on its venue without us. */
@Injectable()
export class ExternalOrdersService {
  constructor(
    private readonly external: ExternalOrdersRepository,
    private readonly booking: ExternalBooking,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async bookOf(place: AccountOnVenue): Promise<OurBook> {
    const [lines, nobodys, orders] = await Promise.all([
      this.external.linesOf(place),
      this.external.nobodysNets(place),
      this.external.notEnded(place),
    ]);
    return { holdings: holdingsOf(lines, nobodys), orders };
  }

  /** What we know of orders and fills that a venue listed. */
  async known(
    place: AccountOnVenue,
    reports: readonly Pick<OrderReport, 'venueOrderId' | 'clientOrderId'>[],
    fills: readonly { readonly venueFillId: string; readonly venueOrderId: string }[],
  ): Promise<KnownToUs> {
    const venueOrderIds = [
      ...new Set([...reports, ...fills].map(({ venueOrderId }) => venueOrderId)),
    ];
    const clientOrderIds = reports.flatMap(({ clientOrderId }) =>
      looksOurs(clientOrderId) && clientOrderId !== null ? [clientOrderId] : [],
    );
    const [orders, fillIds, filledOrderIds] = await Promise.all([
      this.external.byIds(place, venueOrderIds, clientOrderIds),
      this.external.knownFillIds(
        place,
        fills.map(({ venueFillId }) => venueFillId),
      ),
      this.external.venueOrderIdsWithFills(place, venueOrderIds),
    ]);
    return { orders, fillIds, filledOrderIds };
  }

  /** Conditional orders of ours of which the venue may have made another order: newest first, not filled by our books. */
  conditionalSince(
    place: AccountOnVenue,
    instrument: string,
    since: Date,
    limit: number,
  ): Promise<readonly Order[]> {
    return this.external.conditionalSince(place, instrument, since, limit);
  }

  /** Books fills that did not come from us. Each counts once; what was booked now is returned. */
  book(found: ExternalFills): Promise<readonly BookedShare[]> {
    return this.booking.book(found);
  }

  /** Keeps orders that are not ours as last seen; returns those that were not known before. */
  async note(
    place: AccountOnVenue,
    reports: readonly OrderReport[],
  ): Promise<readonly ExternalOrder[]> {
    const seen = await this.external.seen(
      place,
      reports.map(({ venueOrderId }) => venueOrderId),
    );
    const bySame = new Map(seen.map((order) => [order.venueOrderId, order]));
    const added: ExternalOrder[] = [];
    for (const report of reports) {
      const before = bySame.get(report.venueOrderId);
      if (before?.state === report.state && before.filledQuantity === report.filledQuantity)
        continue;
      const order = this.externalOrder(place, report);
      if (await this.external.save(order)) added.push(order);
    }
    return added;
  }

  /** External orders that stood open when last seen. */
  openOnes(place: AccountOnVenue): Promise<readonly ExternalOrder[]> {
    return this.external.openOnes(place);
  }

  /** Newest first, with their number in all. */
  async list(
    account: string | null,
    limit: number,
    beforeId: string | null,
  ): Promise<{ readonly rows: readonly ExternalOrder[]; readonly total: number }> {
    const [rows, total] = await Promise.all([
      this.external.list(account, limit, beforeId),
      this.external.count(account),
    ]);
    return { rows, total };
  }

  accountsInUse(): Promise<readonly AccountOnVenue[]> {
    return this.external.accountsInUse();
  }

  /** When an order of the account last changed; null when it never had one. */
  lastChangeAt(place: AccountOnVenue): Promise<Date | null> {
    return this.external.lastChangeAt(place);
  }

  /** Instruments of orders that changed since a time. */
  instrumentsMovedSince(place: AccountOnVenue, since: Date): Promise<readonly string[]> {
    return this.external.instrumentsSince(place, since, 'updated_at');
  }

  /** Instruments of orders made since a time. */
  instrumentsSince(place: AccountOnVenue, since: Date): Promise<readonly string[]> {
    return this.external.instrumentsSince(place, since);
  }

  private externalOrder({ account, venue }: AccountOnVenue, report: OrderReport): ExternalOrder {
    const at = this.clock.now();
    return {
      ...{ id: this.ids.newId(), account, venue, instrument: instrumentText(report.instrument) },
      venueOrderId: report.venueOrderId,
      clientOrderId: report.clientOrderId === '' ? null : report.clientOrderId,
      looksOurs: looksOurs(report.clientOrderId),
      origin: report.forcedBy ?? 'by-hand',
      ...{ side: report.side, positionSide: report.positionSide, type: report.type },
      ...{ state: report.state, quantity: report.quantity, filledQuantity: report.filledQuantity },
      ...{ averagePrice: report.averagePrice, stopPrice: report.stopPrice },
      ...{ firstSeenAt: at, lastSeenAt: at },
    };
  }
}
