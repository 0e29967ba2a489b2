import { VenueRefusedError } from '@/modules/exchanges/venue.errors';

/** What signs the requests of one account. Never logged. */
export interface BingxCredentials {
  readonly apiKey: string;
  readonly secretKey: string;
}

/** The accounts that this installation holds keys for. */
export class BingxAccounts {
  constructor(
    private readonly venue: string,
    private readonly byName: ReadonlyMap<string, BingxCredentials>,
  ) {}

  /** Throws VenueRefusedError `account-unknown`, before anything goes over the network. */
  get(account: string): BingxCredentials {
    const credentials = this.byName.get(account);
    if (credentials === undefined) {
      const shown = JSON.stringify(account.slice(0, 60));
      throw new VenueRefusedError(
        this.venue,
        'account-unknown',
        null,
        `no keys for account ${shown}`,
      );
    }
    return credentials;
  }
}
