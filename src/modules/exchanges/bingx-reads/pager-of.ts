import { wholePage } from '@/platform/http/validation/page';
import { NumberedPages, OffsetPages } from './counted-pages';
import type { Pager } from './pager';
import type { Paging } from './read-table';
import { CandlePages, NewestPages, WindowPages } from './timed-pages';

/** One answer holds all there is. */
const WHOLE: Pager = {
  first: () => ({}),
  read: async (context) => {
    const { rows } = await context.ask({});
    return wholePage(rows);
  },
};

/** The way to read a list. */
export function pagerOf(paging: Paging): Pager {
  switch (paging.kind) {
    case 'whole':
      return WHOLE;
    case 'numbered':
      return new NumberedPages(paging);
    case 'offset':
      return new OffsetPages(paging);
    case 'windows':
      return new WindowPages(paging);
    case 'newest':
      return new NewestPages(paging);
    case 'candles':
      return new CandlePages(paging);
  }
}
