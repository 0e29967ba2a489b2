import { Injectable } from '@nestjs/common';
import { Brackets, type DataSource, type SelectQueryBuilder } from 'typeorm';
import type { DecisionId, OrderId } from '@/kernel/ids';
import type { CheckPlan } from '@/modules/orders/check-plan';
import type { Order } from '@/modules/orders/order';
import { OrderEntity } from '@/modules/orders/order.entity';
import type { OrderFilter, OrderPlace } from '@/modules/orders/order-filter';
import { ORDER_STATES, TERMINAL } from '@/modules/orders/order-transitions';
import { toOrder, toOrderRow } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

const ONLY_VENUE_ORDER_ID = ['venueOrderId'] as const;

/** An account on a venue. */
export type TradedAccount = Pick<Order, 'account' | 'venue'>;

/** Where an order is executed. */
export type VenuePlace = Pick<Order, 'account' | 'venue' | 'instrument'>;

/** An order's name outside our books. */
export type VenueOrderName = { readonly venueOrderId: string } | { readonly clientOrderId: string };

/** Orders on the connection `orders`: written under their version, read by id, decision or filter. */
@Injectable()
export class OrdersRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  insert(
    orders: readonly Order[],
    tx: Tx<'orders'>,
    planOf: (order: Order) => CheckPlan = () => ({}),
  ): Promise<void> {
    const rows = orders.map((order) => ({ ...toOrderRow(order), ...planOf(order) }));
    return this.insertRows(OrderEntity, rows, tx);
  }

  /** Writes what events may change. False when the order is not at `version` any more; then nothing changed. */
  async update(order: Order, version: number, plan: CheckPlan, tx: Tx<'orders'>): Promise<boolean> {
    const found = await this.updateRows(
      OrderEntity,
      {
        state: order.state,
        quantity: order.quantity,
        venueOrderId: order.venueOrderId,
        filledQuantity: order.filledQuantity,
        averagePrice: order.averagePrice,
        baseFee: order.baseFee,
        refusalCategory: order.refusalCategory,
        refusalMessage: order.refusalMessage,
        needsAttention: order.needsAttention,
        leverageSet: order.leverageSet,
        submittedAt: order.submittedAt,
        updatedAt: order.updatedAt,
        version: order.version,
        ...plan,
      },
      'id = ? AND version = ?',
      [order.id, version],
      tx,
    );
    return found === 1;
  }

  async find(ids: readonly OrderId[]): Promise<readonly Order[]> {
    if (ids.length === 0) return [];
    const rows = await this.select(OrderEntity, 'WHERE id IN (?) ORDER BY created_at, id', [ids]);
    return rows.map(toOrder);
  }

  /** Orders that have not ended, of one account or with null of all, in order of creation. */
  async notEndedIn(account: string | null): Promise<readonly Order[]> {
    const open = ORDER_STATES.filter((state) => !TERMINAL.includes(state));
    const which = `WHERE state IN (?)${account === null ? '' : ' AND account = ?'} ORDER BY created_at, id`;
    const values = account === null ? [open] : [open, account];
    const rows = await this.select(OrderEntity, which, values);
    return rows.map(toOrder);
  }

  /** Accounts and venues on which something is open or under way by our books. */
  tradedAccounts(): Promise<readonly TradedAccount[]> {
    return this.managerFor()
      .createQueryBuilder(OrderEntity, 'o')
      .select('o.account', 'account')
      .addSelect('o.venue', 'venue')
      .where('o.isLedgerClosed = FALSE')
      .groupBy('o.account')
      .addGroupBy('o.venue')
      .getRawMany<TradedAccount>();
  }

  async get(id: OrderId): Promise<Order | null> {
    const [row] = await this.select(OrderEntity, 'WHERE id = ?', [id]);
    return row === undefined ? null : toOrder(row);
  }

  /** The newest order with that name; the venue may have changed the case of a client order id. */
  async findByVenueName(place: VenuePlace, name: VenueOrderName): Promise<Order | null> {
    const isVenueId = 'venueOrderId' in name;
    const [row] = await this.select(
      OrderEntity,
      `WHERE account = ? AND venue = ? AND instrument = ?
         AND ${isVenueId ? 'venue_order_id' : 'client_order_id'} = ? ORDER BY id DESC LIMIT 1`,
      [
        ...[place.account, place.venue, place.instrument],
        isVenueId ? name.venueOrderId : name.clientOrderId.toLowerCase(),
      ],
    );
    return row === undefined ? null : toOrder(row);
  }

  /** Those of a venue's order ids that stand at other orders of the account. */
  async takenVenueOrderIds(order: Order, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await this.selectOnly(
      OrderEntity,
      ONLY_VENUE_ORDER_ID,
      'WHERE account = ? AND venue = ? AND venue_order_id IN (?) AND id <> ?',
      [order.account, order.venue, ids, order.id],
    );
    return rows.flatMap(({ venueOrderId }) => (venueOrderId === null ? [] : [venueOrderId]));
  }

  /** Reads an order and keeps every other writer away from it until the transaction ends. */
  async lock(id: OrderId, tx: Tx<'orders'>): Promise<Order | null> {
    const [row] = await this.select(OrderEntity, 'WHERE id = ? FOR UPDATE', [id], tx);
    return row === undefined ? null : toOrder(row);
  }

  /** Orders of decisions, in order of creation. */
  async ofDecisions(ids: readonly DecisionId[], tx?: Tx<'orders'>): Promise<readonly Order[]> {
    if (ids.length === 0) return [];
    const rows = await this.select(
      OrderEntity,
      'WHERE decision_id IN (?) ORDER BY created_at, id',
      [ids],
      tx,
    );
    return rows.map(toOrder);
  }

  /** Matching orders, newest first, from after `place` on. */
  async list(
    filter: OrderFilter,
    limit: number,
    place: OrderPlace | null,
  ): Promise<readonly Order[]> {
    const query = this.matching(filter)
      .orderBy('o.createdAt', 'DESC')
      .addOrderBy('o.id', 'DESC')
      .take(limit);
    if (place !== null) {
      query.andWhere(
        new Brackets((where) =>
          where
            .where('o.createdAt < :placeAt', { placeAt: place.createdAt })
            .orWhere('(o.createdAt = :placeAt AND o.id < :placeId)', { placeId: place.id }),
        ),
      );
    }
    return (await query.getMany()).map(toOrder);
  }

  count(filter: OrderFilter): Promise<number> {
    return this.matching(filter).getCount();
  }

  private matching(filter: OrderFilter): SelectQueryBuilder<OrderEntity> {
    const { needsAttention, from, to, ...equal } = filter;
    const query = this.managerFor().createQueryBuilder(OrderEntity, 'o').where('1 = 1');
    for (const [field, value] of Object.entries(equal)) {
      query.andWhere(`o.${field} = :${field}`, { [field]: value });
    }
    if (needsAttention !== undefined) {
      query.andWhere(`o.needsAttention IS ${needsAttention ? 'NOT NULL' : 'NULL'}`);
    }
    if (from !== undefined) query.andWhere('o.createdAt >= :from', { from });
    if (to !== undefined) query.andWhere('o.createdAt < :to', { to });
    return query;
  }
}
