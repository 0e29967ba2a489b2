import { Entity, Index } from 'typeorm';
import type { AlarmId, DecisionId, StrategyId } from '@/kernel/ids';
import {
  codeColumn,
  idColumn,
  positionColumn,
  jsonColumn,
  refColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';
import type { DecisionOutcome, DecisionSource } from '@/modules/orders/decisions/trade-decision';

/** One decision. The unique key is what makes an alarm that is worked on twice decide once. */
@Entity({ name: 'trade_decision' })
@Index('ux_trade_decision_alarm_strategy', ['alarmId', 'strategyId'], { unique: true })
@Index('ux_trade_decision_position', ['position'], { unique: true })
export class TradeDecisionEntity {
  @idColumn()
  id!: DecisionId;

  @refColumn({ nullable: true })
  alarmId!: AlarmId | null;

  @refColumn({ nullable: true })
  strategyId!: StrategyId | null;

  @codeColumn(20)
  source!: DecisionSource;

  @utcColumn()
  decidedAt!: Date;

  @codeColumn(20)
  outcome!: DecisionOutcome;

  @codeColumn(60)
  reason!: string;

  @textColumn(1000)
  detail!: string;

  @jsonColumn({ nullable: true })
  facts!: unknown;

  @jsonColumn({ nullable: true })
  steps!: unknown;

  @positionColumn()
  position?: string;
}
