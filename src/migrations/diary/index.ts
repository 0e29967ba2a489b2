import { CreateNotifications1795500000000 } from '@/migrations/diary/1795500000000-create-notifications';

/** Migrations of the connection `diary`, oldest first. */
export const MIGRATIONS = [CreateNotifications1795500000000] as const;
