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

/** A confirmed difference between our books and a venue's. */
@Entity({ name: 'drift' })
@Index('ux_drift_open', ['openKey'], { unique: true })
@Index('ix_drift_lane', ['account', 'instrument', 'clearedAt'])
export class DriftEntity {
  @idColumn()
  id!: string;

  @textColumn(64)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(80)
  instrument!: string;

  @codeColumn(5)
  side!: PositionSide;

  @decimalColumn()
  ours!: string;

  @decimalColumn()
  theirs!: string;

  @utcColumn()
  firstSeenAt!: Date;

  @utcColumn()
  lastSeenAt!: Date;

  @utcColumn({ nullable: true })
  acknowledgedAt!: Date | null;

  @textColumn(100, { nullable: true })
  acknowledgedBy!: string | null;

  @textColumn(500, { nullable: true })
  why!: string | null;

  @utcColumn({ nullable: true })
  clearedAt!: Date | null;

  /** Account, venue, instrument and side while the drift is open, so that there is one at most; null afterwards. */
  @textColumn(200, { nullable: true })
  openKey!: string | null;
}
