import { Entity, PrimaryColumn } from 'typeorm';
import { codeColumn, utcColumn } from '@/platform/database/columns';
import type { MemberMode } from './standing';

/** An instance that sends requests to exchanges. The one called `*` is nobody: who holds its row may look and beat. */
@Entity({ name: 'rate_member' })
export class RateMemberEntity {
  @PrimaryColumn({ type: 'varchar', length: 100, charset: 'ascii', collation: 'ascii_bin' })
  instance!: string;

  @codeColumn(200)
  place!: string;

  @codeColumn(10)
  mode!: MemberMode;

  @utcColumn()
  aliveUntil!: Date;
}
