import {
  IsBooleanString,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { ID_TEXT, type AlarmId, type StrategyId } from '@/kernel/ids';
import { VENUE_IDS, type VenueId } from '@/kernel/venue-id';
import { ORDER_PURPOSES, type OrderPurpose } from '@/modules/orders/order';
import type { OrderFilter, OrderPlace } from '@/modules/orders/order-filter';
import { ORDER_STATES, type OrderState } from '@/modules/orders/order-transitions';
import { timeOfCursor } from '@/platform/http/validation/cursor';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';
import { PageQuery } from '@/platform/http/validation/page.query';

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
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /** Created before this time, ISO 8601. */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

/** The filter that a query asks for. */
export function orderFilterOf(query: ListOrdersQuery): OrderFilter {
  const {
    account,
    venue,
    instrument,
    strategyId,
    alarmId,
    state,
    purpose,
    needsAttention,
    from,
    to,
  } = query;
  return {
    ...(account === undefined ? {} : { account }),
    ...(venue === undefined ? {} : { venue }),
    ...(instrument === undefined ? {} : { instrument }),
    ...(strategyId === undefined ? {} : { strategyId: strategyId as StrategyId }),
    ...(alarmId === undefined ? {} : { alarmId: alarmId as AlarmId }),
    ...(state === undefined ? {} : { state }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(needsAttention === undefined
      ? {}
      : { needsAttention: ['true', '1'].includes(needsAttention) }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

/** Where the page before ended; null for the first page. Throws InvalidCursorError. */
export function orderPlaceOf(query: ListOrdersQuery): OrderPlace | null {
  const place = timeOfCursor(query.cursor, (id) => ID_TEXT.test(id));
  return place === null ? null : { createdAt: place.at, id: place.id };
}
