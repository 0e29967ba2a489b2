import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { PositionSide } from '@/kernel/side';
import { decimalColumn, utcColumn } from '@/platform/database/columns';

@Entity({ name: 'paper_position' })
@Index('ix_paper_position_instrument', ['instrument'])
export class PaperPositionEntity {
  @PrimaryColumn({ type: 'varchar', length: 100, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  account!: string;

  @PrimaryColumn({ type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin' })
  instrument!: string;

  @PrimaryColumn({ type: 'varchar', length: 5, charset: 'ascii', collation: 'ascii_bin' })
  side!: PositionSide;

  @decimalColumn()
  quantity!: string;

  @decimalColumn()
  openValue!: string;

  @decimalColumn()
  leverage!: string;

  @decimalColumn({ nullable: true })
  markPrice!: string | null;

  @utcColumn()
  updatedAt!: Date;

  @decimalColumn({ nullable: true })
  contractValue!: string | null;
}
