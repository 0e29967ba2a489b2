import { Column, Entity, PrimaryColumn } from 'typeorm';
import { codeColumn, utcColumn } from '@/platform/database/columns';

/** One lease by name. Rows stay when a lease is released, so that its token never starts again. */
@Entity({ name: 'lease' })
export class LeaseEntity {
  @PrimaryColumn({ type: 'varchar', length: 200, charset: 'utf8mb4', collation: 'utf8mb4_bin' })
  name!: string;

  @codeColumn(100)
  owner!: string;

  @Column({ type: 'bigint' })
  token!: string;

  @utcColumn()
  leaseUntil!: Date;
}
