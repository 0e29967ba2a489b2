import { CreateOrders1785600000000 } from '@/migrations/orders/1785600000000-create-orders';
import { AddSpotColumns1795396100000 } from '@/migrations/orders/1795396100000-add-spot-columns';
import { CreateJournal1795482000000 } from '@/migrations/orders/1795482000000-create-journal';
import { CreateTradingHalt1795482060000 } from '@/migrations/orders/1795482060000-create-trading-halt';
import { CreateReconciliations1795489200000 } from '@/migrations/orders/1795489200000-create-reconciliations';
import { AddOrderTerms1795490000000 } from '@/migrations/orders/1795490000000-add-order-terms';
import { CreateBingxCommands1795490060000 } from '@/migrations/orders/1795490060000-create-bingx-commands';
import { CreateStopMark1795490120000 } from '@/migrations/orders/1795490120000-create-stop-mark';
import { AddOrderPair1795500000000 } from '@/migrations/orders/1795500000000-add-order-pair';

/** Migrations of the connection `orders`, oldest first. */
export const MIGRATIONS = [
  CreateOrders1785600000000,
  AddSpotColumns1795396100000,
  CreateJournal1795482000000,
  CreateTradingHalt1795482060000,
  CreateReconciliations1795489200000,
  AddOrderTerms1795490000000,
  CreateBingxCommands1795490060000,
  CreateStopMark1795490120000,
  AddOrderPair1795500000000,
] as const;
