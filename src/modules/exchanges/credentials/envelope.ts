import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealBrokenError } from '@/modules/exchanges/credentials/envelope.errors';

/** A sealed value as it is stored; the last three are base64. */
export interface Sealed {
  /** Version of this form. */
  readonly v: 1;
  /** Which key seals it: the id of a master key, or {@link DATA_KEY_ID}. */
  readonly kid: string;
  readonly nonce: string;
  readonly tag: string;
  readonly ct: string;
}

/** Where a value stands. It is authenticated with the value: nothing opens anywhere else. */
export interface SealedPlace {
  readonly table: string;
  readonly rowId: string;
  readonly field: string;
  readonly keyVersion: number;
}

/** Reads the stored text of a sealed value. Text that is none becomes a value that never opens: one bad row harms no other. */
export function readSealed(text: string): Sealed {
  const none = { v: 1, kid: '', nonce: '', tag: '', ct: '' } as const;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...none, ...value } : none;
  } catch {
    return none;
  }
}

/** `kid` of what the row's own data key seals. */
export const DATA_KEY_ID = 'data';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
/** Fixed on both sides: Node would take a tag of four bytes otherwise. */
const TAG_BYTES = 16;

/** A new random key for the secrets of one row. */
export const newDataKey = (): Buffer => randomBytes(KEY_BYTES);

/** Seals with a nonce of its own. */
export function seal(key: Buffer, kid: string, place: SealedPlace, plain: Buffer): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(placeBytes(place));
  const ct = Buffer.concat([cipher.update(plain), cipher.final()]);
  return {
    v: 1,
    kid,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ct: ct.toString('base64'),
  };
}

/** Throws SealBrokenError when the key, the place or a single bit is another one. */
export function open(key: Buffer, place: SealedPlace, sealed: Sealed): Buffer {
  const nonce = bytesOf(sealed.nonce, place);
  const tag = bytesOf(sealed.tag, place);
  const ct = bytesOf(sealed.ct, place);
  const version: unknown = sealed.v;
  if (version !== 1 || nonce.length !== NONCE_BYTES || tag.length !== TAG_BYTES) {
    throw new SealBrokenError(place.field);
  }
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(placeBytes(place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ct), decipher.final()]);
  } catch {
    throw new SealBrokenError(place.field);
  }
}

/** Base64 in its one form: Node skips over what does not belong, and two texts would be one value. */
function bytesOf(text: unknown, place: SealedPlace): Buffer {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : null;
  if (bytes === null || bytes.toString('base64') !== text) throw new SealBrokenError(place.field);
  return bytes;
}

const placeBytes = ({ table, rowId, field, keyVersion }: SealedPlace): Buffer =>
  Buffer.from(`${table}|${rowId}|${field}|${String(keyVersion)}`, 'utf8');
