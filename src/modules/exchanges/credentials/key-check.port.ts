import type { Credentials, KeyPermission } from '@/modules/exchanges/credentials/exchange-account';
import type { PositionMode } from '@/modules/exchanges/venue.types';

/** A key to be looked at, and where it is meant to belong. */
export interface KeyToCheck extends Credentials {
  readonly environment: 'live' | 'demo';
}

/** What an exchange says of a key. Null: it does not say. */
export interface KeyReading {
  readonly uid: string;
  readonly permissions: readonly KeyPermission[];
  readonly mayWithdraw: boolean | null;
  readonly ipRestricted: boolean | null;
  readonly positionMode: PositionMode | null;
  /** Our clock minus the exchange's, in milliseconds. */
  readonly clockOffsetMs: number | null;
  /** Whose money lies there: `demo` when play money is among the balances, null when there are none. */
  readonly money: 'live' | 'demo' | null;
}

/** Asks an exchange about a key; reads only. The injection token is the class. */
export abstract class KeyCheck {
  /** Throws VenueRefusedError when the key is refused, VenueUnavailableError or VenueProtocolError. */
  abstract read(key: KeyToCheck): Promise<KeyReading>;
}
