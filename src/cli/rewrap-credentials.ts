import 'reflect-metadata';
import { DATABASES } from '@/databases';
import { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';
import { rewrapAccounts } from '@/modules/exchanges/credentials/rewrap-accounts';
import { openDataSource } from '@/platform/database/data-source';
import { loadSettings } from '@/platform/settings/load-settings';

/** `npm run credentials:rewrap`: wraps every account's data key with the first key of CREDENTIALS_KEY. Services go on. */
async function rewrap(): Promise<void> {
  const { database, credentials } = loadSettings(process.env);
  const vault = new CredentialVault(credentials.CREDENTIALS_KEY);
  if (vault.sealingKeyId === null) throw new Error('CREDENTIALS_KEY is not set');
  const source = await openDataSource(
    {
      name: 'accounts',
      url: database.urlOf('accounts'),
      poolSize: 1,
      connectTimeoutMs: database.DB_CONNECT_TIMEOUT_MS,
    },
    DATABASES.accounts,
  );
  try {
    const results = await rewrapAccounts(new ExchangeAccountsRepository(source), vault);
    for (const { account, outcome, problem } of results) {
      const said = problem === null ? outcome : `${outcome}: ${problem}`;
      process.stdout.write(`${account.padEnd(20)} ${said}\n`);
    }
    const failed = results.filter(({ outcome }) => outcome === 'failed').length;
    process.stdout.write(
      `${String(results.length)} accounts with keys, sealed under ${vault.sealingKeyId}; ${String(failed)} failed\n`,
    );
    if (failed > 0) process.exitCode = 1;
  } finally {
    await source.destroy();
  }
}

rewrap().catch((error: unknown) => {
  process.stderr.write(
    `rewrap failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
