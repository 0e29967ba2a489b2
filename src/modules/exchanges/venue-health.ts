import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
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
    private readonly accounts: KnownAccountsService,
    private readonly health: HealthRegistry,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const venue of this.venues.all()) {
      this.health.register({
        name: venue.id,
        kind: 'venue',
        check: async () => {
          const [status, accounts] = await Promise.all([
            this.statusOf(venue),
            this.accountsOn(venue.id),
          ]);
          const { reachable, latencyMs, clockOffsetMs, detail, limits } = status;
          return {
            name: venue.id,
            kind: 'venue',
            healthy: reachable,
            detail: {
              latencyMs,
              clockOffsetMs,
              detail,
              ...accounts,
              ...(limits === undefined ? {} : { limits }),
            },
          };
        },
      });
    }
  }

  /** How the accounts on a venue are; none for paper, whose books need nothing. */
  private async accountsOn(venue: VenueId): Promise<Readonly<Record<string, unknown>>> {
    if (venue === 'paper') return {};
    const known = await this.accounts.list().catch(() => this.accounts.configured());
    const accounts = known
      .filter(({ venues }) => venues.includes(venue))
      .map(({ name, environment, status, problem, findings }) => ({
        ...{ name, environment, status, problem: problem?.code ?? null },
        positionMode: findings?.positionMode ?? null,
        clockOffsetMs: findings?.clockOffsetMs ?? null,
        lastCheckedAt: findings?.checkedAt?.toISOString() ?? null,
      }));
    return { accounts };
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
