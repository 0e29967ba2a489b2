import { Column, Entity, Index } from 'typeorm';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { PaperOrderState } from '@/modules/exchanges/adapters/paper/paper-book';
import type { OrderType } from '@/modules/exchanges/order-terms';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

@Entity({ name: 'paper_order' })
@Index('ux_paper_order_account_client_order_id', ['account', 'clientOrderId'], { unique: true })
@Index('ix_paper_order_state_instrument', ['state', 'instrument'])
@Index('ix_paper_order_account_instrument', ['account', 'instrument', 'updatedAt'])
export class PaperOrderEntity {
  @idColumn()
  id!: string;

  @textColumn(100)
  account!: string;

  @codeColumn(80)
  instrument!: string;

  @codeColumn(40)
  clientOrderId!: string;

  @codeColumn(4)
  side!: OrderSide;

  @codeColumn(5)
  positionSide!: PositionSide;

  @codeColumn(20)
  type!: OrderType;

  @decimalColumn()
  quantity!: string;

  @decimalColumn({ nullable: true })
  price!: string | null;

  @decimalColumn({ nullable: true })
  stopPrice!: string | null;

  @Column({ type: 'boolean' })
  reduceOnly!: boolean;

  @codeColumn(10)
  state!: PaperOrderState;

  @decimalColumn()
  filledQuantity!: string;

  @decimalColumn({ nullable: true })
  averagePrice!: string | null;

  @decimalColumn()
  margin!: string;

  @utcColumn()
  createdAt!: Date;

  @utcColumn()
  updatedAt!: Date;
}
