import type { Clock } from '@/kernel/clock';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { BingxSessions } from '../bingx.sessions';
import { coinMSymbol } from '../bingx.symbols';

export const VENUE = 'bingx-coin-m' as const;

/** What all parts of the Coin-M adapter share. */
export interface CoinMContext {
  readonly sessions: BingxSessions;
  readonly clock: Clock;
}

/** The symbol of an instrument; throws VenueRefusedError `instrument-unknown` for another product's instrument. */
export function symbolOf(instrument: Instrument): string {
  const symbol = coinMSymbol(instrument);
  if (symbol === null) {
    const message = `${instrumentText(instrument)} is no Coin-M contract`;
    throw new VenueRefusedError(VENUE, 'instrument-unknown', null, message);
  }
  return symbol;
}
