import { IsBooleanString, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { present } from '@/kernel/present';
import { ID_TEXT, type AlarmId, type StrategyId } from '@/kernel/ids';
import { VENUE_IDS, type VenueId } from '@/kernel/venue-id';
import { ORDER_PURPOSES, type OrderPurpose } from '@/modules/orders/order';
import type { OrderFilter, OrderPlace } from '@/modules/orders/order-filter';
import { ORDER_STATES, type OrderState } from '@/modules/orders/order-transitions';
import { timeOfCursor } from '@/platform/http/validation/cursor';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';
import { PageQuery } from '@/platform/http/validation/page.query';
import { OptionalTime, periodOf } from '@/platform/http/validation/period';

const ID_MESSAGE = '$property must be an id of 26 characters';

/** Filters of the list of orders; absent ones do not filter. */
export class ListOrdersQuery extends PageQuery {
  /** Name of the account that trades. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  account?: string;

  /** Venue that executes, such as `paper`. */
  @IsOptional()
  @IsIn(VENUE_IDS)
  venue?: VenueId;

  /** Canonical instrument, such as `bingx-usdt-m/BTC-USDT`. */
  @IsOptional()
  @IsInstrumentText()
  instrument?: string;

  /** Strategy that the orders belong to. */
  @IsOptional()
  @Matches(ID_TEXT, { message: ID_MESSAGE })
  strategyId?: string;

  /** Alarm that caused the orders. */
  @IsOptional()
  @Matches(ID_TEXT, { message: ID_MESSAGE })
  alarmId?: string;

  /** State of the order. */
  @IsOptional()
  @IsIn(ORDER_STATES)
  state?: OrderState;

  /** What the order is for. */
  @IsOptional()
  @IsIn(ORDER_PURPOSES)
  purpose?: OrderPurpose;

  /** `true`: only orders that a person should look at; `false`: only the others. */
  @IsOptional()
  @IsBooleanString()
  needsAttention?: string;

  /** Created at this time or later, ISO 8601. */
  @OptionalTime()
  from?: string;

  /** Created before this time, ISO 8601. */
  @OptionalTime()
  to?: string;
}

/** The filter that a query asks for. */
export function orderFilterOf(query: ListOrdersQuery): OrderFilter {
  const { account, venue, instrument, strategyId, alarmId, state, purpose, needsAttention } = query;
  return {
    ...present({
      ...{ account, venue, instrument, state, purpose },
      strategyId: strategyId as StrategyId | undefined,
      alarmId: alarmId as AlarmId | undefined,
      needsAttention:
        needsAttention === undefined ? undefined : ['true', '1'].includes(needsAttention),
    }),
    ...periodOf(query),
  };
}

/** Where the page before ended; null for the first page. Throws InvalidCursorError. */
export function orderPlaceOf(query: ListOrdersQuery): OrderPlace | null {
  const place = timeOfCursor(query.cursor, (id) => ID_TEXT.test(id));
  return place === null ? null : { createdAt: place.at, id: place.id };
}
