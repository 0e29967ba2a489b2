import { Injectable } from '@nestjs/common';
import { In, type DataSource } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import type { OrderEvent } from '@/modules/orders/order';
import { OrderEventEntity } from '@/modules/orders/order-event.entity';
import { toOrderEvent } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** The event log: append and read, nothing else. */
@Injectable()
export class OrderEventsRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  append(events: readonly OrderEvent[], tx: Tx<'orders'>): Promise<void> {
    return this.insertRows(OrderEventEntity, events, tx);
  }

  /** Events of orders, each order's in sequence. */
  async of(orderIds: readonly OrderId[]): Promise<readonly OrderEvent[]> {
    if (orderIds.length === 0) return [];
    const rows = await this.managerFor().find(OrderEventEntity, {
      where: { orderId: In([...orderIds]) },
      order: { orderId: 'ASC', sequence: 'ASC' },
    });
    return rows.map(toOrderEvent);
  }
}
