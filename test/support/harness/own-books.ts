import type { ServiceDatabase } from '@test/support/harness/service-database';
import type { ExchangeFill } from '@test/support/harness/exchange-book';

/** An order as our books have it. */
export interface BookedOrder {
  readonly id: string;
  readonly venue: string;
  readonly clientOrderId: string;
  readonly venueOrderId: string | null;
  readonly state: string;
  readonly type: string;
  readonly filledQuantity: string;
}

/** A fill as our books have it; `orderId` is ours, `id` the venue's. */
export interface BookedFill extends ExchangeFill {
  readonly venue: string;
}

/** Orders and fills of one account. */
export interface OwnBooks {
  readonly orders: readonly BookedOrder[];
  readonly fills: readonly BookedFill[];
}

/** Reads what the service booked for an account. */
export async function readOwnBooks(database: ServiceDatabase, account: string): Promise<OwnBooks> {
  const orders = await database.query<BookedOrder>(
    'orders',
    `SELECT id, venue, client_order_id AS clientOrderId, venue_order_id AS venueOrderId, state, type,
            filled_quantity AS filledQuantity FROM trade_order WHERE account = ?`,
    [account],
  );
  const fills = await database.query<BookedFill & { readonly instrument: string }>(
    'orders',
    `SELECT venue_fill_id AS id, order_id AS orderId, venue, instrument, UPPER(side) AS side,
            UPPER(position_side) AS positionSide, quantity, price, fee, fee_asset AS feeAsset
       FROM fill WHERE account = ?`,
    [account],
  );
  return {
    orders,
    fills: fills.map(({ instrument, ...fill }) => ({
      ...fill,
      symbol: instrument.split('/')[1] ?? '',
    })),
  };
}
