import { Entity, Index } from 'typeorm';
import { codeColumn, idColumn, textColumn, utcColumn } from '@/platform/database/columns';

/** A secret that opens the webhook and nothing else. Only its hash is kept. */
@Entity({ name: 'webhook_secret' })
@Index('ux_webhook_secret_hash', ['secretHash'], { unique: true })
export class WebhookSecretEntity {
  @idColumn()
  id!: string;

  @textColumn(100)
  name!: string;

  /** SHA-256 in hexadecimal. */
  @codeColumn(64)
  secretHash!: string;

  @utcColumn()
  createdAt!: Date;

  @utcColumn({ nullable: true })
  revokedAt!: Date | null;

  @utcColumn({ nullable: true })
  lastUsedAt!: Date | null;
}
