import type { VenueId } from '@/kernel/venue-id';

/** What one account held in one asset at one moment. Amounts are decimal text. */
export interface BalanceSnapshot {
  readonly id: string;
  readonly account: string;
  readonly venue: VenueId;
  readonly asset: string;
  readonly total: string;
  readonly available: string;
  readonly equity: string;
  readonly takenAt: Date;
}
