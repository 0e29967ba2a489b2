import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import type { StopMark } from '@/modules/orders/stop-marks/stop-mark';
import { StopMarkEntity } from '@/modules/orders/stop-marks/stop-mark.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

/** How far stops have followed the price, on the connection `orders`. */
@Injectable()
export class StopMarksRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async of(orderIds: readonly OrderId[]): Promise<readonly StopMark[]> {
    if (orderIds.length === 0) return [];
    const rows = await this.select(StopMarkEntity, 'WHERE order_id IN (?)', [orderIds]);
    return rows.map(({ orderId, scope, stopPrice, seenPrice, updatedAt }) => ({
      ...{ orderId: orderId as OrderId, scope, stopPrice, seenPrice, updatedAt },
    }));
  }

  /** Whoever writes last, also from another instance: the better price stands. */
  async advance(mark: StopMark, side: PositionSide): Promise<void> {
    const better = side === 'long' ? 'GREATEST' : 'LEAST';
    await this.statement(
      `INSERT INTO stop_mark (order_id, scope, stop_price, seen_price, updated_at) VALUES (?, ?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE stop_price = ${better}(stop_price, VALUES(stop_price)),
         seen_price = ${better}(seen_price, VALUES(seen_price)), updated_at = VALUES(updated_at)`,
      [mark.orderId, mark.scope, mark.stopPrice, mark.seenPrice, mark.updatedAt],
    );
  }
}
