import { ApiProperty } from '@nestjs/swagger';
import type { Kline } from '@/modules/exchanges/venue.types';
import { listResponse, NO_CURSOR } from '@/platform/http/validation/page-response';

/** One candle. */
export class KlineResponse {
  /** When it began. */
  @ApiProperty({ format: 'date-time', example: '2026-01-15T12:00:00.000Z' })
  readonly openAt!: string;

  /** First price. */
  @ApiProperty({ example: '65000.1', format: 'decimal' })
  readonly open!: string;

  /** Highest price. */
  @ApiProperty({ example: '65210.4', format: 'decimal' })
  readonly high!: string;

  /** Lowest price. */
  @ApiProperty({ example: '64880', format: 'decimal' })
  readonly low!: string;

  /** Last price. */
  @ApiProperty({ example: '65101.7', format: 'decimal' })
  readonly close!: string;

  /** Traded volume, in the market's unit. */
  @ApiProperty({ example: '1204.55', format: 'decimal' })
  readonly volume!: string;

  /** False while the candle was still forming when it was recorded. */
  readonly isFinal!: boolean;

  static from({ openAt, open, high, low, close, volume, isFinal }: Kline): KlineResponse {
    return Object.assign(new KlineResponse(), {
      openAt: openAt.toISOString(),
      open,
      high,
      low,
      close,
      volume,
      isFinal,
    } satisfies Readonly<KlineResponse>);
  }
}

/** Candles, ascending by open time. */
export class KlineListResponse extends listResponse(KlineResponse, 'The candles.', {
  ...NO_CURSOR,
  description: 'Always null: go on with `to` = the first open time.',
}) {}

/** What a back-fill did. */
export class BackfillResponse {
  /** How many candles the exchange gave and were kept. */
  @ApiProperty({ example: 24 })
  readonly recorded!: number;
}
