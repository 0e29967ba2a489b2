import { Inject, Injectable } from '@nestjs/common';
import type { VenueId } from '@/kernel/venue-id';
import type { OrderExecution, OrderSource, Venue } from '@/modules/exchanges/venue.port';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';

/** Token under which the array of venue adapters is provided. */
export const VENUES = Symbol('VENUES');

/** Finds a venue adapter by its id; refuses two adapters with one id at boot. */
@Injectable()
export class VenueRegistry {
  private readonly byId: ReadonlyMap<VenueId, Venue>;

  constructor(@Inject(VENUES) venues: readonly Venue[]) {
    const byId = new Map<VenueId, Venue>();
    for (const venue of venues) {
      if (byId.has(venue.id)) throw new Error(`two adapters for venue ${venue.id}`);
      byId.set(venue.id, venue);
    }
    this.byId = byId;
  }

  all(): readonly Venue[] {
    return [...this.byId.values()];
  }

  find(id: VenueId): Venue | null {
    return this.byId.get(id) ?? null;
  }

  /** Throws VenueCapabilityMissingError when no such venue is built in. */
  get(id: VenueId): Venue {
    const venue = this.byId.get(id);
    if (venue === undefined) throw new VenueCapabilityMissingError(id, 'adapter');
    return venue;
  }

  execution(id: VenueId): OrderExecution {
    const execution = this.get(id).execution;
    if (execution === undefined) throw new VenueCapabilityMissingError(id, 'order execution');
    return execution;
  }

  orders(id: VenueId): OrderSource {
    const orders = this.get(id).orders;
    if (orders === undefined) throw new VenueCapabilityMissingError(id, 'order look-up');
    return orders;
  }
}
