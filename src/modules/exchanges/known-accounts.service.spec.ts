import { environmentOf } from '@/modules/exchanges/adapters/bingx/bingx.environment';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { PaperBooks } from '@/modules/exchanges/paper-books.port';
import { BingxSettings } from '@/platform/settings/bingx.settings';

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
    const known = new KnownAccountsService(settings({}), books('main', 'paper'));
    expect((await known.list()).map(({ name, venue }) => [name, venue])).toEqual([
      ['paper', 'paper'],
      ['main', 'paper'],
    ]);
  });

  it('shows the last four characters of the key and nothing more', async () => {
    const key = 'abcdefghijklmnop1234';
    const known = new KnownAccountsService(
      settings({ BINGX_API_KEY: key, BINGX_SECRET_KEY: 'hidden-secret' }),
      books(),
    );
    const accounts = await known.list();
    expect(accounts[1]).toEqual({
      name: 'bingx',
      venue: 'bingx-usdt-m',
      environment: 'live',
      keyEnd: '1234',
    });
    expect(JSON.stringify(accounts)).not.toMatch(/hidden|abcd/);
  });

  it('shows nothing of a key that is too short to hide the rest', () => {
    expect(
      new KnownAccountsService(settings({ BINGX_API_KEY: 'abcd' }), books()).configured()[1]
        ?.keyEnd,
    ).toBeNull();
  });
});
