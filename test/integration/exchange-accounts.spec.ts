import { randomBytes } from 'node:crypto';
import { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxKeyCheck } from '@/modules/exchanges/adapters/bingx/bingx.key-check';
import { SettingsKeyring } from '@/modules/exchanges/adapters/bingx/bingx.settings-keyring';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { AccountChecker } from '@/modules/exchanges/credentials/account-checker';
import { AccountKeyring } from '@/modules/exchanges/credentials/account-keyring';
import { AccountTrouble } from '@/modules/exchanges/credentials/account-trouble';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import {
  ExchangeAccountsService,
  type NewAccount,
} from '@/modules/exchanges/credentials/exchange-accounts.service';
import { rewrapAccounts } from '@/modules/exchanges/credentials/rewrap-accounts';
import { SettingsAccount } from '@/modules/exchanges/credentials/settings-account';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { KnownAccountsService } from '@/modules/exchanges/known-accounts.service';
import { IdSource } from '@/platform/identity/new-id';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { SystemClock } from '@/platform/time/system-clock';
import { openTestConnection, truncateAll } from '@test/support/database';
import { startKeyStub, type KeyStub } from '@test/support/fakes/bingx-keys';
import { waitUntil } from '@test/support/harness/wait-until';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;
const noBooks = { accounts: () => Promise.resolve([]) };

let source: DataSource;
let bingx: KeyStub;

beforeAll(async () => {
  source = await openTestConnection('accounts');
  bingx = await startKeyStub();
});
beforeEach(async () => {
  await truncateAll(source);
  bingx.keys.clear();
});
afterAll(async () => {
  await bingx.close();
  await source.destroy();
});

/** One instance of the service's parts, on the shared database and exchange. */
function instance(masterKeys: readonly string[] = [OLD], settings: Partial<BingxSettings> = {}) {
  const clock = new SystemClock();
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  const bingxSettings = Object.assign(new BingxSettings(), {
    BINGX_API_URL: bingx.url,
    ...settings,
  });
  const repository = new ExchangeAccountsRepository(source);
  const stored = new StoredAccounts(repository, clock, logger);
  const vault = new CredentialVault(masterKeys);
  const account = new SettingsAccount(bingxSettings);
  const trouble = new AccountTrouble(account, stored, repository, logger);
  const hosts = new BingxHosts({
    settings: bingxSettings,
    clock,
    onKeyRefused: (refused) => trouble.report(refused),
  });
  const keyring = new AccountKeyring(new SettingsKeyring(bingxSettings, 'bingx'), stored, vault);
  const keys = new BingxKeyCheck(hosts, clock);
  const checker = new AccountChecker(
    ...([account, stored, repository, vault, keys, trouble, clock, logger] as const),
  );
  const service = new ExchangeAccountsService(
    ...([
      repository,
      stored,
      account,
      vault,
      keys,
      checker,
      new IdSource(clock),
      clock,
      logger,
    ] as const),
  );
  const known = new KnownAccountsService(account, noBooks, stored, vault);
  const venue = new BingxUsdtMVenue({ hosts, keyring, clock });
  const told: string[] = [];
  trouble.onInvalid((name, problem) => told.push(`${name} ${problem.code}`));
  return { service, known, venue, keyring, repository, vault, checker, account, hosts, told };
}

const newAccount = (change: Partial<NewAccount> = {}): NewAccount => ({
  name: 'main',
  exchange: 'bingx',
  environment: 'live',
  apiKey: 'api-key-of-main-0001',
  secretKey: 'secret-of-main-0001',
  label: null,
  parent: null,
  allowsWithdrawals: false,
  ...change,
});

interface Refusal {
  readonly code: string;
  readonly details: { readonly reason?: string };
  readonly fields: readonly { readonly pointer: string }[];
}

const rejection = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was thrown',
    (error: unknown) => {
      const { code, details, fields } = error as Refusal;
      return [code, details.reason, fields[0]?.pointer].filter(Boolean).join(' ');
    },
  );

