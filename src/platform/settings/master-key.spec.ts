import { randomBytes } from 'node:crypto';
import { readMasterKey } from '@/platform/settings/master-key';

describe(readMasterKey.name, () => {
  const key = randomBytes(32);

  it.each(['base64', 'base64url', 'hex'] as const)('reads 32 bytes in %s', (encoding) => {
    expect(readMasterKey(`2026:${key.toString(encoding)}`)).toEqual({ id: '2026', key });
  });

  it('names a key without an id after its own bytes', () => {
    const first = readMasterKey(key.toString('hex'));
    expect(first?.id).toMatch(/^[0-9a-f]{12}$/);
    expect(readMasterKey(key.toString('base64'))).toEqual(first);
    expect(readMasterKey(randomBytes(32).toString('hex'))?.id).not.toBe(first?.id);
  });

  it.each([
    '',
    ':',
    `:${key.toString('hex')}`,
    `a b:${key.toString('hex')}`,
    `${'x'.repeat(33)}:${key.toString('hex')}`,
    `a:${key.toString('hex').slice(2)}`,
    `a:${key.toString('hex')}00`,
    `a:${randomBytes(16).toString('base64')}`,
    `a:${randomBytes(33).toString('base64')}`,
    'a:correct horse battery staple',
    `a:b:${key.toString('hex')}`,
  ])('takes nothing else (%#)', (entry) => {
    expect(readMasterKey(entry)).toBeNull();
  });
});
