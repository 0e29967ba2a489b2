import { Entity, PrimaryColumn } from 'typeorm';
import { decimalColumn, utcColumn } from '@/platform/database/columns';

/** One account's money in one asset. Its row is the lock of everything that the account does in that asset. */
@Entity({ name: 'paper_balance' })
export class PaperBalanceEntity {
  @PrimaryColumn({ type: 'varchar', length: 100, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  account!: string;

  @PrimaryColumn({ type: 'varchar', length: 30, charset: 'ascii', collation: 'ascii_bin' })
  asset!: string;

  @decimalColumn()
  total!: string;

  @utcColumn()
  updatedAt!: Date;
}