describe(ExchangeAccountsService.name, () => {
  it('stores an account that was checked, sealed, and opens it for the venue', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    const { service, known, venue, hosts } = instance();
    await service.add(newAccount({ label: 'first' }));
    expect(await known.findOnExchange('main')).toMatchObject({
      ...{ status: 'active', environment: 'live', keyEnd: '0001', problem: null },
      findings: {
        ...{ uid: '7001', permissions: ['futures', 'read'], ipRestricted: true },
        ...{ positionMode: 'hedge', checkedAt: expect.any(Date) },
      },
      stored: { label: 'first', version: 1, allowsWithdrawals: false },
    });
    expect(await venue.accounts.balances('main')).toMatchObject([{ asset: 'USDT', total: '50' }]);
    const rows = JSON.stringify(await source.query('SELECT * FROM exchange_account'));
    expect(rows).not.toMatch(/api-key-of-main|secret-of-main/);
    hosts.close();
  });

  it.each([
    ['an unknown key', { isKnown: false }, 'account-key-refused key-invalid /apiKey'],
    ['a wrong secret', { secret: 'other' }, 'account-key-refused signature-mismatch /secretKey'],
    ['a wrong address', { isAddressWrong: true }, 'account-key-refused ip-not-allowed /apiKey'],
    ['no right to read', { permissions: [3] }, 'account-key-refused key-permission /apiKey'],
    ['no right to trade', { permissions: [2] }, 'account-key-refused key-permission /apiKey'],
    [
      'the right to withdraw',
      { permissions: [2, 3, 5] },
      'account-key-refused withdrawals-enabled /apiKey',
    ],
    [
      'no word about withdrawals',
      { isSilent: true },
      'account-key-refused withdrawals-unknown /apiKey',
    ],
    ['demo money', { asset: 'VST' }, 'account-key-refused environment-mismatch /environment'],
  ])('refuses a key with %s, and stores nothing', async (_what, rights, expected) => {
    const {
      isKnown = true,
      secret = 'secret-of-main-0001',
      ...rest
    } = rights as {
      isKnown?: boolean;
      secret?: string;
    };
    if (isKnown) bingx.put('api-key-of-main-0001', secret, { uid: '7001', ...rest });
    const { service, repository, hosts } = instance();
    expect(await rejection(service.add(newAccount()))).toBe(expected);
    expect(await repository.all()).toEqual([]);
    hosts.close();
  });

  it('takes what its owner insists on, and says so', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '1', permissions: [2, 3, 5] });
    const { service, known, hosts } = instance();
    await service.add(newAccount({ allowsWithdrawals: true }));
    expect((await known.findOnExchange('main'))?.findings?.permissions).toContain('withdraw');
    await service.change('main', { allowsWithdrawals: false });
    expect(await known.findOnExchange('main')).toMatchObject({
      status: 'invalid',
      problem: { code: 'withdrawals-enabled' },
    });
    hosts.close();
  });

  it('knows one account of the exchange under one name, also when both are added at once', async () => {
    for (const number of ['1', '2'])
      bingx.put(`api-key-${number}`, `secret-${number}`, { uid: '9' });
    const { service, hosts } = instance();
    const add = (name: string, number: string) =>
      rejection(
        service.add(
          newAccount({ name, apiKey: `api-key-${number}`, secretKey: `secret-${number}` }),
        ),
      );
    const ends = await Promise.all([add('one', '1'), add('two', '2')]);
    expect(ends.sort()).toEqual(['account-uid-taken /apiKey', 'nothing was thrown']);
    expect(await add('three', '1')).toBe('account-uid-taken /apiKey');
    for (const name of ['paper', 'bingx'])
      expect(await add(name, '1')).toBe('account-exists /name');
    hosts.close();
  });

  it('refuses the account of the settings under another name, and sub-accounts of nobody', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '1' });
    const keys = { BINGX_API_KEY: 'api-key-of-main-0001', BINGX_SECRET_KEY: 'secret-of-main-0001' };
    const { service, account, hosts } = instance([OLD], keys);
    expect(account.environment).toBe('demo');
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '1', asset: 'VST' });
    expect(await rejection(service.add(newAccount({ environment: 'demo' })))).toBe(
      'account-uid-taken /apiKey',
    );
    expect(await rejection(service.add(newAccount({ parent: 'nobody' })))).toBe(
      'account-parent-unknown /parent',
    );
    expect(await rejection(service.add(newAccount({ parent: 'bingx' })))).toBe(
      'account-parent-unknown /parent',
    );
    hosts.close();
  });

  it('gives an account a new key without a moment without one', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    bingx.put('api-key-of-main-0002', 'secret-of-main-0002', { uid: '7001' });
    bingx.put('api-key-of-another-3', 'secret-of-another-3', { uid: '7003' });
    const { service, known, keyring, venue, hosts } = instance();
    await service.add(newAccount());
    const give = (number: string, secretKey: string) =>
      rejection(service.change('main', { apiKey: number, secretKey }));
    expect(await give('api-key-of-main-0002', 'not-its-secret')).toContain('signature-mismatch');
    expect(await give('api-key-of-another-3', 'secret-of-another-3')).toContain(
      'account-key-foreign',
    );
    expect(await rejection(service.change('main', { apiKey: 'api-key-of-main-0002' }))).toContain(
      'account-key-incomplete',
    );
    expect((await keyring.find('main'))?.credentials.apiKey).toBe('api-key-of-main-0001');
    expect(await give('api-key-of-main-0002', 'secret-of-main-0002')).toBe('nothing was thrown');
    expect((await keyring.find('main'))?.credentials).toEqual({
      ...{ apiKey: 'api-key-of-main-0002', secretKey: 'secret-of-main-0002' },
      owner: { account: 'main', keyVersion: 2 },
    });
    expect(await venue.accounts.balances('main')).toHaveLength(1);
    expect(await known.findOnExchange('main')).toMatchObject({
      keyEnd: '0002',
      stored: { version: 2 },
    });
    expect(await rejection(service.change('main', { label: 'x', version: 1 }))).toBe(
      'account-changed',
    );
    hosts.close();
  });

  it('destroys the keys of a revoked account, keeps its name, and takes it back with a new key', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    const { service, known, keyring, hosts } = instance();
    await service.add(newAccount());
    await service.revoke('main');
    await service.revoke('main');
    expect(await keyring.find('main')).toBeNull();
    expect(await known.findOnExchange('main')).toMatchObject({ status: 'revoked', venues: [] });
    const [row] = await source.query<Record<string, unknown>[]>('SELECT * FROM exchange_account');
    expect(row).toMatchObject({ data_key: null, api_key: null, secret_key: null, uid_key: null });
    expect(await rejection(service.add(newAccount()))).toBe('account-exists /name');
    expect(await rejection(service.change('main', { label: 'x' }))).toBe('account-revoked');
    expect(await rejection(service.check('main'))).toBe('account-revoked');
    const { apiKey, secretKey } = newAccount();
    await service.change('main', { apiKey, secretKey });
    expect((await known.findOnExchange('main'))?.status).toBe('active');
    expect(await rejection(service.revoke('nobody'))).toBe('account-not-stored');
    hosts.close();
  });

  it('notes within 5 s on every instance that an account was revoked', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    const [one, two] = [instance(), instance()];
    await one.service.add(newAccount());
    await waitUntil('the other to know it', async () => two.keyring.find('main'), 5_000);
    const began = Date.now();
    await one.service.revoke('main');
    // Asked all the time, so that the answer comes out of the other's memory as long as it may.
    await waitUntil(
      'the other to notice',
      async () => (await two.keyring.find('main')) === null,
      6_000,
    );
    expect(Date.now() - began).toBeLessThan(5_000);
    for (const { hosts } of [one, two]) hosts.close();
  });
});

