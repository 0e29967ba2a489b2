import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { SideRulesRequest } from '@/modules/strategies/dto/side-rules.request';

/** What a new strategy and a change have in common. */
export abstract class StrategyFieldsRequest {
  /** Whether it may open; false in a new strategy. */
  @IsOptional()
  @IsBoolean()
  @ApiProperty({ example: true, required: false })
  isOn?: boolean;

  /** Name of the account that trades; `main` in a new strategy. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @ApiProperty({ example: 'main', required: false })
  account?: string;

  /** What the strategy is about, for people. */
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  @ApiProperty({
    example: 'Stochastic on the minute, regime by the hour',
    type: String,
    nullable: true,
    required: false,
  })
  description?: string | null;

  /** Alarms that arrive from then on may open, ISO 8601 with zone. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  @ApiProperty({
    example: '2026-01-01T00:00:00.000Z',
    type: String,
    nullable: true,
    required: false,
  })
  startAt?: string | null;

  /** Alarms that arrive from then on open no more, ISO 8601 with zone. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  @ApiProperty({
    example: '2027-01-01T00:00:00.000Z',
    type: String,
    nullable: true,
    required: false,
  })
  endAt?: string | null;

  /** Notes on results. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  @ApiProperty({ example: null, type: String, nullable: true, required: false })
  resultNote?: string | null;

  /** A watchdog notifies when no alarm comes for longer than this, 1 to 10080 minutes; null: never. */
  @IsOptional()
  @IsInt()
  @ApiProperty({ example: 90, type: 'integer', nullable: true, required: false })
  expectSignalWithinMinutes?: number | null;

  /** The long side; absent fields stay as they are, null clears the side. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SideRulesRequest)
  @ApiProperty({ type: SideRulesRequest, nullable: true, required: false })
  long?: SideRulesRequest | null;

  /** The short side; absent fields stay as they are, null clears the side. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SideRulesRequest)
  @ApiProperty({ type: SideRulesRequest, nullable: true, required: false })
  short?: SideRulesRequest | null;
}
