import { Entity, Index } from 'typeorm';
import type { PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** What a venue reported as open on one side of one instrument at one moment. */
@Entity({ name: 'position_snapshot' })
@Index('ix_position_snapshot_account_taken_at', ['account', 'takenAt'])
export class PositionSnapshotEntity {
  @idColumn()
  id!: string;

  @textColumn(100)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(80)
  instrument!: string;

  @codeColumn(5)
  side!: PositionSide;

  @decimalColumn()
  quantity!: string;

  @decimalColumn({ nullable: true })
  averagePrice!: string | null;

  @decimalColumn({ nullable: true })
  leverage!: string | null;

  @decimalColumn({ nullable: true })
  unrealisedProfit!: string | null;

  @utcColumn()
  takenAt!: Date;
}
