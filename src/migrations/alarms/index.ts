import { CreateAlarms1785600000000 } from '@/migrations/alarms/1785600000000-create-alarms';

/** Migrations of the connection `alarms`, oldest first. */
export const MIGRATIONS = [CreateAlarms1785600000000] as const;
