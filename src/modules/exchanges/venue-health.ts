import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { VenueId } from '@/kernel/venue-id';
import type { Venue } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { VenueStatus } from '@/modules/exchanges/venue.types';
import { HealthRegistry } from '@/platform/health/health.registry';

/** One look serves everybody who asks within this time. */
const REUSE_MS = 5_000;
const LIMIT_MS = 2_000;

/** Looks at the venues for /venues and /status-server. A venue out of reach is an answer, never an error. */
@Injectable()
export class VenueHealth implements OnModuleInit {
  private readonly looks = new Map<
    VenueId,
    { readonly at: number; readonly answer: Promise<VenueStatus> }
  >();

  constructor(
    private readonly venues: VenueRegistry,
    private readonly health: HealthRegistry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const venue of this.venues.all()) {
      this.health.register({
        name: venue.id,
        kind: 'venue',
        check: async () => {
          const { reachable, latencyMs, clockOffsetMs, detail } = await this.statusOf(venue);
          return {
            name: venue.id,
            kind: 'venue',
            healthy: reachable,
            detail: { latencyMs, clockOffsetMs, detail },
          };
        },
      });
    }
  }

  statusOf(venue: Venue): Promise<VenueStatus> {
    const now = this.clock.monotonicMs();
    const last = this.looks.get(venue.id);
    if (last !== undefined && now - last.at < REUSE_MS) return last.answer;
    const answer = venue.ping(AbortSignal.timeout(LIMIT_MS));
    this.looks.set(venue.id, { at: now, answer });
    return answer;
  }
}
