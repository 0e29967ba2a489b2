import type { Instrument } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { VenueCapabilities } from '@/modules/exchanges/venue.types';

/** What a venue can do with one instrument. */
export const capabilitiesOn = (
  venue: Pick<Venue, 'capabilities' | 'capabilitiesOn'>,
  instrument: Instrument,
): VenueCapabilities => venue.capabilitiesOn?.(instrument) ?? venue.capabilities;
