import { Entity, PrimaryColumn } from 'typeorm';
import { codeColumn, jsonColumn, utcColumn } from '@/platform/database/columns';

/** `sent`: it may have gone out; `done`: BingX has it. One that was refused leaves no row. */
export type TransferState = 'sent' | 'done';

/** A transfer that was asked for with an Idempotency-Key. */
@Entity({ name: 'bingx_transfer_request' })
export class TransferRequestEntity {
  /** SHA-256 of account and key. */
  @PrimaryColumn({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  keyDigest!: string;

  /** SHA-256 of the operation and its body. */
  @codeColumn(64)
  requestDigest!: string;

  @codeColumn(10)
  state!: TransferState;

  @utcColumn()
  sentAt!: Date;

  /** BingX's answer; null until it is done. */
  @jsonColumn({ nullable: true })
  answer!: unknown;
}
