import type { ReadRow } from './read-table';
import { SPOT_ACCOUNT_READS } from './spot.account.reads';
import { SPOT_MARKET_READS } from './spot.market.reads';
import { SPOT_WALLET_READS } from './spot.wallet.reads';

/** Everything that Spot tells, with the wallets behind it. */
export const SPOT_READS: readonly ReadRow[] = [
  ...SPOT_MARKET_READS,
  ...SPOT_ACCOUNT_READS,
  ...SPOT_WALLET_READS,
];
