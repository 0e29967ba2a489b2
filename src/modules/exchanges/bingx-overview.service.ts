import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import {
  usdtPrices,
  valueWallets,
  type AccountOverview,
  type OverviewWallet,
  type WalletReading,
} from '@/modules/exchanges/bingx-reads/account-overview';
import type { DecodedRow } from '@/modules/exchanges/bingx-reads/decode-answer';
import type { BingxProduct, ReadRow } from '@/modules/exchanges/bingx-reads/read-table';
import { BingxReadsService } from '@/modules/exchanges/bingx-reads.service';

const rowOf = (product: BingxProduct, path: string): ReadRow => {
  const row = BINGX_READS[product].find((one) => one.path === path);
  if (row === undefined) throw new Error(`no operation ${product}/${path}`);
  return row;
};

/** Where each wallet is read. */
const BALANCES: Readonly<Record<OverviewWallet, ReadRow>> = {
  spot: rowOf('spot', 'balances'),
  fund: rowOf('spot', 'fund-balances'),
  'usdt-m': rowOf('usdt-m', 'balances'),
  'coin-m': rowOf('coin-m', 'balances'),
  standard: rowOf('standard', 'balances'),
};
const SPOT_PRICES = rowOf('spot', 'tickers');
const CONTRACT_PRICES = rowOf('usdt-m', 'prices');

/** All wallets of an account, valued in USDT at the last prices of Spot, else of USDT-M. */
@Injectable()
export class BingxOverviewService {
  constructor(
    private readonly reads: BingxReadsService,
    private readonly clock: Clock,
  ) {}

  /** Throws VenueRefusedError `account-unknown`. A wallet that cannot be read is listed with its problem. */
  async overview(account: string): Promise<AccountOverview> {
    // USDT-M is the one product that every account has, so an unknown account shows here.
    await this.reads.sessionsOf('usdt-m').open(account);
    const [spot, contracts, ...readings] = await Promise.all([
      this.prices(SPOT_PRICES),
      this.prices(CONTRACT_PRICES),
      ...Object.entries(BALANCES).map(([wallet, row]) =>
        this.wallet(wallet as OverviewWallet, row, account),
      ),
    ]);
    const prices = usdtPrices(spot ?? [], contracts ?? []);
    const missing = [spot === null ? 'Spot' : null, contracts === null ? 'USDT-M' : null].filter(
      (name) => name !== null,
    );
    return {
      account,
      at: this.clock.now(),
      ...valueWallets(readings, prices),
      pricesProblem:
        missing.length === 0 ? null : `the prices of ${missing.join(' and ')} could not be read`,
    };
  }

  private async wallet(
    wallet: OverviewWallet,
    row: ReadRow,
    account: string,
  ): Promise<WalletReading> {
    try {
      return { wallet, rows: await this.rows(row, { account }) };
    } catch (error) {
      return { wallet, error };
    }
  }

  /** Null when they cannot be had. */
  private prices(row: ReadRow): Promise<readonly DecodedRow[] | null> {
    return this.rows(row, {}).catch(() => null);
  }

  private async rows(
    row: ReadRow,
    query: Readonly<Record<string, string>>,
  ): Promise<readonly DecodedRow[]> {
    const answer = await this.reads.run(row, query);
    return answer.kind === 'list' ? answer.body.items : [];
  }
}
