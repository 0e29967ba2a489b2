import type { ReadRow } from './read-table';
import { USDT_M_ACCOUNT_READS } from './usdt-m.account.reads';
import { USDT_M_MARKET_READS } from './usdt-m.market.reads';
import { USDT_M_ORDER_READS } from './usdt-m.order.reads';

/** Everything that USDT-M tells. */
export const USDT_M_READS: readonly ReadRow[] = [
  ...USDT_M_MARKET_READS,
  ...USDT_M_ACCOUNT_READS,
  ...USDT_M_ORDER_READS,
];
