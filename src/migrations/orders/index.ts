import { CreateOrders1785600000000 } from '@/migrations/orders/1785600000000-create-orders';

/** Migrations of the connection `orders`, oldest first. */
export const MIGRATIONS = [CreateOrders1785600000000] as const;
