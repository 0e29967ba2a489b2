import {
  VenueProtocolError,
  VenueRefusedError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import type { Refused, Unknown } from '@/modules/exchanges/venue.types';
import type { BingxResult } from './bingx.client';

/** Our own refusal: the order is never sent. */
export const refusedHere = (
  category: string,
  message: string,
  retryAt: Date | null = null,
): Refused => ({
  outcome: 'refused',
  category,
  venueCode: null,
  message,
  retryAt,
});

/** A read before the write failed: the order was not sent. */
export function refusedBefore(error: unknown): Refused {
  if (error instanceof VenueRefusedError) {
    return {
      outcome: 'refused',
      category: error.category,
      venueCode: error.venueCode,
      message: error.message,
      retryAt: null,
    };
  }
  if (error instanceof VenueUnavailableError || error instanceof VenueProtocolError) {
    return refusedHere('venue-unreachable', `not sent: ${error.message}`);
  }
  throw error;
}

/** The outcome of a write that did not succeed. */
export function writeOutcome(result: Exclude<BingxResult, { kind: 'success' }>): Refused | Unknown {
  if (result.kind === 'unknown') return { outcome: 'unknown', message: result.reason };
  if (result.kind === 'not-sent')
    return refusedHere(result.category, `not sent: ${result.reason}`, result.retryAt);
  const { error } = result;
  const message = `code ${error.code}: ${error.message}`;
  if (error.executed === 'unknown') return { outcome: 'unknown', message };
  return {
    outcome: 'refused',
    category: error.category,
    venueCode: error.code,
    message,
    retryAt: error.retryAt,
  };
}
