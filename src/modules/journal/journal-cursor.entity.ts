import { Column, Entity, PrimaryColumn } from 'typeorm';
import { utcColumn } from '@/platform/database/columns';

/** How far the sealer got with one table. */
@Entity({ name: 'journal_cursor' })
export class JournalCursorEntity {
  @PrimaryColumn({ type: 'varchar', length: 40, charset: 'ascii', collation: 'ascii_bin' })
  kind!: string;

  /** Everything up to here is sealed, and nothing more can appear below. */
  @Column({ type: 'bigint', unsigned: true })
  position!: string;

  /** The last position that had been given away when it was noted down. */
  @Column({ type: 'bigint', unsigned: true })
  marked!: string;

  /** When that was, by the database's clock. */
  @utcColumn()
  markedAt!: Date;
}
