import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import type { VenueId } from '@/kernel/venue-id';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { PositionSnapshotsRepository } from '@/modules/positions/position-snapshots.repository';
import type { PositionsReport } from '@/modules/positions/reported-position';
import { IdSource } from '@/platform/identity/new-id';

/** What the venues say is open. Our own ledger comes from fills and is not mixed in here. */
@Injectable()
export class PositionsService {
  constructor(
    private readonly accounts: KnownAccountsService,
    private readonly venues: VenueRegistry,
    private readonly snapshots: PositionSnapshotsRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Asks every known account's venue now, or that of one account. */
  async report(accountName?: string): Promise<PositionsReport> {
    const accounts = await this.accounts.list();
    const wanted =
      accountName === undefined ? accounts : accounts.filter(({ name }) => name === accountName);
    const reports = await Promise.all(
      wanted.flatMap(({ name, venues }) => venues.map((venue) => this.reportOf(name, venue))),
    );
    return {
      positions: reports.flatMap(({ positions }) => positions),
      unread: reports.flatMap(({ unread }) => unread),
    };
  }

  /** Asks one account's venue; a venue that is not built in or without positions has none. Never throws for a venue out of reach. */
  async reportOf(account: string, venue: VenueId): Promise<PositionsReport> {
    try {
      const open = (await this.venues.find(venue)?.positions?.open(account)) ?? [];
      const at = this.clock.now();
      return { positions: open.map((position) => ({ account, venue, at, position })), unread: [] };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { positions: [], unread: [{ account, venue, problem: error.message }] };
    }
  }

  /** Writes down what the venues report now. */
  async record(): Promise<PositionsReport> {
    const report = await this.report();
    await this.snapshots.add(
      report.positions.map((position) => ({ ...position, id: this.ids.newId() })),
    );
    return report;
  }
}
