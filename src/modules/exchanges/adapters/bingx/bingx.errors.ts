import { isJsonObject, readJson } from './bingx.json';
import {
  meaningOf,
  type ErrorCategory,
  type ErrorMeaning,
  type Executed,
  type RetryAdvice,
} from './bingx.error-table';

/** An error answer of BingX, understood. */
export interface BingxError {
  /** The code that decided; the inner one when a service error wraps another. */
  readonly code: string;
  readonly category: ErrorCategory;
  readonly executed: Executed;
  readonly retry: RetryAdvice;
  readonly retryAt: Date | null;
  readonly message: string;
}

/** A stated end of a block is believed up to this far ahead; the documented window is 8 minutes. */
const LONGEST_BLOCK_MS = 15 * 60_000;

/** Reads a code and its text. A text that wraps another error as JSON is looked into. */
export function classifyError(code: string, message: string, now: Date): BingxError {
  const inner = nestedError(message);
  if (inner !== null && inner.code !== '0') {
    const text = inner.message === '' ? message : inner.message;
    return describe(inner.code, text, meaningOf(inner.code, text), now);
  }
  return describe(code, message, meaningOf(code, message), now);
}

/** An HTTP status that says by itself that the request was turned away; null when it proves nothing. */
export function classifyStatus(status: number, now: Date): BingxError | null {
  if (status === 429 || status === 418) {
    const waitMs = status === 418 ? 10 * 60_000 : 10_000;
    return describe(
      `http-${String(status)}`,
      status === 418 ? 'banned for going on after too many requests' : 'too many requests',
      { category: 'rate-limited', executed: 'no', retry: 'later', waitMs },
      now,
    );
  }
  if (status === 403) {
    return describe(
      'http-403',
      'turned away by the network firewall',
      { category: 'rate-limited', executed: 'no', retry: 'later', waitMs: 5 * 60_000 },
      now,
    );
  }
  return null;
}

/** Endpoints that answer with their HTTP status alone say so when what they are asked about does not exist. */
export const NOT_THERE: BingxError = {
  code: 'http-404',
  category: 'not-found',
  executed: 'no',
  retry: 'never',
  retryAt: null,
  message: 'it does not exist',
};

/** Whether the error says that the order is not open any more, which answers a cancellation. */
export const saysOrderIsGone = (error: BingxError): boolean =>
  error.category === 'order-not-open' || error.category === 'not-found';

function describe(code: string, message: string, meaning: ErrorMeaning, now: Date): BingxError {
  return {
    code,
    category: meaning.category,
    executed: meaning.executed,
    retry: meaning.retry,
    retryAt: meaning.retry === 'later' ? retryTime(message, meaning.waitMs ?? 10_000, now) : null,
    message: message === '' ? meaning.category : message.slice(0, 300),
  };
}

/** The epoch milliseconds in texts such as "can retry after time: 1727193970155", else now plus the usual wait. */
function retryTime(message: string, waitMs: number, now: Date): Date {
  const stated = /(?:after|time)\D{0,10}(\d{13})(?!\d)/i.exec(message)?.[1];
  if (stated === undefined) return new Date(now.getTime() + waitMs);
  const at = Math.min(
    Math.max(Number.parseInt(stated, 10), now.getTime()),
    now.getTime() + LONGEST_BLOCK_MS,
  );
  return new Date(at);
}

function nestedError(message: string): { code: string; message: string } | null {
  const start = message.indexOf('{');
  const end = message.lastIndexOf('}');
  if (start < 0 || end <= start) return null;
  const body = readJson(message.slice(start, end + 1));
  if (!isJsonObject(body)) return null;
  const code = body['Code'] ?? body['code'];
  const text = body['Msg'] ?? body['msg'];
  if (typeof code !== 'string' || !/^\d{1,9}$/.test(code)) return null;
  return { code, message: typeof text === 'string' ? text : '' };
}
