import { Injectable } from '@nestjs/common';
import { IsNull, type DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { WebhookSecretEntity } from './webhook-secret.entity';

/** A secret that opens the webhook, as its hash. */
export interface StoredSecret {
  /** Null for the one of the settings, which has no row. */
  readonly id: string | null;
  /** SHA-256, 32 bytes. */
  readonly hash: Buffer;
}

/** The webhook's secrets. They stand with the alarms, so that taking in an alarm needs no other database. */
@Injectable()
export class WebhookSecretsRepository extends Repository<'alarms'> {
  constructor(@InjectConnection('alarms') source: DataSource) {
    super(source);
  }

  /** Secrets that are not revoked. */
  async active(): Promise<readonly StoredSecret[]> {
    const rows = await this.managerFor().findBy(WebhookSecretEntity, { revokedAt: IsNull() });
    return rows.map(({ id, secretHash }) => ({ id, hash: Buffer.from(secretHash, 'hex') }));
  }

  async markUsed(id: string, at: Date): Promise<void> {
    await this.managerFor().update(WebhookSecretEntity, { id }, { lastUsedAt: at });
  }
}
