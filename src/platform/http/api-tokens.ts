import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { API_SCOPES, type ApiScope } from '@/platform/http/api-scope';
import { readTokenEntry } from '@/platform/http/token-entry';
import { SecuritySettings } from '@/platform/settings/security.settings';

/** A token as the service knows it: never the token itself. */
export interface KnownToken {
  /** The name that its owner gave it, else `token-` and the beginning of its hash. */
  readonly name: string;
  readonly scopes: ReadonlySet<ApiScope>;
}

interface StoredToken extends KnownToken {
  readonly hash: Buffer;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** The configured API tokens. Only their hashes are kept here. */
@Injectable()
export class ApiTokens {
  private readonly stored: readonly StoredToken[];

  constructor(settings: SecuritySettings) {
    this.stored = settings.API_TOKENS.map((entry) => {
      const { name, token, scopes } = readTokenEntry(entry);
      const names = scopes.split('+');
      const hash = sha256(token);
      return {
        hash,
        name: name ?? `token-${hash.toString('hex').slice(0, 8)}`,
        scopes: new Set(API_SCOPES.filter((scope) => names.includes(scope))),
      };
    });
  }

  /** True when tokens are in use; false in paper mode and on a loopback-only service, where an allowed address is enough. */
  get areRequired(): boolean {
    return this.stored.length > 0;
  }

  /** Name and scopes of a token; null when there is no such token. Takes the same time for every wrong one. */
  find(token: string): KnownToken | null {
    const hash = sha256(token);
    let found: StoredToken | null = null;
    for (const candidate of this.stored)
      if (timingSafeEqual(candidate.hash, hash)) found = candidate;
    return found;
  }
}

/** `admin` opens everything, every other scope itself. */
export const opens = (scopes: ReadonlySet<ApiScope>, needed: ApiScope): boolean =>
  scopes.has('admin') || scopes.has(needed);

/** The token of `Authorization: Bearer …`; null without one. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +([^\s]{1,300}) *$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** The password of `Authorization: Basic …`, which a browser asks for; null without one. */
export function basicPassword(authorization: string | undefined): string | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,1000}) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? null : pair.slice(colon + 1);
}
