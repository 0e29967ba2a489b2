import { createCipheriv, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { SealBrokenError } from '@/modules/exchanges/credentials/envelope.errors';
import {
  newDataKey,
  open,
  readSealed,
  seal,
  type Sealed,
  type SealedPlace,
} from '@/modules/exchanges/credentials/envelope';

const KEY = newDataKey();
const PLACE: SealedPlace = { table: 'account', rowId: 'A', field: 'secret', keyVersion: 1 };
const SECRET = Buffer.from('a secret of some length');
const SEALED = seal(KEY, 'k', PLACE, SECRET);

const opens = (sealed: Sealed, place = PLACE, key = KEY): string => {
  try {
    return open(key, place, sealed).toString('utf8');
  } catch (error) {
    expect(error).toBeInstanceOf(SealBrokenError);
    return 'refused';
  }
};

/** The same value with one bit of one byte turned. */
function flipped(base64: string, at: number, bit: number): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
  return bytes.toString('base64');
}

describe('a sealed value', () => {
  it('opens to what was sealed, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const plain = Buffer.from(bytes);
        expect(open(KEY, PLACE, seal(KEY, 'k', PLACE, plain)).equals(plain)).toBe(true);
      }),
    );
  });

  it('has a nonce of its own each time, and shows nothing of the value', () => {
    const nonces = Array.from({ length: 200 }, () => seal(KEY, 'k', PLACE, SECRET).nonce);
    expect(new Set(nonces).size).toBe(200);
    expect(Buffer.from(SEALED.nonce, 'base64')).toHaveLength(12);
    expect(Buffer.from(SEALED.tag, 'base64')).toHaveLength(16);
    expect(Buffer.from(SEALED.ct, 'base64').includes(SECRET.subarray(0, 4))).toBe(false);
  });

  it.each(['nonce', 'tag', 'ct'] as const)('is refused with any bit of its %s turned', (part) => {
    expect(opens(SEALED)).toBe(SECRET.toString('utf8'));
    const bytes = Buffer.from(SEALED[part], 'base64').length;
    for (let at = 0; at < bytes; at++) {
      for (let bit = 0; bit < 8; bit++) {
        expect(opens({ ...SEALED, [part]: flipped(SEALED[part], at, bit) })).toBe('refused');
      }
    }
  });

  it('is refused with any byte of its place changed', () => {
    const texts = ['table', 'rowId', 'field'] as const;
    for (const part of texts) {
      for (let at = 0; at < PLACE[part].length; at++) {
        const changed = `${PLACE[part].slice(0, at)}~${PLACE[part].slice(at + 1)}`;
        expect(opens(SEALED, { ...PLACE, [part]: changed })).toBe('refused');
      }
    }
    expect(opens(SEALED, { ...PLACE, keyVersion: 2 })).toBe('refused');
  });

  it('is refused with another key, another form, or a part of it', () => {
    expect(opens(SEALED, PLACE, newDataKey())).toBe('refused');
    const broken = [
      { ...SEALED, v: 2 },
      { ...SEALED, ct: SEALED.ct.slice(0, -4) },
      { ...SEALED, ct: `${SEALED.ct}\n` },
      { ...SEALED, nonce: '' },
      { ...SEALED, tag: undefined },
      {},
    ] as unknown as readonly Sealed[];
    for (const sealed of broken) expect(opens(sealed)).toBe('refused');
  });

  it('is read from its text, and broken text is a value that does not open', () => {
    expect(opens(readSealed(JSON.stringify(SEALED)))).toBe(SECRET.toString('utf8'));
    for (const text of ['', '{', 'null', '[]', '{"v":1,"ct":5}', 'x'.repeat(1000)]) {
      expect(opens(readSealed(text))).toBe('refused');
    }
  });

  it('is refused with a short tag, which Node would take', () => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', KEY, nonce, { authTagLength: 4 });
    cipher.setAAD(Buffer.from('account|A|secret|1'));
    const ct = Buffer.concat([cipher.update(SECRET), cipher.final()]).toString('base64');
    const tag = cipher.getAuthTag().toString('base64');
    expect(opens({ v: 1, kid: 'k', nonce: nonce.toString('base64'), tag, ct })).toBe('refused');
  });
});
