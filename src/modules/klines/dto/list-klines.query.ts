import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';
import { TIME_MESSAGE, UTC_TIME } from '@/modules/klines/dto/utc-time';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';
import { IsTimeframeText } from '@/platform/http/validation/is-timeframe-text';

/** Which candles to list. */
export class ListKlinesQuery {
  /** The instrument, in canonical form. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  @IsInstrumentText()
  instrument!: string;

  /** Length of a candle; `1m` is a minute, `1M` a month. */
  @ApiProperty({ example: '1h' })
  @IsTimeframeText()
  timeframe!: string;

  /** Only candles that open at this time or later. */
  @ApiProperty({ required: false, example: '2026-01-15T00:00:00Z' })
  @IsOptional()
  @Matches(UTC_TIME, { message: TIME_MESSAGE })
  @IsISO8601({ strict: true })
  from?: string;

  /** Only candles that open before this time. */
  @ApiProperty({ required: false, example: '2026-01-16T00:00:00Z' })
  @IsOptional()
  @Matches(UTC_TIME, { message: TIME_MESSAGE })
  @IsISO8601({ strict: true })
  to?: string;

  /** Most candles in the answer; the newest ones when there are more. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_440)
  limit?: number = 500;
}
