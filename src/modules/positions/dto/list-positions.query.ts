import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** Which positions to list. */
export class ListPositionsQuery {
  /** Only this account's. */
  @ApiProperty({ required: false, example: 'paper' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  account?: string;
}
