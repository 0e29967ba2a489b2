import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { OrderId } from '@/kernel/ids';
import type { OrderEventType, OrderState } from '@/modules/orders/order-transitions';
import {
  codeColumn,
  idColumn,
  jsonColumn,
  positionColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One event of one order. The key refuses a second event of the same number. */
@Entity({ name: 'order_event' })
@Index('ux_order_event_position', ['position'], { unique: true })
export class OrderEventEntity {
  @idColumn()
  orderId!: OrderId;

  @PrimaryColumn({ type: 'int', unsigned: true })
  sequence!: number;

  @codeColumn(20)
  type!: OrderEventType;

  @codeColumn(20)
  stateAfter!: OrderState;

  @utcColumn()
  at!: Date;

  @jsonColumn()
  data!: Record<string, unknown>;

  @positionColumn()
  position?: string;
}
