import type { BingxEndpoint } from '@/modules/exchanges/adapters/bingx/bingx.client';
import type { Shape } from './fields';
import type { Parameter } from './parameters';

/** The products as they stand in our paths; `account` is what spans them. */
export const BINGX_PRODUCTS = ['usdt-m', 'coin-m', 'spot', 'standard', 'account'] as const;
export type BingxProduct = (typeof BINGX_PRODUCTS)[number];

/** A stretch of time that is sent with every page. */
export interface Span {
  readonly from: string;
  readonly to: string;
  /** Longest stretch that BingX takes. */
  readonly longestMs?: number;
  /** How far back the stretch begins when the caller names no `from`; without it nothing is sent then. */
  readonly usualMs?: number;
}

/**
 * How a long list is had in pages.
 * `whole`: one answer holds all there is. `numbered`: page number and size. `offset`: how many to leave out.
 * `windows`: newest first, through stretches of time that BingX limits; a full answer is asked again in halves.
 * `newest`: newest first, each page ending before the oldest row of the one before.
 * `candles`: ascending, from a start by so many candles.
 */
export type Paging =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'numbered';
      readonly page: string;
      readonly size: string;
      readonly most: number;
      readonly totalAt?: string;
      readonly span?: Span;
    }
  | {
      readonly kind: 'offset';
      readonly offset: string;
      readonly size: string;
      readonly most: number;
      readonly totalAt?: string;
      readonly span?: Span;
    }
  | {
      readonly kind: 'windows';
      readonly from: string;
      readonly to: string;
      readonly longestMs: number;
      /** What BingX remembers; asking for older is refused. */
      readonly keptMs?: number;
      /** How far back a list goes that names no `from`. */
      readonly usualMs: number;
      /** BingX's own row limit; an answer of that many rows is not complete. */
      readonly full?: { readonly wire: string; readonly most: number };
      /** Our field that sorts. */
      readonly by: string;
    }
  | {
      readonly kind: 'newest';
      readonly to: string;
      readonly size: string;
      readonly most: number;
      readonly by: string;
    }
  | {
      readonly kind: 'candles';
      readonly most: number;
      readonly usual: number;
      readonly by: string;
    };

/** What comes back: one thing, or a list of rows. `at` names the places where BingX is known to put it, best first. */
export type AnswerRule =
  | { readonly kind: 'one'; readonly shape: Shape; readonly at: readonly string[] }
  | {
      readonly kind: 'list';
      readonly shape: Shape;
      readonly at: readonly string[];
      readonly paging: Paging;
      /** A single row may come without its list. */
      readonly isLoneAllowed?: boolean;
    };

/** One read operation. Route, validation, call, decoding, paging and documentation all come from here. */
export interface ReadRow {
  /** Unique; verb first. */
  readonly operationId: string;
  readonly product: BingxProduct;
  /** Below `/bingx/<product>/`. */
  readonly path: string;
  readonly summary: string;
  /** Limits and traps that a caller should know. */
  readonly notes?: string;
  readonly access: 'public' | 'signed';
  readonly endpoint: BingxEndpoint & { readonly method: 'GET' };
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Sent with every call. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Public, and yet BingX wants the time. */
  readonly wantsTimestamp?: true;
  /** At least one of these parameters must be given. */
  readonly oneOf?: readonly string[];
  readonly answer: AnswerRule;
}

const MARKET = { requests: 500, perMs: 10_000 } as const;

/** Market data: nothing is signed, and BingX counts per address. */
export const market = (
  path: string,
): { readonly access: 'public'; readonly endpoint: ReadRow['endpoint'] } => ({
  access: 'public',
  endpoint: { method: 'GET', path, limit: MARKET },
});

/** An account's own data, so many times a second (reference/bingx.md section 6, the smaller figure). */
export const signed = (
  path: string,
  perSecond: number,
  shape?: BingxEndpoint['shape'],
): { readonly access: 'signed'; readonly endpoint: ReadRow['endpoint'] } => ({
  access: 'signed',
  endpoint: {
    method: 'GET',
    path,
    limit: { requests: perSecond, perMs: 1_000 },
    ...(shape === undefined ? {} : { shape }),
  },
});

export const one = (shape: Shape, ...at: string[]): AnswerRule => ({
  kind: 'one',
  shape,
  at: at.length === 0 ? [''] : at,
});

export const list = (shape: Shape, at: readonly string[], paging: Paging = WHOLE): AnswerRule => ({
  kind: 'list',
  shape,
  at,
  paging,
});

/** A list that BingX shortens to its only row when a symbol is named. */
export const loneOrList = (shape: Shape, ...at: string[]): AnswerRule => ({
  kind: 'list',
  shape,
  at: at.length === 0 ? [''] : at,
  paging: WHOLE,
  isLoneAllowed: true,
});

export const WHOLE: Paging = { kind: 'whole' };
export const DAY_MS = 86_400_000;
/** BingX refuses stretches of more than seven days; a minute less, because its clock and ours differ. */
export const WEEK_MS = 7 * DAY_MS - 60_000;
