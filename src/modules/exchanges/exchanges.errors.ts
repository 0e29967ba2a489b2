import { DomainError } from '@/kernel/errors';

/** No venue of that id is built in. */
export class VenueNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'venue-not-found', `there is no venue ${JSON.stringify(id.slice(0, 60))}`);
  }
}
