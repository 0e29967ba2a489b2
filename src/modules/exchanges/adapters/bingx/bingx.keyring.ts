import type { BingxEnvironment } from './bingx.environment';

/** What signs the requests of one account. Never logged, never returned, not kept longer than a call needs it. */
export interface BingxCredentials {
  readonly apiKey: string;
  readonly secretKey: string;
}

/** The key of one account and where it belongs: the same key works on both hosts, so the account says which is meant. */
export interface BingxKey {
  readonly credentials: BingxCredentials;
  readonly environment: BingxEnvironment;
}

/** The accounts that this installation holds keys for. */
export abstract class BingxKeyring {
  /** Null when no such account is known. */
  abstract find(account: string): Promise<BingxKey | null>;
}
