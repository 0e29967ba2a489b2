import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { TradingStateEntry } from '@/modules/orders/trading-state';
import { TradingStateEntity } from '@/modules/orders/trading-state.entity';
import { plainRow, type Row } from '@/modules/orders/order.rows';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

/** Trading states on the connection `orders`. */
@Injectable()
export class TradingStatesRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async find(scopes: readonly string[]): Promise<readonly TradingStateEntry[]> {
    const rows = await this.select(TradingStateEntity, 'WHERE scope IN (?)', [scopes]);
    return rows.map((row) => plainRow(row));
  }

  async all(): Promise<readonly TradingStateEntry[]> {
    const rows = await this.managerFor().find(TradingStateEntity, { order: { scope: 'ASC' } });
    return rows.map((row) => plainRow(row));
  }

  async save(row: Row<TradingStateEntity>): Promise<void> {
    await this.managerFor().upsert(TradingStateEntity, row, ['scope']);
  }
}
