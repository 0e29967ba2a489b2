import { Entity, Index } from 'typeorm';
import type { TradingState } from '@/modules/orders/states/trading-state';
import {
  codeColumn,
  idColumn,
  positionColumn,
  refColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One change of a trading state. Appended in the transaction of the change, never written again. */
@Entity({ name: 'trading_state_change' })
@Index('ux_trading_state_change_position', ['position'], { unique: true })
@Index('ix_trading_state_change_scope', ['scope', 'position'])
export class TradingStateChangeEntity {
  @idColumn()
  id!: string;

  @positionColumn()
  position?: string;

  @textColumn(64)
  scope!: string;

  @codeColumn(20)
  stateBefore!: TradingState;

  @codeColumn(20)
  stateAfter!: TradingState;

  @utcColumn()
  at!: Date;

  @textColumn(100)
  who!: string;

  @codeColumn(45, { nullable: true })
  fromAddress!: string | null;

  @textColumn(500, { nullable: true })
  why!: string | null;

  @refColumn({ nullable: true })
  haltId!: string | null;
}
