import type { Instrument } from '@/kernel/instrument';
import type { ReportedOrderState } from '@/modules/exchanges/venue.types';
import { notUnderstood, textOf, type Wire } from './bingx.wire';

/** What makes a row an order. Throws VenueProtocolError when one of them is missing; `status` is BingX's word. */
export function orderIdentity(
  venueOrderId: string | null,
  instrument: Instrument | null,
  state: ReportedOrderState | null,
  status: Wire,
): {
  readonly venueOrderId: string;
  readonly instrument: Instrument;
  readonly state: ReportedOrderState;
} {
  if (venueOrderId === null || !/^\d+$/.test(venueOrderId))
    throw notUnderstood('an order without id');
  if (instrument === null) throw notUnderstood('an order of an unknown symbol');
  if (state === null) throw notUnderstood(`order status ${(textOf(status) ?? '').slice(0, 30)}`);
  return { venueOrderId, instrument, state };
}

/** What tells a fill from others. Throws VenueProtocolError when one of them is missing. */
export function fillIdentity(
  venueFillId: string | null,
  venueOrderId: string | null,
  instrument: Instrument | null,
): {
  readonly venueFillId: string;
  readonly venueOrderId: string;
  readonly instrument: Instrument;
} {
  if (venueFillId === null || venueOrderId === null) throw notUnderstood('a fill without id');
  if (instrument === null) throw notUnderstood('a fill of an unknown symbol');
  return { venueFillId, venueOrderId, instrument };
}
