import type { Clock } from '@/kernel/clock';
import type { BingxSessions } from '../bingx.sessions';
import { symbolsFor, usdtMSymbol } from '../bingx.symbols';

export const VENUE = 'bingx-usdt-m' as const;

/** What all parts of the USDT-M adapter share. */
export interface UsdtMContext {
  readonly sessions: BingxSessions;
  readonly clock: Clock;
}

/** The symbol of an instrument; throws VenueRefusedError `instrument-unknown` for another product's instrument. */
export const symbolOf = symbolsFor(VENUE, usdtMSymbol, 'USDT-M contract');
