import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { TRADING_STATES, type TradingState } from '@/modules/orders/states/trading-state';
import { OptionalAccountField } from '@/modules/exchanges/dto/account-field';

/** A change of the trading state. */
export class TradingStateRequest {
  /** The new state: `active`, `reducing` (closes only) or `halted` (nothing is sent). */
  @ApiProperty({ example: 'reducing', enum: TRADING_STATES })
  @IsIn(TRADING_STATES)
  state!: TradingState;

  /** Account that it holds for; left out, it holds for the whole system. */
  @OptionalAccountField()
  account?: string;

  /** Who changes it; left out, it is the name of the API token. The journal has the token's name either way. */
  @ApiPropertyOptional({ example: 'maria' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  changedBy?: string;

  /** Why. */
  @ApiProperty({ example: 'exchange maintenance at 22:00' })
  @IsString()
  @Length(1, 500)
  why!: string;
}
