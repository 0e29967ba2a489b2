import { atMost, instant, plainText, type Parameter } from './parameters';
import type { Paging, ReadRow } from './read-table';

/** Most rows of a page when the caller names no number. */
export const USUAL_PAGE = 50;

/** Whose data; taken by every operation of an account. */
export const ACCOUNT: Parameter = {
  ...plainText(
    'The account to read; the account of the settings when absent.',
    'bingx',
    undefined,
    // eslint-disable-next-line no-control-regex -- names what it refuses
    /^[^\u0000-\u001f&=?#]{1,64}$/,
  ),
  fallback: 'bingx',
};

const RAW: Parameter = {
  kind: 'flag',
  doc:
    'Answer with the text that BingX sent, unchanged: one call of BingX, its own names, numbers and order. ' +
    'Of a list that is read in pages it is the first call of the page.',
  example: false,
  isRequired: false,
};

const CURSOR: Parameter = {
  kind: 'text',
  doc: 'Where to go on: `nextCursor` of the page before, unchanged, with the same other parameters.',
  isRequired: false,
  pattern: /^[A-Za-z0-9_-]{1,1000}$/,
};

const FROM: Parameter = instant('From this time on.', '');
const TO: Parameter = instant('Up to this time.', '');

/** Everything that an operation accepts: its own parameters, those of its paging, `account` and `raw`. */
export function parametersOf(row: ReadRow): Readonly<Record<string, Parameter>> {
  const paging = row.answer.kind === 'list' ? pagingParameters(row.answer.paging) : {};
  return {
    ...(row.access === 'signed' ? { account: ACCOUNT } : {}),
    ...row.parameters,
    ...paging,
    raw: RAW,
  };
}

/** The names that paging and the engine read; everything else goes to BingX as it is. */
export const OWN_NAMES: ReadonlySet<string> = new Set(['account', 'raw', 'cursor']);

function pagingParameters(paging: Paging): Readonly<Record<string, Parameter>> {
  switch (paging.kind) {
    case 'whole':
      return {};
    case 'numbered':
    case 'offset': {
      const limit = atMost('Most rows of a page.', paging.most, Math.min(USUAL_PAGE, paging.most));
      const span = paging.span === undefined ? {} : { from: FROM, to: TO };
      return { ...span, limit, cursor: CURSOR };
    }
    case 'windows':
      return {
        from: FROM,
        to: { ...TO, doc: 'Up to this time; now when absent.' },
        limit: atMost('Most rows of a page.', 500, USUAL_PAGE),
        cursor: CURSOR,
      };
    case 'newest':
      return {
        from: FROM,
        to: { ...TO, doc: 'Up to this time; now when absent.' },
        limit: atMost('Most rows of a page.', paging.most, Math.min(USUAL_PAGE, paging.most)),
        cursor: CURSOR,
      };
    case 'candles':
      return {
        from: {
          ...FROM,
          doc: 'Candles that open at this time or later. Without it the newest ones are listed.',
        },
        to: { ...TO, doc: 'Candles that open before this time; now when absent.' },
        limit: atMost('Most candles of a page.', paging.most, paging.usual),
        cursor: CURSOR,
      };
  }
}
