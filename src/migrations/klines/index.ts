import { CreateKline1795395600000 } from '@/migrations/klines/1795395600000-create-kline';

/** Migrations of the connection `klines`, oldest first. */
export const MIGRATIONS = [CreateKline1795395600000] as const;
