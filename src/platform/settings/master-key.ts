import { createHash } from 'node:crypto';

/** A key that wraps others; `id` says in the database which one was used. */
export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

const ID = /^[A-Za-z0-9_-]{1,32}$/;
const HEX = /^[0-9a-fA-F]{64}$/;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;
const BYTES = 32;

/**
 * Reads `id:key` or `key`: 32 bytes in base64 or hexadecimal. A key without an id is named after its own SHA-256, so
 * that it keeps its name when others come before it. Null for anything else.
 */
export function readMasterKey(entry: string): MasterKey | null {
  const colon = entry.indexOf(':');
  const text = entry.slice(colon + 1).trim();
  const key = HEX.test(text)
    ? Buffer.from(text, 'hex')
    : BASE64.test(text)
      ? Buffer.from(text, 'base64')
      : null;
  if (key?.length !== BYTES) return null;
  const id =
    colon === -1
      ? createHash('sha256').update(key).digest('hex').slice(0, 12)
      : entry.slice(0, colon).trim();
  return ID.test(id) ? { id, key } : null;
}
