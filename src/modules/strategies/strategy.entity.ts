import { Column, Entity, Index } from 'typeorm';
import type { Timeframe } from '@/kernel/timeframe';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';
import type { QuantityMode } from '@/modules/strategies/strategy';

/** Columns of one side, prefixed `long_` or `short_`. */
export class SideColumns {
  @codeColumn(8, { nullable: true })
  entryOrderTimeframe!: Timeframe | null;

  @codeColumn(8, { nullable: true })
  closeOrderTimeframe!: Timeframe | null;

  @codeColumn(8, { nullable: true })
  entryIndicatorTimeframe!: Timeframe | null;

  @codeColumn(8, { nullable: true })
  closeIndicatorTimeframe!: Timeframe | null;

  @Column({ type: 'int', nullable: true })
  regimeMaxAgeSeconds!: number | null;

  @Column({ type: 'int', nullable: true })
  pyramiding!: number | null;

  @decimalColumn({ nullable: true })
  leverage!: string | null;

  @codeColumn(20)
  quantityMode!: QuantityMode;

  @decimalColumn({ nullable: true })
  quantity!: string | null;

  @decimalColumn({ nullable: true })
  takeProfitPerOrder!: string | null;

  @decimalColumn({ nullable: true })
  stopLossPerOrder!: string | null;

  @decimalColumn({ nullable: true })
  takeProfitGeneral!: string | null;

  @decimalColumn({ nullable: true })
  stopLossGeneral!: string | null;

  @decimalColumn({ nullable: true })
  breakEvenAtPercent!: string | null;

  @decimalColumn({ nullable: true })
  breakEvenOffsetPercent!: string | null;

  @decimalColumn({ nullable: true })
  trailingStopPercent!: string | null;

  @decimalColumn({ nullable: true })
  trailingActivationPercent!: string | null;
}

@Entity({ name: 'strategy' })
@Index('ux_strategy_live', ['alarmName', 'instrument', 'account', 'liveKey'], { unique: true })
export class StrategyEntity {
  @idColumn()
  id!: string;

  @textColumn(500)
  alarmName!: string;

  @Column({ type: 'boolean' })
  isOn!: boolean;

  @codeColumn(50)
  account!: string;

  @codeColumn(100)
  instrument!: string;

  @textColumn(2000, { nullable: true })
  description!: string | null;

  @utcColumn({ nullable: true })
  startAt!: Date | null;

  @utcColumn({ nullable: true })
  endAt!: Date | null;

  @Column(() => SideColumns, { prefix: 'long' })
  long!: SideColumns;

  @Column(() => SideColumns, { prefix: 'short' })
  short!: SideColumns;

  @textColumn(500, { nullable: true })
  resultNote!: string | null;

  @Column({ type: 'int', nullable: true })
  expectSignalWithinMinutes!: number | null;

  @utcColumn()
  createdAt!: Date;

  @utcColumn()
  updatedAt!: Date;

  @utcColumn({ nullable: true })
  deletedAt!: Date | null;

  @Column({ type: 'int' })
  version!: number;

  /** `live`, or null once deleted: unique keys let any number of nulls be, so a name can be used again. */
  @codeColumn(4, { nullable: true })
  liveKey!: 'live' | null;
}
