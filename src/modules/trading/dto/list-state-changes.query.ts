import { IsOptional, IsString, Length } from 'class-validator';
import { numberOfCursor } from '@/platform/http/validation/cursor';
import { PageQuery } from '@/platform/http/validation/page.query';

/** Filters of the changes of trading states. */
export class ListStateChangesQuery extends PageQuery {
  /** `system`, or the name of an account; without it the changes of all. */
  @IsOptional()
  @IsString()
  @Length(1, 64)
  scope?: string;
}

/** Where the page before ended; null for the first page. Throws InvalidCursorError. */
export function stateChangePlaceOf(query: ListStateChangesQuery): string | null {
  return numberOfCursor(query.cursor, 'position');
}