describe('while trading', () => {
  const failing = [
    ['100413, a key that is unknown', { isGone: true }, 'key-invalid'],
    ['100419, a wrong address', { isAddressWrong: true }, 'ip-not-allowed'],
  ] as const;

  it.each(failing)(
    '%s makes the account invalid, once and with its reason',
    async (_, rights, code) => {
      bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
      const { service, known, venue, keyring, told, hosts } = instance();
      await service.add(newAccount());
      bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001', ...rights });
      await Promise.allSettled(Array.from({ length: 4 }, () => venue.accounts.balances('main')));
      const found = await waitUntil('the account to be invalid', async () => {
        const account = await known.findOnExchange('main');
        return account?.status === 'invalid' ? account : null;
      });
      expect(found.problem?.code).toBe(code);
      expect(told).toEqual([`main ${code}`]);
      expect(await keyring.find('main')).not.toBeNull();
      bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
      await service.check('main');
      expect(await known.findOnExchange('main')).toMatchObject({ status: 'active', problem: null });
      hosts.close();
    },
  );

  it('a read without its permission proves nothing, a write does', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    const { service, known, venue, told, hosts } = instance();
    await service.add(newAccount());
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001', permissions: [2] });
    await expect(venue.accounts.positionMode('main')).rejects.toMatchObject({
      code: 'venue-refused',
    });
    expect(told).toEqual([]);
    const ref = { account: 'main', clientOrderId: 'sabc' as never, venueOrderId: '1' };
    const instrument = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
    expect(await venue.execution.cancel({ ...ref, instrument })).toMatchObject({
      outcome: 'refused',
      category: 'key-permission',
    });
    await waitUntil('it to be told', () => told.length === 1);
    expect((await known.findOnExchange('main'))?.problem?.code).toBe('key-permission');
    hosts.close();
  });

  it('what is said of an old key does not count for the new one', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    bingx.put('api-key-of-main-0002', 'secret-of-main-0002', { uid: '7001' });
    const { service, repository, hosts } = instance();
    await service.add(newAccount());
    const [before] = await repository.all();
    await service.change('main', {
      apiKey: 'api-key-of-main-0002',
      secretKey: 'secret-of-main-0002',
    });
    const problem = { code: 'key-invalid', message: 'said of the old key' };
    expect(await repository.markInvalid(before?.id ?? '', 1, problem)).toBe(false);
    expect((await repository.all())[0]?.status).toBe('active');
    hosts.close();
  });

  it('an exchange that can not be asked changes nothing', async () => {
    bingx.put('api-key-of-main-0001', 'secret-of-main-0001', { uid: '7001' });
    const here = instance();
    await here.service.add(newAccount());
    const away = instance([OLD], { BINGX_API_URL: 'http://127.0.0.1:9', BINGX_TIMEOUT_MS: 300 });
    expect(await rejection(away.service.check('main'))).toContain('venue-unavailable');
    expect((await here.repository.all())[0]).toMatchObject({ status: 'active', problem: null });
    for (const { hosts } of [here, away]) hosts.close();
  });
});

