import type { VenueId } from '@/kernel/venue-id';
import type { PositionReport } from '@/modules/exchanges/venue.types';

/** A venue's own word on one open position of an account, and when it said so. */
export interface ReportedPosition {
  readonly account: string;
  readonly venue: VenueId;
  readonly at: Date;
  readonly position: PositionReport;
}

/** An account whose positions could not be read: that they are unknown is not that there are none. */
export interface UnreadAccount {
  readonly account: string;
  readonly venue: VenueId;
  readonly problem: string;
}

export interface PositionsReport {
  readonly positions: readonly ReportedPosition[];
  readonly unread: readonly UnreadAccount[];
}
