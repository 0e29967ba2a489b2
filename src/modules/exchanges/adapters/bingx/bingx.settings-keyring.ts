import { environmentOf } from './bingx.environment';
import { BingxKeyring, type BingxKey } from './bingx.keyring';

/** What the account of the settings needs of BingxSettings. */
export interface BingxKeySettings {
  readonly BINGX_API_URL: string;
  readonly BINGX_API_KEY: string;
  readonly BINGX_SECRET_KEY: string;
}

/** The one account whose key stands in the settings; the host there says whether its money is real. */
export class SettingsKeyring extends BingxKeyring {
  constructor(
    private readonly settings: BingxKeySettings,
    private readonly accountName: string,
  ) {
    super();
  }

  find(account: string): Promise<BingxKey | null> {
    const { BINGX_API_URL, BINGX_API_KEY: apiKey, BINGX_SECRET_KEY: secretKey } = this.settings;
    if (account !== this.accountName || apiKey === '' || secretKey === '') {
      return Promise.resolve(null);
    }
    const environment = environmentOf(BINGX_API_URL);
    const owner = { account, keyVersion: 0 };
    return Promise.resolve({ credentials: { apiKey, secretKey, owner }, environment });
  }
}
