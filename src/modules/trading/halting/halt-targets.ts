import { Injectable } from '@nestjs/common';
import { DomainError } from '@/kernel/errors';
import type { VenueId } from '@/kernel/venue-id';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { OrdersService } from '@/modules/orders/orders.service';
import { SYSTEM_SCOPE } from '@/modules/orders/states/trading-state';
import { TradingSettings } from '@/platform/settings/trading.settings';
import type { HaltedPosition } from '@/modules/trading/halting/halt-closes';

/** An account on a venue. */
export interface Target {
  readonly account: string;
  readonly venue: VenueId;
}

/** Positions that a halt is to close, and what could not be read: that it is unknown is not that there is none. */
export interface HaltedPositions {
  readonly positions: readonly HaltedPosition[];
  readonly unread: readonly string[];
}

/** Finds what is open in a scope by the word of the venues: what a person or another program opened counts too. */
@Injectable()
export class HaltTargets {
  constructor(
    private readonly orders: OrdersService,
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly settings: TradingSettings,
  ) {}

  async positions(scope: string): Promise<HaltedPositions> {
    const { targets, unread } = await this.targets(scope);
    const reports = await Promise.all(targets.map((target) => this.positionsOf(target)));
    return {
      positions: reports.flatMap(({ positions }) => positions),
      unread: [...unread, ...reports.flatMap((report) => report.unread)],
    };
  }

  /** Accounts with the venues that may hold something: the known ones, and those that our books trade on. */
  async targets(scope: string): Promise<{
    readonly targets: readonly Target[];
    readonly unread: readonly string[];
  }> {
    const isPaper = this.settings.TRADING_MODE === 'paper';
    const unread: string[] = [];
    const known = await this.accounts.list().catch((error: unknown) => {
      unread.push(`the list of accounts could not be read: ${messageOf(error)}`);
      return [];
    });
    const all = [
      ...known.flatMap(({ name, venues }) =>
        (isPaper ? (['paper'] as const) : venues).map((venue) => ({ account: name, venue })),
      ),
      ...(await this.orders.tradedAccounts()),
    ] as const;
    const wanted = all.filter(
      ({ account, venue }) =>
        (scope === SYSTEM_SCOPE || account === scope) && (!isPaper || venue === 'paper'),
    );
    const byKey = new Map(wanted.map((target) => [`${target.account}|${target.venue}`, target]));
    return { targets: [...byKey.values()], unread };
  }

  /** Whether a halt closes what a venue holds; where it does not, what protects it has to stay. */
  closesOn(venue: VenueId): boolean {
    const adapter = this.venues.find(venue);
    return adapter?.execution !== undefined && adapter.positions !== undefined;
  }

  private async positionsOf({ account, venue }: Target): Promise<HaltedPositions> {
    try {
      const adapter = this.venues.find(venue);
      // Not built in, or it can only be read: nothing can be closed. What is there is named at the end of the halt.
      if (adapter?.execution === undefined) return { positions: [], unread: [] };
      const open = (await adapter.positions?.open(account)) ?? [];
      return {
        positions: open.map((position) => ({ account, venue, position })),
        unread: [],
      };
    } catch (error) {
      const what = `the positions of ${account} on ${venue} could not be read`;
      return { positions: [], unread: [`${what}: ${messageOf(error)}`] };
    }
  }
}

/** Only messages of our own: others may hold addresses or statements. */
export const messageOf = (error: unknown): string =>
  error instanceof DomainError ? error.message : 'something went wrong here, see the log';
