import { instrumentText, type Instrument } from '@/kernel/instrument';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { BingxSessions } from '../bingx.sessions';
import { spotSymbol } from '../bingx.symbols';

export const VENUE = 'bingx-spot' as const;

/** What all parts of the Spot adapter share. */
export interface SpotContext {
  readonly sessions: BingxSessions;
}

/** The symbol of an instrument; throws VenueRefusedError `instrument-unknown` for another product's instrument. */
export function symbolOf(instrument: Instrument): string {
  const symbol = spotSymbol(instrument);
  if (symbol === null) {
    const message = `${instrumentText(instrument)} is no Spot pair`;
    throw new VenueRefusedError(VENUE, 'instrument-unknown', null, message);
  }
  return symbol;
}
