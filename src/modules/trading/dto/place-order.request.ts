import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import { ORDER_TYPES, type OrderType } from '@/modules/exchanges/venue.types';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';
import { IsInstrumentText } from '@/platform/http/validation/is-instrument-text';

/** A manual order. It passes the same gate, journal and lane as an order that an alarm made. */
export class PlaceOrderRequest {
  /** Name of the account that trades. */
  @ApiProperty({ example: 'paper' })
  @Matches(/^[a-z0-9-]{1,50}$/, { message: 'must be 1 to 50 characters of a-z, 0-9 and -' })
  account!: string;

  /** Canonical instrument, market/BASE-QUOTE. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  @IsInstrumentText()
  instrument!: string;

  /** Whether to open or to close; a close never opens the other side. */
  @ApiProperty({ example: 'open', enum: ['open', 'close'] })
  @IsIn(['open', 'close'])
  action!: 'open' | 'close';

  /** The side of the position. */
  @ApiProperty({ example: 'long', enum: POSITION_SIDES })
  @IsIn(POSITION_SIDES)
  positionSide!: PositionSide;

  /** How it executes. */
  @ApiProperty({ example: 'market', enum: ORDER_TYPES })
  @IsIn(ORDER_TYPES)
  type!: OrderType;

  /** Size in the venue's unit, as decimal text; must be a multiple of the instrument's step. */
  @ApiProperty({ example: '0.001', format: 'decimal' })
  @IsString()
  @IsDecimalText()
  quantity!: string;

  /** Limit price as decimal text; needed by limit orders and only by them. */
  @ApiPropertyOptional({ example: '60000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  price?: string;

  /** Trigger price as decimal text; needed by stop and take-profit orders and only by them. */
  @ApiPropertyOptional({ example: '58000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  stopPrice?: string;

  /** Strategy whose position a close shrinks, so that its books, its stops and its targets follow; for closes only. */
  @ApiPropertyOptional({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  @IsOptional()
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/, { message: 'must be the id of a strategy' })
  strategyId?: string;

  /** Why the order is placed; kept with it. */
  @ApiPropertyOptional({ example: 'first try' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  note?: string;
}
