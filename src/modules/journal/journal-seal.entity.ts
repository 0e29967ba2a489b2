import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { codeColumn, textColumn, utcColumn } from '@/platform/database/columns';

const hashColumn = (): PropertyDecorator =>
  Column({ type: 'char', length: 64, charset: 'ascii', collation: 'ascii_bin' });

/** One link of the chain. Append-only; the keys refuse a second seal of one row. */
@Entity({ name: 'journal_seal' })
@Index('ux_journal_seal_source', ['kind', 'sourceId'], { unique: true })
@Index('ux_journal_seal_position', ['kind', 'sourcePosition'], { unique: true })
@Index('ix_journal_seal_action', ['action', 'sequence'])
@Index('ix_journal_seal_subject', ['subject', 'sequence'])
@Index('ix_journal_seal_who', ['who', 'sequence'])
@Index('ix_journal_seal_at', ['at'])
export class JournalSealEntity {
  @PrimaryColumn({ type: 'bigint', unsigned: true })
  sequence!: string;

  @utcColumn()
  sealedAt!: Date;

  @utcColumn()
  at!: Date;

  @codeColumn(40)
  kind!: string;

  @textColumn(120)
  sourceId!: string;

  @Column({ type: 'bigint', unsigned: true })
  sourcePosition!: string;

  @codeColumn(80)
  action!: string;

  @textColumn(170)
  subject!: string;

  @textColumn(120, { nullable: true })
  who!: string | null;

  @codeColumn(45, { nullable: true })
  fromAddress!: string | null;

  @hashColumn()
  digest!: string;

  @hashColumn()
  previousHash!: string;

  @hashColumn()
  hash!: string;
}
