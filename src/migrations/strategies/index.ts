import { CreateStrategy1795395600000 } from '@/migrations/strategies/1795395600000-create-strategy';
import { AddStopOptions1795490000000 } from '@/migrations/strategies/1795490000000-add-stop-options';
import { AddExpectedSignal1795500000000 } from '@/migrations/strategies/1795500000000-add-expected-signal';

/** In the order in which they run. */
export const MIGRATIONS = [
  CreateStrategy1795395600000,
  AddStopOptions1795490000000,
  AddExpectedSignal1795500000000,
] as const;
