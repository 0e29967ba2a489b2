import { ExchangeAccountsService } from '@/modules/exchanges/credentials/exchange-accounts.service';
import { accountsSuite, newAccount, OLD, rejection } from '@test/support/fakes/accounts-instance';
import type { KeyStub } from '@test/support/fakes/bingx-keys';
import { waitUntil } from '@test/support/harness/wait-until';

const { connection, exchange, instance } = accountsSuite();
let bingx: KeyStub;

beforeEach(() => {
  bingx = exchange();
});

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
    const rows = JSON.stringify(await connection().query('SELECT * FROM exchange_account'));
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
    const [row] = await connection().query<Record<string, unknown>[]>(
      'SELECT * FROM exchange_account',
    );
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
