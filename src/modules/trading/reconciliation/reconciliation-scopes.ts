import { Injectable } from '@nestjs/common';
import { instrumentText, instrumentOf, type Instrument } from '@/kernel/instrument';
import { MARKET_VENUE_IDS } from '@/kernel/venue-id';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import type { Strategy } from '@/modules/strategies/strategy';
import {
  scopeKey,
  type ReconciliationScope,
} from '@/modules/trading/reconciliation/reconciliation';

/** More strategies than this are not on at once. */
const MOST_STRATEGIES = 10_000;

/** Which accounts are compared on which venues, and which instruments matter there. */
@Injectable()
export class ReconciliationScopes {
  constructor(
    private readonly accounts: AccountsService,
    private readonly strategies: StrategiesService,
    private readonly orders: ExternalOrdersService,
    private readonly venues: VenueRegistry,
  ) {}

  /** Those in use: a strategy that is on trades there, or orders of ours are not all done. */
  async inUse(): Promise<readonly ReconciliationScope[]> {
    const [strategies, traded] = await Promise.all([this.running(), this.orders.accountsInUse()]);
    const places = new Map(
      strategies.map((one) => [`${one.account}|${instrumentOf(one.instrument).market}`, one]),
    );
    const targets = await Promise.all(
      [...places.values()].map(({ account, instrument }) =>
        this.scopeFor(account, instrumentOf(instrument)),
      ),
    );
    return this.comparable([...targets.filter((scope) => scope !== null), ...traded]);
  }

  /** Those of one account: the ones in use, else all on which it can trade. Empty for an unknown account. */
  async ofAccount(account: string): Promise<readonly ReconciliationScope[]> {
    const used = (await this.inUse()).filter((scope) => scope.account === account);
    if (used.length > 0) return used;
    if ((await this.accounts.find(account)) === null) return [];
    const all = await Promise.all(
      MARKET_VENUE_IDS.map((market) =>
        this.scopeFor(account, { market, base: 'BTC', quote: 'USDT' }),
      ),
    );
    return this.comparable(all.filter((scope) => scope !== null));
  }

  /** Instruments that strategies which are on trade in a scope. */
  async instrumentsOf(scope: ReconciliationScope): Promise<readonly string[]> {
    const strategies = await this.running();
    const mine = strategies.filter(
      ({ account, instrument }) =>
        account === scope.account &&
        (scope.venue === 'paper' || instrumentOf(instrument).market === scope.venue),
    );
    return mine.map(({ instrument }) => instrumentText(instrumentOf(instrument)));
  }

  private async running(): Promise<readonly Strategy[]> {
    return (await this.strategies.list({ isOn: true }, MOST_STRATEGIES)).rows;
  }

  private async scopeFor(
    account: string,
    instrument: Instrument,
  ): Promise<ReconciliationScope | null> {
    const target = await this.accounts.executionVenueFor(account, instrument);
    return target === null ? null : { account, venue: target.venue };
  }

  private comparable(scopes: readonly ReconciliationScope[]): readonly ReconciliationScope[] {
    const known = scopes.filter(({ venue }) => this.venues.find(venue)?.orders !== undefined);
    return [...new Map(known.map((scope) => [scopeKey(scope), scope])).values()];
  }
}
