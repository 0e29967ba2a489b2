import { Column, Entity, Index } from 'typeorm';
import type { AlarmId, ClientOrderId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { OrderType, TimeInForce, WorkingType } from '@/modules/exchanges/order-terms';
import type { OrderPurpose } from '@/modules/orders/order';
import type { OrderState } from '@/modules/orders/order-transitions';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  refColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One order, and beside it what the queue and the ledger need to find it. */
@Entity({ name: 'trade_order' })
@Index('ux_trade_order_decision_leg', ['decisionId', 'leg'], { unique: true })
@Index('ux_trade_order_client_order_id', ['clientOrderId'], { unique: true })
@Index('ix_trade_order_state_lane', ['state', 'lane', 'createdAt', 'id'])
@Index('ix_trade_order_next_check', ['nextCheckAt'])
@Index('ix_trade_order_side', ['strategyId', 'positionSide', 'isLedgerClosed'])
@Index('ix_trade_order_ledger', ['isLedgerClosed', 'account'])
@Index('ix_trade_order_created', ['createdAt', 'id'])
@Index('ix_trade_order_account_created', ['account', 'createdAt'])
@Index('ix_trade_order_alarm', ['alarmId'])
@Index('ix_trade_order_attention', ['needsAttention'])
@Index('ix_trade_order_venue_order', ['venueOrderId'])
export class OrderEntity {
  @idColumn()
  id!: OrderId;

  @refColumn()
  decisionId!: DecisionId;

  @refColumn({ nullable: true })
  alarmId!: AlarmId | null;

  @refColumn({ nullable: true })
  strategyId!: StrategyId | null;

  @codeColumn(80)
  leg!: string;

  @codeColumn(20)
  purpose!: OrderPurpose;

  @refColumn({ nullable: true })
  protectsOrderId!: OrderId | null;

  @textColumn(64)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(80)
  instrument!: string;

  @textColumn(150)
  lane!: string;

  @codeColumn(4)
  side!: OrderSide;

  @codeColumn(5)
  positionSide!: PositionSide;

  @codeColumn(20)
  type!: OrderType;

  @decimalColumn()
  quantity!: string;

  @decimalColumn({ nullable: true })
  quoteQuantity!: string | null;

  @decimalColumn({ nullable: true })
  price!: string | null;

  @decimalColumn({ nullable: true })
  stopPrice!: string | null;

  @codeColumn(10, { nullable: true })
  timeInForce!: TimeInForce | null;

  @decimalColumn({ nullable: true })
  trailingRate!: string | null;

  @decimalColumn({ nullable: true })
  trailingDistance!: string | null;

  @decimalColumn({ nullable: true })
  activationPrice!: string | null;

  @codeColumn(5, { nullable: true })
  workingType!: WorkingType | null;

  @Column({ type: 'boolean' })
  reduceOnly!: boolean;

  @decimalColumn({ nullable: true })
  leverage!: string | null;

  @decimalColumn({ nullable: true })
  leverageSet!: string | null;

  @decimalColumn({ nullable: true })
  referencePrice!: string | null;

  @codeColumn(40)
  clientOrderId!: ClientOrderId;

  @codeColumn(20, { nullable: true })
  pairId!: string | null;

  @codeColumn(64, { nullable: true })
  venueOrderId!: string | null;

  @codeColumn(20)
  state!: OrderState;

  @decimalColumn()
  filledQuantity!: string;

  @decimalColumn({ nullable: true })
  averagePrice!: string | null;

  @decimalColumn()
  baseFee!: string;

  @decimalColumn({ nullable: true })
  dustBelow!: string | null;

  @codeColumn(60, { nullable: true })
  refusalCategory!: string | null;

  @textColumn(500, { nullable: true })
  refusalMessage!: string | null;

  @textColumn(300, { nullable: true })
  needsAttention!: string | null;

  @utcColumn({ nullable: true })
  sendBefore!: Date | null;

  @utcColumn()
  createdAt!: Date;

  @utcColumn({ nullable: true })
  submittedAt!: Date | null;

  @utcColumn()
  updatedAt!: Date;

  @Column({ type: 'int', unsigned: true })
  version!: number;

  @utcColumn({ nullable: true })
  nextCheckAt!: Date | null;

  @Column({ type: 'int', unsigned: true })
  checks!: number;

  /** The side has been flat since: this order can no longer be part of an open entry. */
  @Column({ type: 'boolean' })
  isLedgerClosed!: boolean;
}
