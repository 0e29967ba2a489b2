import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { mapPage, wholePage, type Page } from './page';

/** How the document describes the total of a list that is answered whole. */
export const WHOLE_TOTAL: ApiPropertyOptions = {
  type: 'integer',
  example: 1,
  description: 'How many there are.',
};

/** How the document describes the cursor of a list that is answered in pages. */
export const NEXT_CURSOR: ApiPropertyOptions = {
  type: String,
  nullable: true,
  example: null,
  description: 'Give it as `cursor` to read on; null on the last page.',
};

/** How the document describes the cursor of a list that is answered whole. */
export const NO_CURSOR: ApiPropertyOptions = {
  ...NEXT_CURSOR,
  description: 'Always null: there is one page.',
};

/** A response class of a list in pages. */
export interface PageResponseClass<Row, Item> {
  new (): Page<Item>;
  from(page: Page<Row>): Page<Item>;
}

/** A response class of a list that is answered whole. */
export interface ListResponseClass<Item> {
  new (): Page<Item>;
  of(items: readonly Item[]): Page<Item>;
}

/**
 * The response class of a list in pages, for a named class to extend. `rows` is what the document calls the rows,
 * `read` makes the response of one row.
 */
export function pageResponse<Row, Item>(
  item: Type<Item>,
  rows: string,
  read: (row: Row) => Item,
): PageResponseClass<Row, Item> {
  class PageResponse implements Page<Item> {
    @ApiProperty({ type: [item], description: `The ${rows} of this page.` })
    readonly items!: readonly Item[];

    @ApiProperty({ type: 'integer', example: 1, description: `How many ${rows} match in all.` })
    readonly total!: number;

    @ApiProperty(NEXT_CURSOR)
    readonly nextCursor!: string | null;

    static from(page: Page<Row>): PageResponse {
      return Object.assign(new this(), mapPage(page, read));
    }
  }
  return PageResponse;
}

/**
 * The response class of a list that is answered whole, for a named class to extend. `items` says in the document
 * what they are, `cursor` why there is no next page where that is not plain.
 */
export function listResponse<Item>(
  item: Type<Item>,
  items: string,
  cursor: ApiPropertyOptions = NO_CURSOR,
): ListResponseClass<Item> {
  class ListResponse implements Page<Item> {
    @ApiProperty({ type: [item], description: items })
    readonly items!: readonly Item[];

    @ApiProperty(WHOLE_TOTAL)
    readonly total!: number;

    @ApiProperty(cursor)
    readonly nextCursor!: string | null;

    static of(rows: readonly Item[]): ListResponse {
      return Object.assign(new this(), wholePage(rows));
    }
  }
  return ListResponse;
}
