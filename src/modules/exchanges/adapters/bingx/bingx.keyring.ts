import type { BingxEnvironment } from './bingx.environment';

/** Whose key it is, and which of that account's keys. */
export interface KeyOwner {
  readonly account: string;
  readonly keyVersion: number;
}

/** What signs the requests of one account. Never logged, never returned, not kept longer than a call needs it. */
export interface BingxCredentials {
  readonly apiKey: string;
  readonly secretKey: string;
  /** Who is told when BingX refuses the key; nobody when absent. */
  readonly owner?: KeyOwner;
}

/** BingX refused a request for its key. */
export interface RefusedKey {
  readonly owner: KeyOwner;
  readonly category: 'key-invalid' | 'key-permission' | 'ip-not-allowed';
  readonly code: string;
  /** Whether something was to be changed; a read may ask for more rights than trading does. */
  readonly isWrite: boolean;
}

/** The key of one account and where it belongs: the same key works on both hosts, so the account says which is meant. */
export interface BingxKey {
  readonly credentials: BingxCredentials;
  readonly environment: BingxEnvironment;
  /** BingX's number of the user, where it is known: all keys of one user share its request limits. */
  readonly uid?: string | null;
}

/** The accounts that this installation holds keys for. */
export abstract class BingxKeyring {
  /** Null when no such account is known. */
  abstract find(account: string): Promise<BingxKey | null>;
}
