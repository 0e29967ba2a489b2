import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, type DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { WebhookSecret } from './webhook-secret';
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

  async add(secret: WebhookSecret, secretHash: string): Promise<void> {
    await this.managerFor().insert(WebhookSecretEntity, { ...secret, secretHash });
  }

  async find(id: string): Promise<WebhookSecret | null> {
    const row = await this.managerFor().findOneBy(WebhookSecretEntity, { id });
    return row === null ? null : toSecret(row);
  }

  /** Newest first, from after an id when one is given. */
  async list(limit: number, afterId: string | null): Promise<readonly WebhookSecret[]> {
    const rows = await this.managerFor().find(WebhookSecretEntity, {
      where: afterId === null ? {} : { id: LessThan(afterId) },
      order: { id: 'DESC' },
      take: limit,
    });
    return rows.map(toSecret);
  }

  count(): Promise<number> {
    return this.managerFor().count(WebhookSecretEntity);
  }

  /** The first time counts: a revoked secret stays as it is. */
  async revoke(id: string, at: Date): Promise<void> {
    await this.managerFor().update(
      WebhookSecretEntity,
      { id, revokedAt: IsNull() },
      { revokedAt: at },
    );
  }

  async markUsed(id: string, at: Date): Promise<void> {
    await this.managerFor().update(WebhookSecretEntity, { id }, { lastUsedAt: at });
  }
}

const toSecret = ({ id, name, createdAt, lastUsedAt, revokedAt }: WebhookSecretEntity) =>
  ({ id, name, createdAt, lastUsedAt, revokedAt }) satisfies WebhookSecret;
