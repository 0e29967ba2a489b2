import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { present } from '@/kernel/present';
import type { Timeframe } from '@/kernel/timeframe';
import { timeOfCursor } from '@/platform/http/validation/cursor';
import { IsTimeframeText } from '@/platform/http/validation/is-timeframe-text';
import { PageQuery } from '@/platform/http/validation/page.query';
import { OptionalTime, periodOf } from '@/platform/http/validation/period';
import { ALARM_STATUSES, type AlarmFilter, type AlarmPlace, type AlarmStatus } from '../alarm';

/** Filters of the list of alarms; absent ones do not filter. */
export class ListAlarmsQuery extends PageQuery {
  /** Ticker in any spelling of the pair: `BTCUSDT`, `BTC-USDT`, `BINGX:BTCUSDT.P`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  ticker?: string;

  /** Timeframe, such as `5m`, `1h` or `1M` (a month). */
  @IsOptional()
  @IsTimeframeText()
  timeframe?: string;

  /** Signal, such as `order open long` or `indicator close short`. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  signal?: string;

  /** Strategy name, exactly as in the alarm. */
  @IsOptional()
  @IsString()
  @MaxLength(40_000)
  strategy?: string;

  /** Status of the alarm. */
  @IsOptional()
  @IsIn(ALARM_STATUSES)
  status?: AlarmStatus;

  /** Received at this time or later, ISO 8601. */
  @OptionalTime()
  from?: string;

  /** Received before this time, ISO 8601. */
  @OptionalTime()
  to?: string;

  /** Part of the body, without regard to case. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  text?: string;
}

/** The filter that a query asks for. */
export function alarmFilterOf(query: ListAlarmsQuery): AlarmFilter {
  const { ticker, timeframe, signal, strategy, status, text } = query;
  const known = { ticker, timeframe: timeframe as Timeframe | undefined, signal, strategy, status };
  return { ...present({ ...known, text }), ...periodOf(query) };
}

/** Where the page before ended; null for the first page. Throws InvalidCursorError. */
export function alarmPlaceOf({ cursor }: ListAlarmsQuery): AlarmPlace | null {
  const place = timeOfCursor(cursor);
  return place === null ? null : { receivedAt: place.at, id: place.id };
}
