import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import {
  ORDER_TYPES,
  TIMES_IN_FORCE,
  WORKING_TYPES,
  type OrderType,
  type TimeInForce,
  type WorkingType,
} from '@/modules/exchanges/order-terms';
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

  /** Limit price as decimal text; needed by orders that rest at a price and only by them. */
  @ApiPropertyOptional({ example: '60000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  price?: string;

  /** Trigger price as decimal text; needed by stop, take-profit and trigger orders and only by them. */
  @ApiPropertyOptional({ example: '58000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  stopPrice?: string;

  /** How long a limit rests; `gtc` when absent. `post-only` is for plain limits. */
  @ApiPropertyOptional({ example: 'gtc', enum: TIMES_IN_FORCE })
  @IsOptional()
  @IsIn(TIMES_IN_FORCE)
  timeInForce?: TimeInForce;

  /** How far a trailing stop stays behind, as a fraction in decimal text; this or `trailingDistance`. */
  @ApiPropertyOptional({ example: '0.05', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  trailingRate?: string;

  /** The same in quote currency, as decimal text. */
  @ApiPropertyOptional({ example: '250', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  trailingDistance?: string;

  /** The price at which a trailing stop begins to follow; at once when absent. */
  @ApiPropertyOptional({ example: '62000', format: 'decimal' })
  @IsOptional()
  @IsString()
  @IsDecimalText()
  activationPrice?: string;

  /** Whose price pulls the trigger; the mark price when absent. */
  @ApiPropertyOptional({ example: 'mark', enum: WORKING_TYPES })
  @IsOptional()
  @IsIn(WORKING_TYPES)
  workingType?: WorkingType;

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
