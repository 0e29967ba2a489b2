import { Injectable } from '@nestjs/common';
import { decimalText, ZERO } from '@/kernel/decimal';
import { instrumentOf } from '@/kernel/instrument';
import { openingSide } from '@/kernel/side';
import type { FillReport } from '@/modules/exchanges/venue.types';
import { holdingsOf } from '@/modules/orders/ledger/account-book';
import { ExternalBooking } from '@/modules/orders/external/external-booking';
import type { ExternalFills, FillShare } from '@/modules/orders/external/external-order';
import { ExternalOrdersRepository } from '@/modules/orders/external/external-orders.repository';
import { isOpening } from '@/modules/orders/ledger/open-entries';
import type { Fill, Order } from '@/modules/orders/order';
import { overCloseOf } from '@/modules/orders/ledger/over-close';
import { shareOut } from '@/modules/orders/ledger/share-out';
import type { Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';

/**
 * Books what an order closed of other strategies' holdings where it was taken from: the strategy that closed too much
 * gets it back, and those who held it, nobody's orders first and then the oldest entry, lose it. Both at the price of the
 * fill and without a fee, so that the sums of all fills stay what the venue says.
 */
@Injectable()
export class OverCloseBooking {
  constructor(
    private readonly external: ExternalOrdersRepository,
    private readonly booking: ExternalBooking,
    private readonly ids: IdSource,
  ) {}

  /**
   * To be called in the transaction that booked fills of an order. The strategy's orders stay locked, so that two closes
   * booked at once find what they took together, once. Gives back the orders that were booked for other strategies.
   */
  async book(order: Order, added: readonly Fill[], tx: Tx<'orders'>): Promise<readonly Order[]> {
    const last = added.at(-1);
    if (last === undefined || order.strategyId === null || isOpening(order)) return [];
    const lines = await this.external.linesOfSide(order, order.strategyId, tx);
    const excess = overCloseOf(lines);
    if (!excess.gt(ZERO)) return [];
    const id = `over-${this.ids.newId()}`;
    const fill = takenBy(last, id, decimalText(excess));
    const found = foundOf(order, id, fill);
    await this.booking.bookShare(found, returnedTo(order, fill), tx);
    const shares = shareOut([fill], order.positionSide, await this.othersHoldings(order, tx));
    const booked = await this.booking.bookShares(found, shares, tx);
    return booked.flatMap((share) => (share.order.strategyId === null ? [] : [share.order]));
  }

  private async othersHoldings(order: Order, tx: Tx<'orders'>) {
    const lines = await this.external.linesOf(order, tx);
    const nobodys = await this.external.nobodysNets(order, tx);
    return holdingsOf(lines, nobodys).filter(
      ({ instrument, strategyId }) =>
        instrument === order.instrument && strategyId !== order.strategyId,
    );
  }
}

/** What was taken, as the fill that took it. */
const takenBy = (fill: Fill, id: string, quantity: string): FillReport => {
  const { side, price, feeAsset, filledAt } = fill;
  const instrument = instrumentOf(fill.instrument);
  const ids = { venueFillId: id, venueOrderId: id };
  return {
    ...ids,
    instrument,
    side,
    quantity,
    price,
    fee: '0',
    feeAsset,
    liquidity: null,
    filledAt,
  };
};

const foundOf = (order: Order, id: string, fill: FillReport): ExternalFills => ({
  account: order.account,
  venue: order.venue,
  instrument: order.instrument,
  venueOrderId: id,
  positionSide: order.positionSide,
  origin: 'over-close',
  causedBy: order.id,
  fills: [fill],
});

const returnedTo = ({ strategyId, positionSide }: Order, fill: FillReport): FillShare => {
  const side = openingSide(positionSide);
  const returned = { ...fill, side, venueFillId: `${fill.venueFillId}#back` };
  return { strategyId, side, positionSide, isUnaccounted: false, fills: [returned] };
};
