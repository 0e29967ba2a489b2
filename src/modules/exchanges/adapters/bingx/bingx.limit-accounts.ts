import { createHash } from 'node:crypto';

/**
 * Whose budget a key uses. BingX counts per user (UID), whatever key a request is signed with; a key whose user is not
 * known counts by itself. Keys are kept as hashes only.
 */
export class LimitAccounts {
  private readonly names = new Map<string, string>();
  private readonly users = new Map<string, string>();

  /** Says what a key belongs to. */
  know(apiKey: string, name: string, uid: string | null): void {
    if (uid !== null && /^\d{1,20}$/.test(uid)) this.users.set(hashOf(apiKey), `u${uid}`);
    this.names.set(this.idOf(apiKey), name);
  }

  idOf(apiKey: string): string {
    const hash = hashOf(apiKey);
    return this.users.get(hash) ?? hash;
  }

  /** The account's name; null for an id that nobody named. */
  nameOf(id: string): string | null {
    return this.names.get(id) ?? null;
  }
}

const hashOf = (apiKey: string): string =>
  createHash('sha256').update(apiKey).digest('hex').slice(0, 16);
