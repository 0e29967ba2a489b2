import { ACCOUNT_READS } from './account.reads';
import { COIN_M_READS } from './coin-m.reads';
import type { BingxProduct, ReadRow } from './read-table';
import { SPOT_READS } from './spot.reads';
import { STANDARD_READS } from './standard.reads';
import { USDT_M_READS } from './usdt-m.reads';

/** Every read operation by product. */
export const BINGX_READS: Readonly<Record<BingxProduct, readonly ReadRow[]>> = {
  'usdt-m': USDT_M_READS,
  'coin-m': COIN_M_READS,
  spot: SPOT_READS,
  standard: STANDARD_READS,
  account: ACCOUNT_READS,
};

export const ALL_BINGX_READS: readonly ReadRow[] = Object.values(BINGX_READS).flat();
