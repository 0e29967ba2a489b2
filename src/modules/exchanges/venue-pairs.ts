import type { Refused, Unknown, VenueOrder } from '@/modules/exchanges/venue.types';

/** Two orders of which one cancels the other, placed by one request. Both are of one account, instrument, side and size. */
export interface VenueOrderPair {
  /** The client order id of the two together. */
  readonly pairId: string;
  readonly limit: VenueOrder;
  /** A stop-limit order. */
  readonly stop: VenueOrder;
}

/** The venue took both orders of a pair. */
export interface PairAcknowledged {
  readonly outcome: 'acknowledged';
  readonly limitOrderId: string;
  readonly stopOrderId: string;
}

/** A pair is taken whole or not at all. */
export type PairOutcome = PairAcknowledged | Refused | Unknown;
