import { CreateBalanceSnapshot1795395600000 } from '@/migrations/accounts/1795395600000-create-balance-snapshot';
import { CreateExchangeAccount1795406400000 } from '@/migrations/accounts/1795406400000-create-exchange-account';
import { CreateRateWindows1795485600000 } from '@/migrations/accounts/1795485600000-create-rate-windows';

/** Migrations of the connection `accounts`, oldest first. */
export const MIGRATIONS = [
  CreateBalanceSnapshot1795395600000,
  CreateExchangeAccount1795406400000,
  CreateRateWindows1795485600000,
] as const;
