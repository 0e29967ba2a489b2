import type { Access, Call, Envelope, Route } from '../route';
import type { Spot } from './spot';

/** A call with the account's spot wallet. */
export interface SpotCall extends Call {
  readonly x: Spot;
}

const spotRoute =
  (access: Access, envelope: Envelope) =>
  (answer: (call: SpotCall) => unknown): Route => ({
    access,
    envelope,
    answer: (call) => answer({ ...call, x: call.account.spot }),
  });

/** Routes of the spot market: market data carries a timestamp instead of a text. */
export const spotMarket = spotRoute('public', 'no-msg');
export const spotPublic = spotRoute('public', 'debug');
export const spotRead = spotRoute('read', 'debug');
export const spotTrade = spotRoute('spot', 'debug');
