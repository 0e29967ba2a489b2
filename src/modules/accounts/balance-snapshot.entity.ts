import { Entity, Index } from 'typeorm';
import type { VenueId } from '@/kernel/venue-id';
import {
  codeColumn,
  decimalColumn,
  idColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** What one account held in one asset at one moment. */
@Entity({ name: 'balance_snapshot' })
@Index('ix_balance_snapshot_account_taken_at', ['account', 'takenAt'])
export class BalanceSnapshotEntity {
  @idColumn()
  id!: string;

  @textColumn(100)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(30)
  asset!: string;

  @decimalColumn()
  total!: string;

  @decimalColumn()
  available!: string;

  @decimalColumn()
  equity!: string;

  @utcColumn()
  takenAt!: Date;
}
