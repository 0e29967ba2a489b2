import { randomBytes } from 'node:crypto';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type { SealedCredentials } from '@/modules/exchanges/credentials/exchange-account';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('hex')}`;
const KEYS = { apiKey: 'an-api-key', secretKey: 'its-secret-key' };

const sealedBy = (...entries: string[]) => new CredentialVault(entries).seal('ROW-A', 1, KEYS);
const row = (sealed: SealedCredentials, id = 'ROW-A', keyVersion = 1) => ({
  id,
  keyVersion,
  sealed,
});

describe(CredentialVault.name, () => {
  it('seals with the first key and opens with any of them', () => {
    const sealed = sealedBy(OLD);
    expect(sealed.dataKey.kid).toBe('old');
    expect(new CredentialVault([NEW, OLD]).open(row(sealed))).toEqual(KEYS);
    expect(JSON.stringify(sealed)).not.toMatch(/an-api-key|its-secret/);
  });

  it('gives every account a data key of its own', () => {
    const [one, two] = [sealedBy(OLD), sealedBy(OLD)];
    const mixed = { ...one, apiKey: two.apiKey };
    expect(() => new CredentialVault([OLD]).open(row(mixed))).toThrow('api_key does not open');
  });

  it('refuses rows, versions and fields that changed places', () => {
    const vault = new CredentialVault([OLD]);
    const sealed = sealedBy(OLD);
    expect(() => vault.open(row(sealed, 'ROW-B'))).toThrow('data_key does not open');
    expect(() => vault.open(row(sealed, 'ROW-A', 2))).toThrow('data_key does not open');
    const swapped = { ...sealed, apiKey: sealed.secretKey, secretKey: sealed.apiKey };
    expect(() => vault.open(row(swapped))).toThrow('api_key does not open');
    const renamed = { ...sealed, apiKey: { ...sealed.apiKey, kid: 'old' } };
    expect(() => vault.open(row(renamed))).toThrow('api_key does not open');
  });

  it('says whether the master key is missing or another one', () => {
    const sealed = sealedBy(OLD);
    expect(() => new CredentialVault([NEW]).open(row(sealed))).toThrow(
      'was sealed with master key "old", and CREDENTIALS_KEY has no such key',
    );
    const other = `old:${randomBytes(32).toString('base64')}`;
    expect(() => new CredentialVault([other]).open(row(sealed))).toThrow('data_key does not open');
    const empty = new CredentialVault([]);
    expect(empty.sealingKeyId).toBeNull();
    expect(() => empty.seal('ROW-A', 1, KEYS)).toThrow('set CREDENTIALS_KEY');
  });

  it('wraps the data key anew and leaves the fields alone', () => {
    const sealed = sealedBy(OLD);
    const both = new CredentialVault([NEW, OLD]);
    const dataKey = both.rewrap(row(sealed));
    expect(dataKey?.kid).toBe('new');
    if (dataKey === null) throw new Error('it was not wrapped');
    const rewrapped = { ...sealed, dataKey };
    expect(new CredentialVault([NEW]).open(row(rewrapped))).toEqual(KEYS);
    expect(both.rewrap(row(rewrapped))).toBeNull();
    expect(() => new CredentialVault([NEW]).rewrap(row(sealed))).toThrow('has no such key');
    expect(() => both.rewrap(row(sealed, 'ROW-B'))).toThrow('does not open');
  });
});
