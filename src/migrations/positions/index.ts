import { CreatePaperBook1795395600000 } from '@/migrations/positions/1795395600000-create-paper-book';

/** Migrations of the connection `positions`, oldest first. */
export const MIGRATIONS = [CreatePaperBook1795395600000] as const;
