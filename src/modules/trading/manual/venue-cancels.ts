import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { DomainError } from '@/kernel/errors';
import { instrumentOf } from '@/kernel/instrument';
import type { ClientOrderId, OrderId } from '@/kernel/ids';
import { messageOf } from '@/kernel/thrown';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { isProtectiveType } from '@/modules/exchanges/order-terms';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { OrdersService } from '@/modules/orders/orders.service';
import { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import { AccountCannotTradeError } from '@/modules/trading/trading.errors';

/** Where orders are looked for. */
export interface CancelPlace {
  readonly account: string;
  /** Canonical instrument text. */
  readonly instrument: string;
}

/** One order, by one of its names: ours, the venue's, or the client order id. */
export type OrderName =
  | { readonly orderId: string }
  | { readonly venueOrderId: string }
  | { readonly clientOrderId: string };

/**
 * How a cancel ended. `cancelled`; `filled`: a fill was faster; `gone`: it was not open any more; `refused`; `unknown`:
 * nobody knows yet; `kept`: protection that was not to be cancelled.
 */
export type CancelEnd = 'cancelled' | 'filled' | 'gone' | 'refused' | 'unknown' | 'kept';

/** What became of one order. */
export interface CancelResult {
  readonly outcome: CancelEnd;
  /** Our order; null for one that was placed by hand or elsewhere. */
  readonly order: Order | null;
  readonly venueOrderId: string | null;
  readonly clientOrderId: string | null;
  readonly category: string | null;
  readonly message: string | null;
}

/** Cancels orders of an account by any of their names, also those that are not ours. Each is asked for by itself. */
@Injectable()
export class VenueCancels {
  constructor(
    private readonly orders: OrdersService,
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly canceller: OrderCanceller,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(VenueCancels.name);
  }

  /** Throws AccountCannotTradeError, and OrderNotFoundError for an id of ours that does not exist here. */
  async cancel(place: CancelPlace, name: OrderName): Promise<CancelResult> {
    const venue = await this.venueOf(place);
    const ours = await this.ours(place, venue, name);
    if (ours !== null) return this.cancelOurs(ours);
    const ref: OrderRef = {
      account: place.account,
      instrument: instrumentOf(place.instrument),
      clientOrderId: ('clientOrderId' in name ? name.clientOrderId : '') as ClientOrderId,
      venueOrderId: 'venueOrderId' in name ? name.venueOrderId : null,
    };
    return this.cancelForeign(venue, ref);
  }

  /** Several orders of one instrument, one after the other; each has an end of its own. */
  async cancelSeveral(
    place: CancelPlace,
    names: readonly OrderName[],
  ): Promise<readonly CancelResult[]> {
    const results: CancelResult[] = [];
    for (const name of names) results.push(await this.cancelOrSay(place, name));
    return results;
  }

  /**
   * Everything that is open on an instrument, by the venue's list and by our books. Without `includeProtection` stops,
   * targets and trailing stops are kept, whoever placed them.
   */
  async cancelAll(
    place: CancelPlace,
    includeProtection: boolean,
  ): Promise<readonly CancelResult[]> {
    const venue = await this.venueOf(place);
    const listed = await this.venues
      .orders(venue)
      .open(place.account, instrumentOf(place.instrument));
    const ours = (await this.orders.notEndedIn(place.account)).filter(
      (order) => order.instrument === place.instrument && order.venue === venue,
    );
    const results: CancelResult[] = [];
    for (const order of ours) {
      results.push(
        isProtection(order) && !includeProtection
          ? kept(order, order.venueOrderId, order.clientOrderId)
          : await this.cancelOurs(order),
      );
    }
    for (const report of listed.filter((one) => !isListedAs(one, ours))) {
      const isShield = isProtectiveType(report.type) || report.type === 'other';
      results.push(
        isShield && !includeProtection
          ? kept(null, report.venueOrderId, report.clientOrderId)
          : await this.cancelOrSay(place, { venueOrderId: report.venueOrderId }),
      );
    }
    return results;
  }

  private async venueOf({ account, instrument }: CancelPlace): Promise<Order['venue']> {
    const target = await this.accounts.executionVenueFor(account, instrumentOf(instrument));
    if (target === null) throw new AccountCannotTradeError(account, instrument);
    return target.venue;
  }

  private async ours(
    place: CancelPlace,
    venue: Order['venue'],
    name: OrderName,
  ): Promise<Order | null> {
    if ('orderId' in name) return this.orders.getAt(name.orderId as OrderId, place);
    return this.orders.findByVenueName({ ...place, venue }, name);
  }

  private async cancelOrSay(place: CancelPlace, name: OrderName): Promise<CancelResult> {
    try {
      return await this.cancel(place, name);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return {
        outcome: 'refused',
        order: null,
        venueOrderId: 'venueOrderId' in name ? name.venueOrderId : null,
        clientOrderId: 'clientOrderId' in name ? name.clientOrderId : null,
        category: error.code,
        message: error.message,
      };
    }
  }

  private async cancelOurs(order: Order): Promise<CancelResult> {
    const named = { venueOrderId: order.venueOrderId, clientOrderId: order.clientOrderId };
    try {
      const after = await this.canceller.cancelInTime(order.id, 'asked for by a person');
      const { category, message } = await this.refusalOf(after);
      return { ...named, order: after, outcome: endOf(after), category, message };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const current = await this.orders.get(order.id);
      return {
        ...named,
        order: current,
        outcome: current.state === 'UNKNOWN' || current.state === 'SUBMITTED' ? 'unknown' : 'gone',
        category: error.code,
        message: error.message,
      };
    }
  }

  /** Why the venue declined to cancel an order that is open again, from its last event. */
  private async refusalOf(
    order: Order,
  ): Promise<{ readonly category: string | null; readonly message: string | null }> {
    if (endOf(order) !== 'refused') return { category: null, message: null };
    const { category, message } = (await this.orders.eventsOf(order.id)).at(-1)?.data ?? {};
    return {
      category: typeof category === 'string' ? category : null,
      message: typeof message === 'string' ? message : null,
    };
  }

  /** Asked once. When the answer says nothing certain, the order is read. */
  private async cancelForeign(venue: Order['venue'], ref: OrderRef): Promise<CancelResult> {
    const outcome = await this.venues
      .execution(venue)
      .cancel(ref)
      .catch((error: unknown) => ({
        outcome: 'unknown' as const,
        message: messageOf(error),
      }));
    this.logger.info(
      { venue, venueOrderId: ref.venueOrderId, outcome: outcome.outcome },
      'cancel of an order that is not ours answered',
    );
    const result: CancelResult = {
      outcome: outcome.outcome,
      order: null,
      venueOrderId: ref.venueOrderId,
      clientOrderId: ref.clientOrderId === '' ? null : ref.clientOrderId,
      category: 'category' in outcome ? outcome.category : null,
      message: 'message' in outcome ? outcome.message : null,
    };
    if (outcome.outcome !== 'unknown' && outcome.outcome !== 'gone') return result;
    const report = await this.venues
      .orders(venue)
      .find(ref)
      .catch(() => null);
    return report === null ? result : { ...result, ...endByReport(report, result.outcome) };
  }
}

function endByReport(report: OrderReport, before: CancelEnd): Pick<CancelResult, 'outcome'> {
  if (report.state === 'cancelled') return { outcome: 'cancelled' };
  if (report.state === 'filled') return { outcome: 'filled' };
  // Open a moment later proves nothing about a cancel that may still arrive.
  return {
    outcome: report.state === 'open' || report.state === 'partially-filled' ? before : 'gone',
  };
}

function endOf(order: Order): CancelEnd {
  switch (order.state) {
    case 'CANCELED':
    case 'DENIED':
      return 'cancelled';
    case 'FILLED':
      return 'filled';
    case 'PENDING_CANCEL':
    case 'UNKNOWN':
      return 'unknown';
    case 'ACCEPTED':
    case 'PARTIALLY_FILLED':
      return 'refused';
    default:
      return 'gone';
  }
}

const isProtection = (order: Order): boolean =>
  order.purpose === 'stop-loss' ||
  order.purpose === 'take-profit' ||
  // A cancel of its limit would take the stop of an OCO along.
  (order.reduceOnly && (isProtectiveType(order.type) || order.pairId !== null));

const isListedAs = (report: OrderReport, ours: readonly Order[]): boolean =>
  ours.some(
    (order) =>
      order.venueOrderId === report.venueOrderId ||
      order.clientOrderId === report.clientOrderId?.toLowerCase(),
  );

const kept = (
  order: Order | null,
  venueOrderId: string | null,
  clientOrderId: string | null,
): CancelResult => ({
  outcome: 'kept',
  order,
  venueOrderId,
  clientOrderId,
  category: 'protection',
  message: 'it protects a position; ask with includeProtection to cancel it too',
});
