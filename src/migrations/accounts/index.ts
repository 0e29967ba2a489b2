import { CreateBalanceSnapshot1795395600000 } from '@/migrations/accounts/1795395600000-create-balance-snapshot';

/** Migrations of the connection `accounts`, oldest first. */
export const MIGRATIONS = [CreateBalanceSnapshot1795395600000] as const;
