import { DomainError } from '@/kernel/errors';
import type { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type { ExchangeAccount } from '@/modules/exchanges/credentials/exchange-account';
import type { ExchangeAccountsRepository } from '@/modules/exchanges/credentials/exchange-accounts.repository';

/** What became of one account when its data key was to be wrapped by the first master key. */
export interface Rewrapped {
  readonly account: string;
  /** `current`: it was already. `replaced`: it got a new key meanwhile, which the first master key wraps anyway. */
  readonly outcome: 'rewrapped' | 'current' | 'replaced' | 'failed';
  /** Why it failed; null otherwise. */
  readonly problem: string | null;
}

/**
 * Wraps the data keys of all accounts with the first master key. Services may run meanwhile, as long as they have both
 * master keys: sealed fields do not change. An account that does not open is left as it is and said to have failed.
 */
export async function rewrapAccounts(
  repository: ExchangeAccountsRepository,
  vault: CredentialVault,
): Promise<readonly Rewrapped[]> {
  const results: Rewrapped[] = [];
  for (const account of await repository.all()) {
    if (account.sealed === null) continue;
    results.push({ account: account.name, ...(await rewrap(account, repository, vault)) });
  }
  return results;
}

async function rewrap(
  account: ExchangeAccount,
  repository: ExchangeAccountsRepository,
  vault: CredentialVault,
): Promise<Omit<Rewrapped, 'account'>> {
  const { id, keyVersion, sealed } = account;
  if (sealed === null) return { outcome: 'current', problem: null };
  try {
    // Opened as a whole first: what is broken must not look as if it had been moved.
    vault.open({ id, keyVersion, sealed });
    const dataKey = vault.rewrap({ id, keyVersion, sealed });
    if (dataKey === null) return { outcome: 'current', problem: null };
    const isDone = await repository.rewrap(id, keyVersion, dataKey);
    return { outcome: isDone ? 'rewrapped' : 'replaced', problem: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { outcome: 'failed', problem: error.message };
  }
}
