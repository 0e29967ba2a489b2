import type { BingxProduct, ReadRow } from './read-table';
import { USDT_M_READS } from './usdt-m.reads';

/** Every read operation by product. */
export const BINGX_READS: Readonly<Partial<Record<BingxProduct, readonly ReadRow[]>>> = {
  'usdt-m': USDT_M_READS,
};

export const ALL_BINGX_READS: readonly ReadRow[] = Object.values(BINGX_READS).flat();
