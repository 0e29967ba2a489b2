import { Entity, PrimaryColumn } from 'typeorm';
import type { TradingState } from '@/modules/orders/states/trading-state';
import { codeColumn, textColumn, utcColumn } from '@/platform/database/columns';

/** The trading state of the system or of one account; no row means active. */
@Entity({ name: 'trading_state' })
export class TradingStateEntity {
  @PrimaryColumn({ type: 'varchar', length: 64, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  scope!: string;

  @codeColumn(20)
  state!: TradingState;

  @utcColumn()
  changedAt!: Date;

  @textColumn(100)
  changedBy!: string;

  @textColumn(500, { nullable: true })
  why!: string | null;
}
