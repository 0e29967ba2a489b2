import { CreateStrategy1795395600000 } from '@/migrations/strategies/1795395600000-create-strategy';

/** In the order in which they run. */
export const MIGRATIONS = [CreateStrategy1795395600000] as const;