describe('the stored rows', () => {
  async function two() {
    for (const name of ['one', 'two']) {
      bingx.put(`api-key-of-${name}-0001`, `secret-of-${name}`, {
        uid: name === 'one' ? '1' : '2',
      });
    }
    const first = instance();
    for (const name of ['one', 'two']) {
      const [apiKey, secretKey] = [`api-key-of-${name}-0001`, `secret-of-${name}`];
      await first.service.add(newAccount({ name, apiKey, secretKey }));
    }
    first.hosts.close();
  }
  const statuses = async (masterKeys: readonly string[]) => {
    const { known, hosts } = instance(masterKeys);
    hosts.close();
    return (await known.list()).flatMap(({ name, status, problem }) =>
      name === 'paper' ? [] : [`${name} ${status} ${problem?.code ?? ''}`.trim()],
    );
  };

  it('open nowhere but in their own place, and a bad one harms no other', async () => {
    await two();
    await source.query(`UPDATE exchange_account a, exchange_account b SET a.secret_key = b.secret_key,
      a.api_key = b.api_key, a.data_key = b.data_key WHERE a.name = 'one' AND b.name = 'two'`);
    expect(await statuses([OLD])).toEqual(['one unreadable credentials-unreadable', 'two active']);
    await source.query(`UPDATE exchange_account SET data_key = '{"v":' WHERE name = 'one'`);
    expect((await statuses([OLD]))[1]).toBe('two active');
    const { venue, service, hosts } = instance();
    await expect(venue.accounts.balances('one')).rejects.toMatchObject({ code: 'venue-refused' });
    expect(await venue.accounts.balances('two')).toHaveLength(1);
    // The way out: a new key.
    await service.change('one', { apiKey: 'api-key-of-one-0001', secretKey: 'secret-of-one' });
    expect(await statuses([OLD])).toEqual(['one active', 'two active']);
    hosts.close();
  });

  it('say that the master key is another one, and lose nothing by it', async () => {
    await two();
    expect(await statuses([NEW])).toEqual([
      'one unreadable master-key-missing',
      'two unreadable master-key-missing',
    ]);
    expect(await statuses([])).toHaveLength(2);
    expect(await statuses([`old:${randomBytes(32).toString('hex')}`])).toEqual([
      'one unreadable credentials-unreadable',
      'two unreadable credentials-unreadable',
    ]);
    expect(await statuses([OLD])).toEqual(['one active', 'two active']);
  });

  it('get another master key while they are in use', async () => {
    await two();
    const running = instance([OLD, NEW]);
    expect(await running.keyring.find('one')).not.toBeNull();
    const both = new CredentialVault([NEW, OLD]);
    const outcomes = async (vault: CredentialVault) =>
      (await rewrapAccounts(running.repository, vault)).map(({ outcome }) => outcome);
    expect(await outcomes(new CredentialVault([NEW]))).toEqual(['failed', 'failed']);
    const [rewrapped] = await Promise.all([
      outcomes(both),
      running.service.change('one', { label: 'x' }),
    ]);
    expect(rewrapped).toEqual(['rewrapped', 'rewrapped']);
    expect(await outcomes(both)).toEqual(['current', 'current']);
    expect(await running.venue.accounts.balances('two')).toHaveLength(1);
    expect(await statuses([NEW])).toEqual(['one active', 'two active']);
    expect(await statuses([OLD])).toEqual([
      'one unreadable master-key-missing',
      'two unreadable master-key-missing',
    ]);
    running.hosts.close();
  });
});
