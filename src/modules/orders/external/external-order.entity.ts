import { Column, Entity, Index } from 'typeorm';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { OrderReport, ReportedOrderState } from '@/modules/exchanges/venue.types';
import type { ExternalOrigin } from '@/modules/orders/external/external-order';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** An order on the venue that our books did not make. */
@Entity({ name: 'external_order' })
@Index('ux_external_order_venue_order', ['account', 'venue', 'venueOrderId'], { unique: true })
@Index('ix_external_order_first_seen', ['firstSeenAt', 'id'])
export class ExternalOrderEntity {
  @idColumn()
  id!: string;

  @textColumn(64)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(80)
  instrument!: string;

  @codeColumn(64)
  venueOrderId!: string;

  /** Other programs may use any letters. */
  @textColumn(80, { nullable: true })
  clientOrderId!: string | null;

  @Column({ type: 'boolean' })
  looksOurs!: boolean;

  @codeColumn(20)
  origin!: ExternalOrigin;

  @codeColumn(4)
  side!: OrderSide;

  @codeColumn(5, { nullable: true })
  positionSide!: PositionSide | null;

  @codeColumn(30)
  type!: OrderReport['type'];

  @codeColumn(20)
  state!: ReportedOrderState;

  @decimalColumn()
  quantity!: string;

  @decimalColumn()
  filledQuantity!: string;

  @decimalColumn({ nullable: true })
  averagePrice!: string | null;

  @decimalColumn({ nullable: true })
  stopPrice!: string | null;

  @utcColumn()
  firstSeenAt!: Date;

  @utcColumn()
  lastSeenAt!: Date;
}
