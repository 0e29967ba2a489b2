import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { StrategyFieldsRequest } from '@/modules/strategies/dto/strategy-fields.request';

/** A change of a strategy: only what is named changes. */
export class ChangeStrategyRequest extends StrategyFieldsRequest {
  /** The version that was read; not needed beside an If-Match header. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @ApiProperty({ example: 1, type: 'integer', required: false })
  version?: number;

  /** The strategy name that its alarms carry; compared exactly, case included. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  @ApiProperty({ example: 'Stochastic_v1', required: false })
  alarmName?: string;

  /** What it trades, in canonical form: market, base and quote. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT', required: false })
  instrument?: string;
}
