import type { Clock } from '@/kernel/clock';
import type { BingxSessions } from '../bingx.sessions';
import { coinMSymbol, symbolsFor } from '../bingx.symbols';

export const VENUE = 'bingx-coin-m' as const;

/** What all parts of the Coin-M adapter share. */
export interface CoinMContext {
  readonly sessions: BingxSessions;
  readonly clock: Clock;
}

/** The symbol of an instrument; throws VenueRefusedError `instrument-unknown` for another product's instrument. */
export const symbolOf = symbolsFor(VENUE, coinMSymbol, 'Coin-M contract');
