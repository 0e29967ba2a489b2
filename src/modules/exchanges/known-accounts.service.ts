import { Injectable } from '@nestjs/common';
import type { VenueId } from '@/kernel/venue-id';
import { environmentOf } from '@/modules/exchanges/adapters/bingx/bingx.environment';
import { PaperBooks } from '@/modules/exchanges/paper-books.port';
import { BingxSettings } from '@/platform/settings/bingx.settings';

/** Name of the paper account that always exists, and of the account that the BingX keys make. */
export const PAPER_ACCOUNT = 'paper';
export const BINGX_ACCOUNT = 'bingx';

export type AccountEnvironment = 'live' | 'demo' | 'paper';

/** An account that this installation can read. */
export interface KnownAccount {
  readonly name: string;
  readonly venue: VenueId;
  readonly environment: AccountEnvironment;
  /** The last four characters of its API key; null on paper. */
  readonly keyEnd: string | null;
}

/** The accounts that settings and the paper book make known. */
@Injectable()
export class KnownAccountsService {
  constructor(
    private readonly bingx: BingxSettings,
    private readonly books: PaperBooks,
  ) {}

  /** Configured accounts first, then every other account that has a paper book. */
  async list(): Promise<readonly KnownAccount[]> {
    const configured = this.configured();
    const onPaper = await this.books.accounts();
    const more = onPaper.filter((name) => name !== PAPER_ACCOUNT).map((name) => paperAccount(name));
    return [...configured, ...more];
  }

  /** The accounts of the settings alone; needs no database. */
  configured(): readonly KnownAccount[] {
    const paper = paperAccount(PAPER_ACCOUNT);
    const key = this.bingx.BINGX_API_KEY;
    if (key === '') return [paper];
    const environment = environmentOf(this.bingx.BINGX_API_URL);
    return [
      paper,
      {
        name: BINGX_ACCOUNT,
        venue: 'bingx-usdt-m',
        environment,
        keyEnd: key.length > 8 ? key.slice(-4) : null,
      },
    ];
  }
}

const paperAccount = (name: string): KnownAccount => ({
  name,
  venue: 'paper',
  environment: 'paper',
  keyEnd: null,
});
