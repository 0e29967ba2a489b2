import { hash, randomBytes } from 'node:crypto';

/** A secret that opens the webhook and nothing else, as it is kept: by its hash, which never leaves this module. */
export interface WebhookSecret {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** 192 random bits as 32 characters that need no escaping in a path or in JSON. */
export const newSecretText = (): string => randomBytes(24).toString('base64url');

/** SHA-256 in hexadecimal. Enough for a secret of 192 random bits; a slow hash would only slow the webhook. */
export const secretHashOf = (secret: string): string => hash('sha256', secret, 'hex');
