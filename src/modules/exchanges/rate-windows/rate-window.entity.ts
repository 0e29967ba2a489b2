import { Entity, PrimaryColumn } from 'typeorm';
import { jsonColumn, utcColumn } from '@/platform/database/columns';
import type { WindowState } from './rate-window';

/** What counts in one window of an exchange's limits, for all instances. */
@Entity({ name: 'rate_window' })
export class RateWindowEntity {
  @PrimaryColumn({ type: 'varchar', length: 200, charset: 'ascii', collation: 'ascii_bin' })
  windowKey!: string;

  @jsonColumn()
  state!: WindowState;

  /** Nothing comes before then; null while there is no pause. */
  @utcColumn({ nullable: true })
  pausedUntil!: Date | null;

  /** Nothing counts in it any more; rows long empty are removed. */
  @utcColumn()
  emptyAt!: Date;
}
