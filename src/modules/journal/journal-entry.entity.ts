import { Entity, Index } from 'typeorm';
import type { JournalPhase } from '@/modules/journal/journal-entry';
import {
  codeColumn,
  idColumn,
  jsonColumn,
  positionColumn,
  refColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** One command, or what became of it. Append-only. */
@Entity({ name: 'journal_entry' })
@Index('ux_journal_entry_position', ['position'], { unique: true })
@Index('ix_journal_entry_correlates', ['correlates'])
export class JournalEntryEntity {
  @idColumn()
  id!: string;

  @positionColumn()
  position?: string;

  @utcColumn()
  at!: Date;

  @codeColumn(80)
  action!: string;

  @codeColumn(40)
  subjectType!: string;

  @textColumn(120)
  subjectId!: string;

  @textColumn(120)
  who!: string;

  @codeColumn(45, { nullable: true })
  fromAddress!: string | null;

  @codeColumn(10)
  phase!: JournalPhase;

  @refColumn({ nullable: true })
  correlates!: string | null;

  @jsonColumn()
  data!: Record<string, unknown>;
}
