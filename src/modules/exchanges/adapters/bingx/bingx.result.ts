import type { BingxError } from './bingx.errors';
import type { JsonValue } from './bingx.json';

/** How one call of BingX ended. */
export type BingxResult =
  /** `text` is the body as it came; `ms` the time on the way, without what the request waited for its turn. */
  | {
      readonly kind: 'success';
      readonly data: JsonValue;
      readonly text: string;
      readonly ms: number;
    }
  /** BingX answered with an error; `error.executed` says whether a write may have gone through. */
  | { readonly kind: 'error'; readonly error: BingxError }
  /** The request certainly never reached BingX. */
  | {
      readonly kind: 'not-sent';
      readonly category:
        'venue-unreachable' | 'rate-limited' | 'error-flood' | 'circuit-open' | 'invalid-parameter';
      readonly reason: string;
      readonly retryAt: Date | null;
    }
  /** Nobody knows; `isOdd` when an answer came that could not be understood. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly isOdd: boolean };
