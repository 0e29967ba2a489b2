import type { Clock } from '@/kernel/clock';
import type { VenueId } from '@/kernel/venue-id';
import type { VenueStatus } from '@/modules/exchanges/venue.types';
import type { BingxClient } from './bingx.client';

/** Asks for the server's time. A positive offset means that our clock is ahead of BingX's. */
export async function pingBingx(
  venue: VenueId,
  client: BingxClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<VenueStatus> {
  const askedAt = clock.now();
  const startedAt = clock.monotonicMs();
  const serverMs = await client.serverTime(signal);
  if (serverMs === null) {
    const detail = 'no server time';
    const limits = client.limits;
    return { venue, reachable: false, latencyMs: null, clockOffsetMs: null, detail, limits };
  }
  const latencyMs = Math.round(clock.monotonicMs() - startedAt);
  client.time.learn(serverMs, askedAt, clock.now());
  const offset = client.time.offsetMs;
  const clockOffsetMs = offset === null ? null : 0 - offset;
  const { limits } = client;
  return { venue, reachable: true, latencyMs, clockOffsetMs, detail: null, limits };
}
