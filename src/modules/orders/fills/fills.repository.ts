import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import { FillEntity } from '@/modules/orders/fills/fill.entity';
import type { Fill, Order } from '@/modules/orders/order';
import { toFill } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { isDuplicateKey, type Tx } from '@/platform/database/unit-of-work';

const ONLY_VENUE_ORDER_ID = ['venueOrderId'] as const;

/** Fills on the connection `orders`. */
@Injectable()
export class FillsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** Adds the fills that are not booked yet and returns those. The unique key decides, not a look beforehand. */
  async addNew(fills: readonly Fill[], tx: Tx<'orders'>): Promise<readonly Fill[]> {
    const added: Fill[] = [];
    for (const fill of fills) if (await this.add(fill, tx)) added.push(fill);
    return added;
  }

  /** Fills of orders, oldest first. */
  async of(orderIds: readonly OrderId[], tx?: Tx<'orders'>): Promise<readonly Fill[]> {
    if (orderIds.length === 0) return [];
    const rows = await this.select(
      FillEntity,
      'WHERE order_id IN (?) ORDER BY filled_at, id',
      [orderIds],
      tx,
    );
    return rows.map(toFill);
  }

  /** Those of a venue's order ids that stand at fills of other orders of the account. */
  async takenVenueOrderIds(order: Order, ids: readonly string[]): Promise<readonly string[]> {
    const rows = await this.selectOnly(
      FillEntity,
      ONLY_VENUE_ORDER_ID,
      'WHERE account = ? AND venue = ? AND venue_order_id IN (?) AND order_id <> ?',
      [order.account, order.venue, ids, order.id],
    );
    return rows.map(({ venueOrderId }) => venueOrderId);
  }

  private async add(fill: Fill, tx: Tx<'orders'>): Promise<boolean> {
    try {
      await this.insertRows(FillEntity, [fill], tx);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
