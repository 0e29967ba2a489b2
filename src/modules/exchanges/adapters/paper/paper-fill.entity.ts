import { Entity, Index } from 'typeorm';
import type { OrderSide } from '@/kernel/side';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  refColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

@Entity({ name: 'paper_fill' })
@Index('ix_paper_fill_order_id', ['orderId'])
@Index('ix_paper_fill_account_instrument', ['account', 'instrument', 'filledAt'])
export class PaperFillEntity {
  @idColumn()
  id!: string;

  @refColumn()
  orderId!: string;

  @textColumn(100)
  account!: string;

  @codeColumn(80)
  instrument!: string;

  @codeColumn(4)
  side!: OrderSide;

  @decimalColumn()
  quantity!: string;

  @decimalColumn()
  price!: string;

  @decimalColumn()
  fee!: string;

  @decimalColumn()
  profit!: string;

  @codeColumn(5)
  liquidity!: 'maker' | 'taker';

  @utcColumn()
  filledAt!: Date;
}
