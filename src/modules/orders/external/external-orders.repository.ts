import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { ExternalOrder } from '@/modules/orders/external/external-order';
import { ExternalOrderEntity } from '@/modules/orders/external/external-order.entity';
import { FillEntity } from '@/modules/orders/fills/fill.entity';
import type { Order } from '@/modules/orders/order';
import { OrderEntity } from '@/modules/orders/order.entity';
import { TERMINAL } from '@/modules/orders/order-transitions';
import { plainRow, toOrder } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

const LINE_COLUMNS = [
  'id',
  'purpose',
  'protectsOrderId',
  'strategyId',
  'instrument',
  'side',
  'positionSide',
  'quantity',
  'filledQuantity',
  'averagePrice',
  'baseFee',
  'dustBelow',
  'state',
  'createdAt',
] as const;

/** An order of a strategy as the comparison reads it. */
export type AccountLine = Pick<OrderEntity, (typeof LINE_COLUMNS)[number]>;

/** What orders of nobody come to on one side. */
export interface NobodysNet {
  readonly instrument: string;
  readonly positionSide: PositionSide;
  readonly net: string;
}

/** An account on a venue. */
export interface AccountOnVenue {
  readonly account: string;
  readonly venue: VenueId;
}

const NET =
  "SUM(IF((side = 'buy') = (position_side = 'long'), filled_quantity, -filled_quantity) - base_fee)";
/** A list in one statement stays below this. */
const IDS_AT_ONCE = 500;

