import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Timeframe } from '@/kernel/timeframe';
import type { MarketVenueId } from '@/kernel/venue-id';
import { decimalColumn, utcColumn } from '@/platform/database/columns';

/** One candle. */
@Entity({ name: 'kline' })
@Index('ix_kline_instrument_open_at', ['instrument', 'openAt'])
export class KlineEntity {
  @PrimaryColumn({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  market!: MarketVenueId;

  @PrimaryColumn({ type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin' })
  instrument!: string;

  @PrimaryColumn({ type: 'varchar', length: 6, charset: 'ascii', collation: 'ascii_bin' })
  timeframe!: Timeframe;

  @PrimaryColumn({ type: 'datetime', precision: 3 })
  openAt!: Date;

  @decimalColumn()
  open!: string;

  @decimalColumn()
  high!: string;

  @decimalColumn()
  low!: string;

  @decimalColumn()
  close!: string;

  @decimalColumn()
  volume!: string;

  @Column({ type: 'boolean' })
  isFinal!: boolean;

  @utcColumn()
  recordedAt!: Date;
}
