import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { VenueId } from '@/kernel/venue-id';
import { VenueProtocolError, VenueRefusedError } from '@/modules/exchanges/venue.errors';

/** How long a failure to reach an exchange is remembered. */
const REMEMBERED_MS = 60_000;

/** Remembers which exchanges could not be reached, so that working offline does not wait for each of them each time. */
@Injectable()
export class MarketReach {
  private readonly failedAt = new Map<VenueId, number>();

  constructor(private readonly clock: Clock) {}

  isUnreachable(venue: VenueId): boolean {
    const at = this.failedAt.get(venue);
    return at !== undefined && this.clock.monotonicMs() - at < REMEMBERED_MS;
  }

  /** An answer that was refused or not understood still came from a reachable exchange. */
  failed(venue: VenueId, error: unknown): void {
    if (error instanceof VenueRefusedError || error instanceof VenueProtocolError) return;
    this.failedAt.set(venue, this.clock.monotonicMs());
  }

  reached(venue: VenueId): void {
    this.failedAt.delete(venue);
  }
}

/** Waits for a promise no longer than this; its own late failure is swallowed. */
export async function withinMs<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(limitMs)} ms`));
    }, limitMs);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
