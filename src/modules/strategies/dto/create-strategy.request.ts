import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { StrategyFieldsRequest } from '@/modules/strategies/dto/strategy-fields.request';

/** A new strategy. */
export class CreateStrategyRequest extends StrategyFieldsRequest {
  /** The strategy name that its alarms carry; compared exactly, case included. */
  @IsString()
  @MaxLength(2_000)
  @ApiProperty({ example: 'Stochastic_v1' })
  alarmName!: string;

  /** What it trades, in canonical form: market, base and quote. */
  @IsString()
  @MaxLength(200)
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;
}
