import { IsIn, IsISO8601, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { Timeframe } from '@/kernel/timeframe';
import { timeOfCursor } from '@/platform/http/validation/cursor';
import { IsTimeframeText } from '@/platform/http/validation/is-timeframe-text';
import { PageQuery } from '@/platform/http/validation/page.query';
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
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  /** Received before this time, ISO 8601. */
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  /** Part of the body, without regard to case. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  text?: string;
}

/** The filter that a query asks for. */
export function alarmFilterOf({
  ticker,
  timeframe,
  signal,
  strategy,
  status,
  from,
  to,
  text,
}: ListAlarmsQuery): AlarmFilter {
  return {
    ...(ticker === undefined ? {} : { ticker }),
    ...(timeframe === undefined ? {} : { timeframe: timeframe as Timeframe }),
    ...(signal === undefined ? {} : { signal }),
    ...(strategy === undefined ? {} : { strategy }),
    ...(status === undefined ? {} : { status }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
    ...(text === undefined ? {} : { text }),
  };
}

/** Where the page before ended; null for the first page. Throws InvalidCursorError. */
export function alarmPlaceOf({ cursor }: ListAlarmsQuery): AlarmPlace | null {
  const place = timeOfCursor(cursor);
  return place === null ? null : { receivedAt: place.at, id: place.id };
}
