import { environmentOf } from '@/modules/exchanges/adapters/bingx/bingx.environment';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import { entryObjection, KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { PaperBooks } from '@/modules/exchanges/paper-books.port';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { knownAccounts, storedAccount } from '@test/support/fakes/known-accounts';

const settings = (change: Partial<BingxSettings>): BingxSettings =>
  Object.assign(new BingxSettings(), change);
class Books extends PaperBooks {
  constructor(private readonly names: readonly string[]) {
    super();
  }

  override accounts(): Promise<readonly string[]> {
    return Promise.resolve(this.names);
  }
}
const books = (...names: string[]): Books => new Books(names);

describe(KnownAccountsService.name, () => {
  it.each([
    ['https://open-api.bingx.com', 'live'],
    ['https://open-api-vst.bingx.com', 'demo'],
    ['http://127.0.0.1:9000', 'demo'],
    ['http://localhost:9000', 'demo'],
    ['http://[::1]:9000', 'demo'],
    ['https://open-api-vst.bingx.com.evil.example', 'live'],
    ['https://127.evil.example', 'live'],
  ])('%s is %s', (url, expected) => {
    expect(environmentOf(url)).toBe(expected);
  });

  it('knows the paper account, and every account that has a paper book', async () => {
    const known = knownAccounts(settings({}), books('main', 'paper'));
    expect((await known.list()).map(({ name, venues }) => [name, venues])).toEqual([
      ['paper', ['paper']],
      ['main', ['paper']],
    ]);
  });

  it('shows the last four characters of the key and nothing more', async () => {
    const key = 'abcdefghijklmnop1234';
    const known = knownAccounts(
      settings({ BINGX_API_KEY: key, BINGX_SECRET_KEY: 'hidden-secret' }),
      books(),
    );
    const accounts = await known.list();
    expect(accounts[1]).toMatchObject({
      name: 'bingx',
      exchange: 'bingx',
      venues: ['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot', 'bingx-standard'],
      environment: 'live',
      keyEnd: '1234',
      status: 'active',
      problem: null,
      stored: null,
    });
    expect(JSON.stringify(accounts)).not.toMatch(/hidden|abcd/);
  });

  it('shows nothing of a key that is too short to hide the rest', () => {
    expect(
      knownAccounts(settings({ BINGX_API_KEY: 'abcd' }), books()).configured()[1]?.keyEnd,
    ).toBeNull();
  });

  it('has USDT-M alone on the demo host, and every product on a simulator', () => {
    const venuesAt = (BINGX_API_URL: string) =>
      knownAccounts(settings({ BINGX_API_URL, BINGX_API_KEY: 'abcd' }), books()).configured()[1]
        ?.venues;
    expect(venuesAt('https://open-api-vst.bingx.com')).toEqual(['bingx-usdt-m']);
    expect(venuesAt('http://127.0.0.1:9000')).toHaveLength(4);
  });

  it('lists stored accounts between those of the settings and the paper books', async () => {
    const vault = new CredentialVault([`a:${'5f'.repeat(32)}`]);
    const rows = [
      storedAccount({ name: 'one', vault }),
      storedAccount({ name: 'two', vault, environment: 'demo' }),
      storedAccount({ name: 'old', vault, status: 'revoked' }),
    ];
    const known = knownAccounts(settings({ BINGX_API_KEY: 'abcd' }), books('p'), rows, vault);
    const seen = (await known.list()).map(({ name, status, venues }) => [
      name,
      status,
      venues.length,
    ]);
    expect(seen).toEqual([
      ['paper', 'active', 1],
      ['bingx', 'active', 4],
      ['one', 'active', 4],
      ['two', 'active', 1],
      ['old', 'revoked', 0],
      ['p', 'active', 1],
    ]);
    expect(JSON.stringify(await known.list())).not.toMatch(/nonce|secret/);
  });

  it('says that a key does not open, and goes on with the others', async () => {
    const vault = new CredentialVault([`a:${'5f'.repeat(32)}`]);
    const other = new CredentialVault([`b:${'6e'.repeat(32)}`]);
    const rows = [
      storedAccount({ name: 'one', vault }),
      storedAccount({ name: 'two', vault: other }),
    ];
    const known = knownAccounts(settings({}), books(), rows, vault);
    const [, one, two] = await known.list();
    expect(one?.status).toBe('active');
    expect(two).toMatchObject({ status: 'unreadable', problem: { code: 'master-key-missing' } });
    if (two === undefined) throw new Error('the account is not listed');
    expect(entryObjection(two, 'bingx-usdt-m')).toContain('has no such key');
  });

  it('opens nothing where the key lacks the permission, and nothing at all when it is refused', async () => {
    const vault = new CredentialVault([`a:${'5f'.repeat(32)}`]);
    const rows = [storedAccount({ name: 'one', vault, permissions: ['read', 'futures'] })];
    const known = knownAccounts(settings({ BINGX_API_KEY: 'abcd' }), books(), rows, vault);
    const one = await known.findOnExchange('one');
    if (one === null) throw new Error('the account is not known');
    expect(entryObjection(one, 'bingx-usdt-m')).toBeNull();
    expect(entryObjection(one, 'bingx-spot')).toContain('permission for spot trading');
    const problem = { code: 'key-invalid', message: 'it was revoked' };
    expect(entryObjection({ ...one, status: 'invalid', problem }, 'bingx-usdt-m')).toBe(
      'account one is invalid: it was revoked',
    );
    expect(await known.findOnExchange('paper')).toBeNull();
    expect(await known.findOnExchange('nobody')).toBeNull();
    expect((await known.findOnExchange('bingx'))?.stored).toBeNull();
  });
});