/** An account's whole book on one venue, and the orders there that are not ours. */
@Injectable()
export class ExternalOrdersRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** Orders of strategies whose side has not been flat since, in order of creation. */
  linesOf({ account, venue }: AccountOnVenue, tx?: Tx<'orders'>): Promise<readonly AccountLine[]> {
    return this.selectOnly(
      OrderEntity,
      LINE_COLUMNS,
      `WHERE is_ledger_closed = 0 AND account = ? AND venue = ? AND strategy_id IS NOT NULL
       ORDER BY created_at, id`,
      [account, venue],
      tx,
    );
  }

  /** Those of one strategy, instrument and side, locked until the transaction ends. */
  linesOfSide(
    { account, venue, instrument, positionSide }: Order,
    strategyId: StrategyId,
    tx: Tx<'orders'>,
  ): Promise<readonly AccountLine[]> {
    return this.selectOnly(
      OrderEntity,
      LINE_COLUMNS,
      `WHERE strategy_id = ? AND position_side = ? AND is_ledger_closed = 0
         AND account = ? AND venue = ? AND instrument = ? ORDER BY id FOR UPDATE`,
      [strategyId, positionSide, account, venue, instrument],
      tx,
    );
  }

  nobodysNets(
    { account, venue }: AccountOnVenue,
    tx?: Tx<'orders'>,
  ): Promise<readonly NobodysNet[]> {
    return this.statement(
      `SELECT instrument, position_side AS positionSide, ${NET} AS net FROM trade_order
        WHERE is_ledger_closed = 0 AND account = ? AND venue = ? AND strategy_id IS NULL
        GROUP BY instrument, position_side`,
      [account, venue],
      tx,
    );
  }

  /** Orders that have not ended, those still to be sent included. */
  async notEnded({ account, venue }: AccountOnVenue): Promise<readonly Order[]> {
    const rows = await this.select(
      OrderEntity,
      `WHERE is_ledger_closed = 0 AND account = ? AND venue = ? AND state NOT IN (?)
       ORDER BY created_at, id`,
      [account, venue, TERMINAL],
    );
    return rows.map(toOrder);
  }

  /** Orders of ours by the venue's ids or by their client order ids. */
  async byIds(
    place: AccountOnVenue,
    venueOrderIds: readonly string[],
    clientOrderIds: readonly string[],
  ): Promise<readonly Order[]> {
    const found = [
      ...(await this.ordersWhere(place, 'venue_order_id', venueOrderIds)),
      ...(await this.ordersWhere(place, 'client_order_id', clientOrderIds)),
    ];
    return [...new Map(found.map((order) => [order.id, order])).values()];
  }

  /** Protection of an account that was changed since a time, whatever its state: a stop may have fired unnoticed. */
  async conditionalSince(
    { account, venue }: AccountOnVenue,
    instrument: string,
    since: Date,
    limit: number,
  ): Promise<readonly Order[]> {
    const rows = await this.select(
      OrderEntity,
      `WHERE account = ? AND venue = ? AND instrument = ? AND created_at >= ?
         AND type <> 'market' AND venue_order_id IS NOT NULL AND state <> 'FILLED'
       ORDER BY created_at DESC LIMIT ?`,
      [account, venue, instrument, since, limit],
    );
    return rows.map(toOrder);
  }

  /** Which of a venue's fill ids are booked. */
  async knownFillIds(
    { account, venue }: AccountOnVenue,
    ids: readonly string[],
    tx?: Tx<'orders'>,
  ): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (const part of parts(ids)) {
      const rows = await this.selectOnly(
        FillEntity,
        ['venueFillId'],
        'WHERE account = ? AND venue = ? AND venue_fill_id IN (?)',
        [account, venue, part],
        tx,
      );
      for (const row of rows) known.add(row.venueFillId);
    }
    return known;
  }

  /** Which of a venue's order ids stand at fills of our orders: the children of our stops have ids of their own. */
  async venueOrderIdsWithFills(
    { account, venue }: AccountOnVenue,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (const part of parts(ids)) {
      const rows = await this.statement<readonly { id: string }[]>(
        `SELECT DISTINCT f.venue_order_id AS id FROM fill f JOIN trade_order o ON o.id = f.order_id
          WHERE f.venue_order_id IN (?) AND f.account = ? AND f.venue = ?
            AND o.purpose <> 'external'`,
        [part, account, venue],
      );
      for (const row of rows) known.add(row.id);
    }
    return known;
  }

  /** Accounts and venues with orders whose side has not been flat since. */
  async accountsInUse(): Promise<readonly AccountOnVenue[]> {
    return this.statement(
      'SELECT DISTINCT account, venue FROM trade_order WHERE is_ledger_closed = 0',
      [],
    );
  }

  /** When an order of an account last changed; null when it has none. */
  async lastChangeAt({ account, venue }: AccountOnVenue): Promise<Date | null> {
    const [row] = await this.statement<readonly { at: Date | null }[]>(
      'SELECT MAX(updated_at) AS at FROM trade_order WHERE account = ? AND venue = ?',
      [account, venue],
    );
    return row?.at ?? null;
  }

  /** Instruments of orders that were made, or changed, since a time. */
  async instrumentsSince(
    { account, venue }: AccountOnVenue,
    since: Date,
    by: 'created_at' | 'updated_at' = 'created_at',
  ): Promise<readonly string[]> {
    const rows = await this.statement<readonly { instrument: string }[]>(
      `SELECT DISTINCT instrument FROM trade_order
        WHERE account = ? AND venue = ? AND ${by} >= ?`,
      [account, venue, since],
    );
    return rows.map(({ instrument }) => instrument);
  }

  /** Takes orders out of the ledger from the start: they closed what it never held. */
  async keepOutOfLedger(ids: readonly string[], tx: Tx<'orders'>): Promise<void> {
    if (ids.length === 0) return;
    await this.updateRows(OrderEntity, { isLedgerClosed: true }, 'id IN (?)', [ids], tx);
  }

  /** True when the order was not known; a known one gets the new figures. */
  async save(order: ExternalOrder): Promise<boolean> {
    const found = await this.updateRows(
      ExternalOrderEntity,
      {
        origin: order.origin,
        state: order.state,
        quantity: order.quantity,
        filledQuantity: order.filledQuantity,
        averagePrice: order.averagePrice,
        stopPrice: order.stopPrice,
        lastSeenAt: order.lastSeenAt,
      },
      'account = ? AND venue = ? AND venue_order_id = ?',
      [order.account, order.venue, order.venueOrderId],
    );
    if (found > 0) return false;
    await this.insertRows(ExternalOrderEntity, [order]);
    return true;
  }

  /** Those of a venue's order ids that were seen before. */
  async seen(
    { account, venue }: AccountOnVenue,
    ids: readonly string[],
  ): Promise<readonly ExternalOrder[]> {
    const found: ExternalOrder[] = [];
    for (const part of parts(ids)) {
      const rows = await this.select(
        ExternalOrderEntity,
        'WHERE account = ? AND venue = ? AND venue_order_id IN (?)',
        [account, venue, part],
      );
      found.push(...rows.map((row) => plainRow(row)));
    }
    return found;
  }

  /** Those that stood open when last seen. */
  async openOnes({ account, venue }: AccountOnVenue): Promise<readonly ExternalOrder[]> {
    const rows = await this.select(
      ExternalOrderEntity,
      "WHERE account = ? AND venue = ? AND state IN ('open', 'partially-filled')",
      [account, venue],
    );
    return rows.map((row) => plainRow(row));
  }

  /** Newest first, from after the given id on. */
  async list(
    account: string | null,
    limit: number,
    beforeId: string | null,
  ): Promise<readonly ExternalOrder[]> {
    const rows = await this.select(
      ExternalOrderEntity,
      `WHERE (? IS NULL OR account = ?) AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT ?`,
      [account, account, beforeId, beforeId, limit],
    );
    return rows.map((row) => plainRow(row));
  }

  async count(account: string | null): Promise<number> {
    const [row] = await this.statement<readonly { n: string }[]>(
      'SELECT COUNT(*) AS n FROM external_order WHERE (? IS NULL OR account = ?)',
      [account, account],
    );
    return Number.parseInt(row?.n ?? '0', 10);
  }

  private async ordersWhere(
    { account, venue }: AccountOnVenue,
    column: 'venue_order_id' | 'client_order_id',
    ids: readonly string[],
  ): Promise<readonly Order[]> {
    const found: Order[] = [];
    for (const part of parts(ids)) {
      const rows = await this.select(
        OrderEntity,
        `WHERE ${column} IN (?) AND account = ? AND venue = ? AND purpose <> 'external'`,
        [part, account, venue],
      );
      found.push(...rows.map(toOrder));
    }
    return found;
  }
}

function parts(ids: readonly string[]): readonly (readonly string[])[] {
  const cut: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) cut.push(ids.slice(at, at + IDS_AT_ONCE));
  return cut;
}
