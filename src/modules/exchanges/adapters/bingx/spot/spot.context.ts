import type { BingxSessions } from '../bingx.sessions';
import { spotSymbol, symbolsFor } from '../bingx.symbols';

export const VENUE = 'bingx-spot' as const;

/** What all parts of the Spot adapter share. */
export interface SpotContext {
  readonly sessions: BingxSessions;
}

/** The symbol of an instrument; throws VenueRefusedError `instrument-unknown` for another product's instrument. */
export const symbolOf = symbolsFor(VENUE, spotSymbol, 'Spot pair');
