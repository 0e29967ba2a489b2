import { Column, Entity, Index } from 'typeorm';
import type { VenueId } from '@/kernel/venue-id';
import {
  codeColumn,
  idColumn,
  jsonColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';
import type {
  ReconciliationOutcome,
  ReconciliationReport,
  ReconciliationTrigger,
} from '@/modules/trading/reconciliation/reconciliation';

/** One comparison of our books with a venue's. */
@Entity({ name: 'reconciliation' })
@Index('ix_reconciliation_scope', ['account', 'venue', 'startedAt'])
@Index('ix_reconciliation_waiting', ['startedAt', 'finishedAt'])
export class ReconciliationEntity {
  @idColumn()
  id!: string;

  @textColumn(64)
  account!: string;

  @codeColumn(20)
  venue!: VenueId;

  @codeColumn(20)
  trigger!: ReconciliationTrigger;

  @utcColumn()
  askedAt!: Date;

  @utcColumn({ nullable: true })
  startedAt!: Date | null;

  @utcColumn({ nullable: true })
  finishedAt!: Date | null;

  @codeColumn(100, { nullable: true })
  instance!: string | null;

  @codeColumn(20, { nullable: true })
  outcome!: ReconciliationOutcome | null;

  @Column({ type: 'boolean' })
  isWhole!: boolean;

  @textColumn(500, { nullable: true })
  summary!: string | null;

  @jsonColumn({ nullable: true })
  report!: ReconciliationReport | null;
}
