import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '@/platform/http/validation/page.query';

/** Which instruments to list. */
export class ListInstrumentsQuery extends PageQuery {
  /** Only instruments whose name contains this text, whatever its case. */
  @ApiProperty({ required: false, example: 'BTC' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  text?: string;
}
