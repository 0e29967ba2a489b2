import type { OrderId, StrategyId } from '@/kernel/ids';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { FillReport, OrderReport, ReportedOrderState } from '@/modules/exchanges/venue.types';
import { isMadeHere } from '@/modules/orders/client-order-id';

/**
 * How an order that is not ours came to be. `by-hand` covers other programs, too: the venue does not tell them apart.
 * `over-close` stands in our books only: an order of one strategy closed what another one held.
 */
export const EXTERNAL_ORIGINS = ['by-hand', 'liquidation', 'adl', 'over-close'] as const;
export type ExternalOrigin = (typeof EXTERNAL_ORIGINS)[number];

/** An order on the venue that our books did not make. Shown, never touched. Amounts are decimal text. */
export interface ExternalOrder {
  readonly id: string;
  readonly account: string;
  readonly venue: VenueId;
  /** Canonical instrument text. */
  readonly instrument: string;
  readonly venueOrderId: string;
  readonly clientOrderId: string | null;
  /** Its client order id has the form of ours: books restored from a backup no longer know the order. */
  readonly looksOurs: boolean;
  readonly origin: ExternalOrigin;
  readonly side: OrderSide;
  readonly positionSide: PositionSide | null;
  readonly type: OrderReport['type'];
  readonly state: ReportedOrderState;
  readonly quantity: string;
  readonly filledQuantity: string;
  readonly averagePrice: string | null;
  readonly stopPrice: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** What one strategy, or nobody (a person, an order of theirs), holds of a side; part of it in time order. */
export interface Holding {
  readonly strategyId: StrategyId | null;
  readonly instrument: string;
  readonly positionSide: PositionSide;
  /** More than zero. */
  readonly quantity: string;
  /** When the entry was made; nobody's holdings come first whatever it says. */
  readonly since: Date;
}

/** The part of external fills that changes what one strategy, or nobody, holds. */
export interface FillShare {
  readonly strategyId: StrategyId | null;
  readonly side: OrderSide;
  readonly positionSide: PositionSide;
  /** Closed something that our books do not hold: kept for the record, outside the ledger. */
  readonly isUnaccounted: boolean;
  readonly fills: readonly FillReport[];
}

/** Fills of one order that is not ours. */
export interface ExternalFills {
  readonly account: string;
  readonly venue: VenueId;
  readonly instrument: string;
  readonly venueOrderId: string;
  /** Null where the venue names no side: then it follows from what is held. */
  readonly positionSide: PositionSide | null;
  readonly origin: ExternalOrigin;
  /** The order of ours behind an over-close. */
  readonly causedBy?: OrderId;
  readonly fills: readonly FillReport[];
}

/** Whether a client order id is one that we make. */
export const looksOurs = (clientOrderId: string | null): boolean =>
  clientOrderId !== null && isMadeHere(clientOrderId);
