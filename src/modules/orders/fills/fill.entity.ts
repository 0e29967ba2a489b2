import { Entity, Index } from 'typeorm';
import type { OrderId, StrategyId } from '@/kernel/ids';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  positionColumn,
  refColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One execution. The unique key is what makes it count once. */
@Entity({ name: 'fill' })
@Index('ux_fill_venue_fill', ['account', 'venue', 'venueFillId'], { unique: true })
@Index('ix_fill_order', ['orderId', 'filledAt'])
@Index('ix_fill_side', ['strategyId', 'positionSide', 'filledAt'])
@Index('ux_fill_position', ['position'], { unique: true })
@Index('ix_fill_venue_order', ['venueOrderId'])
export class FillEntity {
  @idColumn()
  id!: string;

  @refColumn()
  orderId!: OrderId;

  @textColumn(64)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(80)
  instrument!: string;

  @refColumn({ nullable: true })
  strategyId!: StrategyId | null;

  @codeColumn(5)
  positionSide!: PositionSide;

  @codeColumn(4)
  side!: OrderSide;

  @codeColumn(80)
  venueFillId!: string;

  @codeColumn(64)
  venueOrderId!: string;

  @decimalColumn()
  quantity!: string;

  @decimalColumn()
  price!: string;

  @decimalColumn()
  fee!: string;

  @codeColumn(30)
  feeAsset!: string;

  @codeColumn(5, { nullable: true })
  liquidity!: 'maker' | 'taker' | null;

  @utcColumn()
  filledAt!: Date;

  @utcColumn()
  recordedAt!: Date;

  @positionColumn()
  position?: string;
}
