import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Min } from 'class-validator';

/** The version that a command was made from. */
export class VersionRequest {
  /** The version that was read; not needed beside an If-Match header. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @ApiProperty({ example: 1, type: 'integer', required: false })
  version?: number;
}
