import { Injectable } from '@nestjs/common';
import { decimal, floorToStep, ZERO } from '@/kernel/decimal';
import { instrumentOf, instrumentText } from '@/kernel/instrument';
import { AccountsService } from '@/modules/accounts/accounts.service';
import type { PositionSource } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { VenueCapabilityMissingError } from '@/modules/exchanges/venue.errors';
import type { PositionReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { shareOut } from '@/modules/trading/halting/flatten-plan';
import type { ManualOrder } from '@/modules/trading/manual/manual-order';
import { ManualOrders } from '@/modules/trading/manual/manual-orders';
import { PositionHoldings } from '@/modules/trading/halting/position-holdings';
import { AccountCannotTradeError, PositionNotFoundError } from '@/modules/trading/trading.errors';

/** Which positions are closed: one by the venue's id, or all sides of an instrument. */
export interface ClosedPlace {
  readonly account: string;
  readonly instrument: string;
  readonly positionId?: string;
  readonly note?: string;
}

/**
 * Closes positions as the venue holds them, opened by whomever, with market orders of ours: the parts of strategies
 * first, so that their ledgers become flat with the venue.
 */
@Injectable()
export class PositionCloses {
  constructor(
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly holdings: PositionHoldings,
    private readonly manual: ManualOrders,
  ) {}

  /** The closing orders. Throws PositionNotFoundError when nothing is held there. */
  async close(place: ClosedPlace, idempotencyKey: string | null): Promise<readonly Order[]> {
    const { source, step } = await this.sourceOf(place);
    const positions = (await source.open(place.account)).filter(
      (position) =>
        instrumentText(position.instrument) === place.instrument &&
        (place.positionId === undefined || position.venuePositionId === place.positionId),
    );
    const parts: ManualOrder[] = [];
    for (const position of positions) parts.push(...(await this.partsOf(place, position, step)));
    if (parts.length === 0) throw new PositionNotFoundError(place.instrument, place.positionId);
    const placed: Order[] = [];
    for (const [index, part] of parts.entries()) {
      const key = idempotencyKey === null ? null : `${idempotencyKey}\n${String(index)}`;
      placed.push(await this.manual.place(part, key));
    }
    return placed;
  }

  private async sourceOf(place: ClosedPlace): Promise<{
    readonly source: PositionSource;
    readonly step: string;
  }> {
    const instrument = instrumentOf(place.instrument);
    const target = await this.accounts.executionVenueFor(place.account, instrument);
    if (target === null) throw new AccountCannotTradeError(place.account, place.instrument);
    const venue = this.venues.get(target.venue);
    if (venue.positions === undefined) throw new VenueCapabilityMissingError(venue.id, 'positions');
    const rules = await venue.instruments.find(instrument);
    return { source: venue.positions, step: rules?.quantityStep ?? '0' };
  }

  private async partsOf(
    place: ClosedPlace,
    position: PositionReport,
    step: string,
  ): Promise<readonly ManualOrder[]> {
    const { account, instrument, note } = place;
    // What other closes have locked is on its way out already.
    const available = decimal(position.availableQuantity);
    const whole = decimal(step).gt(ZERO) ? floorToStep(available, decimal(step)) : available;
    const holdings = await this.holdings.at({ account, instrument }, position.side);
    return shareOut(whole, holdings).map(({ strategyId, quantity }) => ({
      account,
      instrument,
      action: 'close' as const,
      positionSide: position.side,
      type: 'market' as const,
      quantity,
      ...(strategyId === null ? {} : { strategyId }),
      note: note ?? 'the position was closed by a person',
    }));
  }
}
