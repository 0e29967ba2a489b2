import type { AlarmId, StrategyId } from '@/kernel/ids';
import type { VenueId } from '@/kernel/venue-id';
import type { OrderPurpose } from '@/modules/orders/order';
import type { OrderState } from '@/modules/orders/order-transitions';

/** Which orders a list shows. Absent fields do not filter. The field names are those of `Order`. */
export interface OrderFilter {
  readonly account?: string;
  readonly venue?: VenueId;
  readonly instrument?: string;
  readonly strategyId?: StrategyId;
  readonly alarmId?: AlarmId;
  readonly state?: OrderState;
  readonly purpose?: OrderPurpose;
  readonly needsAttention?: boolean;
  /** Created at or after. */
  readonly from?: Date;
  /** Created before. */
  readonly to?: Date;
}

/** Where a page of orders ended. */
export interface OrderPlace {
  readonly createdAt: Date;
  readonly id: string;
}
