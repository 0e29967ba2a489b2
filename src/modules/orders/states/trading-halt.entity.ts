import { Column, Entity, Index } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import type { HaltStatus } from '@/modules/orders/states/trading-halt';
import {
  codeColumn,
  idColumn,
  jsonColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One use of the kill switch, with the work that it still has to do. */
@Entity({ name: 'trading_halt' })
@Index('ix_trading_halt_status', ['status', 'startedAt'])
export class TradingHaltEntity {
  @idColumn()
  id!: string;

  @textColumn(64)
  scope!: string;

  @textColumn(100)
  who!: string;

  @codeColumn(45, { nullable: true })
  fromAddress!: string | null;

  @textColumn(500)
  why!: string;

  @Column({ type: 'boolean' })
  isCancel!: boolean;

  @Column({ type: 'boolean' })
  isFlatten!: boolean;

  @codeColumn(20)
  status!: HaltStatus;

  @utcColumn()
  startedAt!: Date;

  @utcColumn()
  deadlineAt!: Date;

  @utcColumn({ nullable: true })
  finishedAt!: Date | null;

  @jsonColumn()
  canceledIds!: readonly OrderId[];

  @jsonColumn()
  closeIds!: readonly OrderId[];

  @jsonColumn()
  remaining!: readonly string[];
}
