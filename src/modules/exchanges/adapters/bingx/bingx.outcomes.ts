import {
  VenueProtocolError,
  VenueRefusedError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import type {
  CancelOutcome,
  Refused,
  ReportedOrderState,
  SubmitOutcome,
  Unknown,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import { saysOrderIsGone } from './bingx.errors';
import type { JsonValue } from './bingx.json';
import { mayBeOf } from './bingx.reports';
import type { BingxResult } from './bingx.result';

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

/** Whether BingX did nothing because the order is not open, or not there, any more. */
export const isGone = (result: BingxResult): boolean =>
  result.kind === 'error' && result.error.executed === 'no' && saysOrderIsGone(result.error);

/** The outcome of a cancellation; `read` says what an answer means. */
export function cancelOutcome(
  result: BingxResult,
  read: (data: JsonValue) => CancelOutcome,
): CancelOutcome {
  if (result.kind === 'success') return read(result.data);
  return isGone(result) ? { outcome: 'gone' } : writeOutcome(result);
}

/** The outcome of an order that BingX says yes to: unknown when the answer does not name it, or names another. */
export function acknowledgement(
  venueOrderId: string | null,
  clientOrderId: string | null,
  order: VenueOrder,
): SubmitOutcome {
  if (venueOrderId === null || !/^\d+$/.test(venueOrderId))
    return { outcome: 'unknown', message: 'BingX said yes without naming the order' };
  if (!mayBeOf(clientOrderId, order.clientOrderId))
    return { outcome: 'unknown', message: 'BingX answered with another client order id' };
  return { outcome: 'acknowledged', venueOrderId };
}

/** What a cancelled order is that BingX reports in this state: one that was over before has fills to be read. */
export const cancelledIn = (state: ReportedOrderState | null): CancelOutcome =>
  state === 'filled' || state === 'expired' || state === 'rejected'
    ? { outcome: 'gone' }
    : { outcome: 'cancelled' };

const ABOUT_RULES: ReadonlySet<string> = new Set([
  'instrument-unknown',
  'instrument-off',
  'quantity-too-small',
]);

/** Whether a refusal makes the rules of instruments doubtful that we hold. */
export const doubtsRules = ({ category }: Refused): boolean => ABOUT_RULES.has(category);
