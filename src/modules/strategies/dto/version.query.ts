import { Type } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';

/** The version that a deletion was made from. */
export class VersionQuery {
  /** The version that was read; not needed beside an If-Match header. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  version?: number;
}
