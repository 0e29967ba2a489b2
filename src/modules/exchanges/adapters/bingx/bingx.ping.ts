import type { VenueId } from '@/kernel/venue-id';
import type { VenueStatus } from '@/modules/exchanges/venue.types';
import type { BingxClient } from './bingx.client';

/** Asks for the server's time. A positive offset means that our clock is ahead of BingX's. */
export async function pingBingx(
  venue: VenueId,
  client: BingxClient,
  signal: AbortSignal,
): Promise<VenueStatus> {
  const reading = await client.serverTime(signal);
  if (reading === null) {
    const detail = 'no server time';
    const limits = client.limits;
    return { venue, reachable: false, latencyMs: null, clockOffsetMs: null, detail, limits };
  }
  const latencyMs = Math.round(reading.roundTripMs);
  client.time.learn(reading);
  const offset = client.time.offsetMs;
  const clockOffsetMs = offset === null ? null : 0 - offset;
  const { limits } = client;
  return { venue, reachable: true, latencyMs, clockOffsetMs, detail: null, limits };
}
