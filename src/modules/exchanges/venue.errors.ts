import { DomainError } from '@/kernel/errors';

/** The venue could not be asked: connection, time limit, 5xx or rate limit. Nothing is known. */
export class VenueUnavailableError extends DomainError {
  constructor(venue: string, message: string, cause?: unknown) {
    super('unavailable', 'venue-unavailable', `${venue} could not be asked: ${message}`, {
      cause,
      details: { venue },
    });
  }
}

/** One endpoint of the venue rests after errors; what it would have said may be had from another one. */
export class VenueEndpointRestsError extends VenueUnavailableError {}

/** The venue answered something that its documentation does not allow. */
export class VenueProtocolError extends DomainError {
  constructor(venue: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(
      'unavailable',
      'venue-answer-not-understood',
      `${venue} answered something unexpected: ${message}`,
      {
        details: { venue, ...details },
      },
    );
  }
}

/** The venue declined a request on purpose. */
export class VenueRefusedError extends DomainError {
  constructor(
    venue: string,
    readonly category: string,
    readonly venueCode: string | null,
    message: string,
  ) {
    super('refused', 'venue-refused', `${venue} refused: ${message}`, {
      details: { venue, category, venueCode },
    });
  }
}

/** The venue lacks what was asked of it, such as orders on a read-only product. */
export class VenueCapabilityMissingError extends DomainError {
  constructor(venue: string, capability: string) {
    super('invalid', 'venue-cannot', `${venue} has no ${capability}`, {
      details: { venue, capability },
    });
  }
}
