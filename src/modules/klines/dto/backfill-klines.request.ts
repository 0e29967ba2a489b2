import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, Matches } from 'class-validator';
import { TIME_MESSAGE, UTC_TIME } from '@/modules/klines/dto/utc-time';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';
import { IsTimeframeText } from '@/platform/http/validation/is-timeframe-text';

/** Which candles to fetch from the exchange: at most 14,400 at once. */
export class BackfillKlinesRequest {
  /** The instrument, in canonical form. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  @IsInstrumentText()
  instrument!: string;

  /** Length of a candle; `1m` is a minute, `1M` a month. */
  @ApiProperty({ example: '1h' })
  @IsTimeframeText()
  timeframe!: string;

  /** First open time. */
  @ApiProperty({ example: '2026-01-15T00:00:00Z' })
  @Matches(UTC_TIME, { message: TIME_MESSAGE })
  @IsISO8601({ strict: true })
  from!: string;

  /** Where to end, exclusive. */
  @ApiProperty({ example: '2026-01-16T00:00:00Z' })
  @Matches(UTC_TIME, { message: TIME_MESSAGE })
  @IsISO8601({ strict: true })
  to!: string;
}
