import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { isIdText } from '@/kernel/ids';
import { IdSource } from '@/platform/identity/new-id';
import { WebhookSecretNotFoundError } from './alarms.errors';
import { WebhookAuthentication } from './webhook-authentication';
import { newSecretText, secretHashOf, type WebhookSecret } from './webhook-secret';
import { WebhookSecretsRepository } from './webhook-secrets.repository';

/** Makes, lists and revokes the webhook's secrets. Other instances follow within some seconds. */
@Injectable()
export class WebhookSecretsService {
  constructor(
    private readonly secrets: WebhookSecretsRepository,
    private readonly authentication: WebhookAuthentication,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** A new random secret; the only time that it is seen in plain text. */
  async create(name: string): Promise<{ readonly stored: WebhookSecret; readonly secret: string }> {
    const secret = newSecretText();
    const stored: WebhookSecret = {
      id: this.ids.newId(),
      name,
      createdAt: this.clock.now(),
      lastUsedAt: null,
      revokedAt: null,
    };
    await this.secrets.add(stored, secretHashOf(secret));
    await this.authentication.refresh();
    return { stored, secret };
  }

  /** Newest first, revoked ones included, from after an id when one is given; and how many there are in all. */
  async list(
    limit: number,
    afterId: string | null,
  ): Promise<{ readonly rows: readonly WebhookSecret[]; readonly total: number }> {
    const [rows, total] = await Promise.all([
      this.secrets.list(limit, afterId),
      this.secrets.count(),
    ]);
    return { rows, total };
  }

  /**
   * Takes effect here at once. Revoking again changes nothing.
   * @throws WebhookSecretNotFoundError
   */
  async revoke(id: string): Promise<WebhookSecret> {
    if (isIdText(id)) await this.secrets.revoke(id, this.clock.now());
    const secret = isIdText(id) ? await this.secrets.find(id) : null;
    if (secret === null) throw new WebhookSecretNotFoundError(id);
    await this.authentication.refresh();
    return secret;
  }
}
