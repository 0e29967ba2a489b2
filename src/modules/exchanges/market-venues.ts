import type { Instrument } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';

/** Token under which the adapters of real exchanges are provided; the paper venue stands in for them. */
export const MARKET_VENUES = Symbol('MARKET_VENUES');

/** The adapter of the market that an instrument belongs to; null when none is built in. */
export const marketVenueOf = (
  venues: readonly Venue[],
  instrument: Pick<Instrument, 'market'>,
): Venue | null => venues.find((venue) => venue.id === instrument.market) ?? null;
