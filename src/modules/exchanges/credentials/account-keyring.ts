import { DomainError } from '@/kernel/errors';
import { BingxKeyring, type BingxKey } from '@/modules/exchanges/adapters/bingx/bingx.keyring';
import type { CredentialVault } from '@/modules/exchanges/credentials/credential-vault';
import type { StoredAccounts } from '@/modules/exchanges/credentials/stored-accounts';
import { VenueRefusedError, VenueUnavailableError } from '@/modules/exchanges/venue.errors';

/** The key of the settings first, then those of stored accounts: opened for each use and not kept. */
export class AccountKeyring extends BingxKeyring {
  constructor(
    private readonly settings: BingxKeyring,
    private readonly stored: StoredAccounts,
    private readonly vault: CredentialVault,
  ) {
    super();
  }

  /**
   * Null for accounts that are not known or revoked. An account that its exchange refuses keeps its key: a close is
   * tried all the same. Throws VenueRefusedError when the key does not open, VenueUnavailableError when it can not be read.
   */
  override async find(name: string): Promise<BingxKey | null> {
    const configured = await this.settings.find(name);
    if (configured !== null) return configured;
    const account = await this.stored.find(name).catch((error: unknown) => {
      throw new VenueUnavailableError('bingx', 'the stored accounts could not be read', error);
    });
    if (account === null || account.sealed === null || account.status === 'revoked') return null;
    const { id, keyVersion, sealed, environment, uid } = account;
    try {
      const { apiKey, secretKey } = this.vault.open({ id, keyVersion, sealed });
      const owner = { account: name, keyVersion };
      return { credentials: { apiKey, secretKey, owner }, environment, uid };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new VenueRefusedError('bingx', error.code, null, error.message);
    }
  }
}
