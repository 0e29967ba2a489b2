import { PinoLogger } from 'nestjs-pino';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type { ExchangeAccount } from '@/modules/exchanges/credentials/exchange-account';
import type { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { storedAccount } from '@test/support/fakes/known-accounts';

const vault = new CredentialVault([`a:${'5f'.repeat(32)}`]);

class Rows {
  accounts: readonly ExchangeAccount[] = [storedAccount({ name: 'one', vault })];
  reads = 0;
  isDown = false;
  /** Answers wait for it when set. */
  gate: Promise<void> | null = null;

  async all(): Promise<readonly ExchangeAccount[]> {
    this.reads += 1;
    const { accounts, isDown, gate } = this;
    await gate;
    if (isDown) throw new Error('scripted to be down');
    return accounts;
  }
}

function setUp() {
  const rows = new Rows();
  const clock = new FixedClock();
  const repository = rows as Partial<ExchangeAccountsRepository> as ExchangeAccountsRepository;
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  return { rows, clock, stored: new StoredAccounts(repository, clock, logger) };
}

describe(StoredAccounts.name, () => {
  it('reads once for askers at the same time, and again after two seconds without making them wait', async () => {
    const { rows, clock, stored } = setUp();
    await Promise.all([stored.all(), stored.find('one'), stored.find('nobody')]);
    expect(rows.reads).toBe(1);
    rows.accounts = [];
    clock.advance(1_999);
    expect(await stored.all()).toHaveLength(1);
    expect(rows.reads).toBe(1);
    clock.advance(1);
    expect(await stored.all()).toHaveLength(1);
    expect(rows.reads).toBe(2);
    await new Promise(setImmediate);
    expect(await stored.all()).toHaveLength(0);
    expect(rows.reads).toBe(2);
  });

  it('never answers with rows of more than four seconds ago while the database answers', async () => {
    const { rows, clock, stored } = setUp();
    await stored.all();
    rows.accounts = [];
    clock.advance(4_000);
    expect(await stored.find('one')).toBeNull();
  });

  it('forgets at once what was changed here, also what was being read then', async () => {
    const { rows, stored } = setUp();
    await stored.all();
    let release = (): void => undefined;
    rows.gate = new Promise((done) => (release = done));
    stored.forget();
    const early = stored.all();
    rows.accounts = [];
    stored.forget();
    const late = stored.all();
    release();
    expect(await early).toHaveLength(1);
    expect(await late).toHaveLength(0);
    expect(await stored.all()).toHaveLength(0);
  });

  it('goes on with what it knows while the database is away, and says when it never knew', async () => {
    const { rows, clock, stored } = setUp();
    rows.isDown = true;
    await expect(stored.all()).rejects.toThrow('scripted to be down');
    rows.isDown = false;
    await stored.all();
    rows.isDown = true;
    clock.advance(60_000);
    expect(await stored.find('one')).not.toBeNull();
    rows.isDown = false;
    rows.accounts = [];
    expect(await stored.find('one')).toBeNull();
  });
});
