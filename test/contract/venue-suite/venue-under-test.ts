import type { Instrument } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';

/** A venue to be examined: with an account that holds money and an instrument that it may trade. */
export interface VenueUnderTest {
  readonly venue: Venue;
  readonly account: string;
  readonly instrument: Instrument;
  /** A size of one trade, above the minimum and a multiple of the step. */
  readonly quantity: string;
  /** A price near the market, for venues that fill at the alarm's price and as a stand-in for a missing ticker. */
  readonly referencePrice: string;
  close?(): Promise<void> | void;
}
