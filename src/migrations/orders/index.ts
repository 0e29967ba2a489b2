import { CreateOrders1785600000000 } from '@/migrations/orders/1785600000000-create-orders';
import { AddSpotColumns1795396100000 } from '@/migrations/orders/1795396100000-add-spot-columns';

/** Migrations of the connection `orders`, oldest first. */
export const MIGRATIONS = [CreateOrders1785600000000, AddSpotColumns1795396100000] as const;
