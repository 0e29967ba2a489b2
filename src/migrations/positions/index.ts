import { AddPaperContractValue1795410000000 } from '@/migrations/positions/1795410000000-add-paper-contract-value';
import { CreatePaperBook1795395600000 } from '@/migrations/positions/1795395600000-create-paper-book';

/** Migrations of the connection `positions`, oldest first. */
export const MIGRATIONS = [
  CreatePaperBook1795395600000,
  AddPaperContractValue1795410000000,
] as const;
