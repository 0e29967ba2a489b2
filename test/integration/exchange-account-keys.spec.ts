import { randomBytes } from 'node:crypto';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import { rewrapAccounts } from '@/modules/exchanges/credentials/rewrap-accounts';
import {
  accountsSuite,
  newAccount,
  NEW,
  OLD,
  rejection,
} from '@test/support/fakes/accounts-instance';
import type { KeyStub } from '@test/support/fakes/bingx-keys';
import { waitUntil } from '@test/support/harness/wait-until';

const { connection, exchange, instance } = accountsSuite();
let bingx: KeyStub;

beforeEach(() => {
  bingx = exchange();
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
    await connection()
      .query(`UPDATE exchange_account a, exchange_account b SET a.secret_key = b.secret_key,
      a.api_key = b.api_key, a.data_key = b.data_key WHERE a.name = 'one' AND b.name = 'two'`);
    expect(await statuses([OLD])).toEqual(['one unreadable credentials-unreadable', 'two active']);
    await connection().query(`UPDATE exchange_account SET data_key = '{"v":' WHERE name = 'one'`);
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
