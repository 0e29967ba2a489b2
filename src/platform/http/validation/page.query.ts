import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 500;

/** What every list accepts; the filters of a list extend it. */
export class PageQuery {
  /** Most rows in the answer. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number = 50;

  /** Where to go on: `nextCursor` of the page before, unchanged. Without it the list starts at its newest row. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  cursor?: string;
}

/** The page size to use; the default when the caller named none. */
export const limitOf = (query: PageQuery): number => query.limit ?? DEFAULT_PAGE_SIZE;
