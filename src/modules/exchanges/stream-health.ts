import { Injectable, type OnModuleInit } from '@nestjs/common';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { HealthRegistry } from '@/platform/health/health.registry';

/** Shows the sockets of each venue on /status-server. A stream that is away is no illness: REST does its work. */
@Injectable()
export class StreamHealth implements OnModuleInit {
  constructor(
    private readonly venues: VenueRegistry,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    for (const { id, streams } of this.venues.all()) {
      if (streams === undefined) continue;
      this.health.register({
        name: id,
        kind: 'stream',
        check: () => {
          const sockets = streams.status();
          const healthy = sockets.every(({ state }) => state === 'up');
          return Promise.resolve({ name: id, kind: 'stream', healthy, detail: { sockets } });
        },
      });
    }
  }
}
