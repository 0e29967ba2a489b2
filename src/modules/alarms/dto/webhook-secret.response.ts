import { ApiProperty } from '@nestjs/swagger';
import { pageResponse } from '@/platform/http/validation/page-response';
import type { WebhookSecret } from '../webhook-secret';

/** A secret that opens the webhook, without the secret itself: only its hash is kept. */
export class WebhookSecretResponse {
  /** Id of the secret. */
  @ApiProperty({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  id!: string;

  /** What it is for. */
  @ApiProperty({ example: 'TradingView, account of Eva' })
  name!: string;

  /** When it was made, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.480Z' })
  createdAt!: string;

  /** When it last opened the webhook, within some seconds, UTC; null when it never did. */
  @ApiProperty({ type: String, nullable: true, example: null })
  lastUsedAt!: string | null;

  /** When it was revoked, UTC; null while it is valid. */
  @ApiProperty({ type: String, nullable: true, example: null })
  revokedAt!: string | null;

  static from(secret: WebhookSecret): WebhookSecretResponse {
    return Object.assign(new WebhookSecretResponse(), {
      id: secret.id,
      name: secret.name,
      createdAt: secret.createdAt.toISOString(),
      lastUsedAt: secret.lastUsedAt?.toISOString() ?? null,
      revokedAt: secret.revokedAt?.toISOString() ?? null,
    });
  }
}

/** A new secret, this once in plain text. */
export class NewWebhookSecretResponse extends WebhookSecretResponse {
  /** The secret. It is shown here and never again: put it into the alert message or the webhook's address now. */
  @ApiProperty({ example: 'Zm9yLXRoZS1kb2N1bWVudGF0aW9uLW9u' })
  secret!: string;

  static fromNew(stored: WebhookSecret, secret: string): NewWebhookSecretResponse {
    return Object.assign(new NewWebhookSecretResponse(), WebhookSecretResponse.from(stored), {
      secret,
    });
  }
}

/** A page of secrets, newest first, revoked ones included. */
export class WebhookSecretListResponse extends pageResponse(
  WebhookSecretResponse,
  'secrets',
  (secret: WebhookSecret) => WebhookSecretResponse.from(secret),
) {}
