import { Injectable } from '@nestjs/common';
import { instrumentOf, instrumentText } from '@/kernel/instrument';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { FillReport, OrderReport, PositionReport } from '@/modules/exchanges/venue.types';
import type { VenueBook } from '@/modules/trading/reconciliation/compare-books';
import type { ReconciliationScope } from '@/modules/trading/reconciliation/reconciliation';

/** What one request each tells of an account: enough to see whether anything is odd. */
export interface FirstGlance {
  readonly open: readonly OrderReport[];
  readonly positions: readonly PositionReport[] | null;
}

/** Reads what a venue has of one account. */
@Injectable()
export class VenueReading {
  constructor(private readonly venues: VenueRegistry) {}

  async glance({ account, venue }: ReconciliationScope): Promise<FirstGlance> {
    const { positions } = this.venues.get(venue);
    const open = await this.venues.orders(venue).open(account);
    return { open, positions: positions === undefined ? null : await positions.open(account) };
  }

  /**
   * Orders and fills of instruments, and then the glance again. Fills before orders, so that every fill's order is in
   * the lists; positions last, so that they hold every fill that was read.
   */
  async read(
    scope: ReconciliationScope,
    instruments: readonly string[],
    since: Date,
  ): Promise<Omit<VenueBook, 'askedAt'>> {
    const source = this.venues.orders(scope.venue);
    const fills: FillReport[] = [];
    const history: OrderReport[] = [];
    for (const text of instruments) {
      const instrument = instrumentOf(text);
      const found = await source.fills(scope.account, instrument, since);
      // A venue that pays no heed to the bound must not bring back what was left behind.
      fills.push(...found.filter(({ filledAt }) => filledAt >= since));
      history.push(...(await source.history(scope.account, instrument, since)));
    }
    return { ...(await this.glance(scope)), fills, history };
  }

  /** Whether the venue has positions at all. */
  hasPositions({ venue }: ReconciliationScope): boolean {
    return this.venues.get(venue).positions !== undefined;
  }

  /** Instruments of a glance. */
  instrumentsOf({ open, positions }: FirstGlance): readonly string[] {
    return [...open, ...(positions ?? [])].map(({ instrument }) => instrumentText(instrument));
  }
}
