import {
  VenueEndpointRestsError,
  VenueProtocolError,
  VenueRefusedError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import type { BingxResult } from './bingx.result';

/** The venue error that a failed read of a path is thrown as. */
export function readErrorOf(
  venue: string,
  path: string,
  result: Exclude<BingxResult, { kind: 'success' }>,
): Error {
  if (result.kind === 'not-sent') {
    const { category, reason } = result;
    if (category === 'invalid-parameter')
      return new VenueRefusedError(venue, category, null, reason);
    return category === 'error-flood' || category === 'circuit-open'
      ? new VenueEndpointRestsError(venue, reason)
      : new VenueUnavailableError(venue, reason);
  }
  if (result.kind === 'unknown') {
    return result.isOdd
      ? new VenueProtocolError(venue, result.reason, { endpoint: path })
      : new VenueUnavailableError(venue, result.reason);
  }
  const { error } = result;
  if (error.category === 'unknown-error') {
    return new VenueProtocolError(venue, `code ${error.code}: ${error.message}`, {
      venueCode: error.code,
    });
  }
  if (error.executed === 'unknown' || error.retry !== 'never') {
    return new VenueUnavailableError(venue, `code ${error.code}: ${error.message}`);
  }
  return new VenueRefusedError(venue, error.category, error.code, error.message);
}
