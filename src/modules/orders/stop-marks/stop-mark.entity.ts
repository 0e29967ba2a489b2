import { Entity, PrimaryColumn } from 'typeorm';
import type { StopMarkScope } from '@/modules/orders/stop-marks/stop-mark';
import { decimalColumn, utcColumn } from '@/platform/database/columns';

/** How far a stop has followed the price. */
@Entity({ name: 'stop_mark' })
export class StopMarkEntity {
  @PrimaryColumn({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' })
  orderId!: string;

  @PrimaryColumn({ type: 'varchar', length: 10, charset: 'ascii', collation: 'ascii_bin' })
  scope!: StopMarkScope;

  @decimalColumn()
  stopPrice!: string;

  @decimalColumn()
  seenPrice!: string;

  @utcColumn()
  updatedAt!: Date;
}
