import { membersOf, readJson } from '../wire';
import type { StreamProduct } from './topics';

/** What a client said. */
export type ClientFrame =
  | { readonly kind: 'pong'; readonly id: string | null; readonly time: string }
  | {
      readonly kind: 'request';
      readonly id: string;
      readonly isSubscribe: boolean;
      readonly dataType: string;
    }
  | { readonly kind: 'malformed' };

const MALFORMED: ClientFrame = { kind: 'malformed' };

/** Reads a client's text frame: `Pong`, `{"pong":…,"time":…}` or a request. */
export function readClientFrame(text: string): ClientFrame {
  if (text === 'Pong') return { kind: 'pong', id: null, time: '' };
  const members = membersOf(readJson(text));
  if (members === null) return MALFORMED;
  const pong = members.get('pong');
  if (pong !== undefined) return { kind: 'pong', id: pong, time: members.get('time') ?? '' };
  const reqType = members.get('reqType');
  const dataType = members.get('dataType') ?? '';
  const id = members.get('id') ?? '';
  if ((reqType !== 'sub' && reqType !== 'unsub') || dataType === '' || id === '') return MALFORMED;
  return { kind: 'request', id, isSubscribe: reqType === 'sub', dataType };
}

/** A refusal of a request. 100410 for too many in a second is an assumption: no source names a code. */
export interface StreamRefusal {
  readonly code: 80015 | 80403 | 100400 | 100410;
  readonly msg: string;
}

export const UNKNOWN_TYPE: StreamRefusal = { code: 80015, msg: 'dataType not supported' };
export const unknownSymbol = (symbol: string): StreamRefusal => ({
  code: 80015,
  msg: `symbol:${symbol} not supported`,
});
export const TOO_MANY_TOPICS: StreamRefusal = {
  code: 80403,
  msg: 'subscribe topics exceeds the limit of 200',
};
export const TOO_FAST: StreamRefusal = { code: 100410, msg: 'subscribe too frequently' };

/** The answer to a request: it does not repeat the topic. */
export function answerTo(
  product: StreamProduct,
  id: string,
  refusal: StreamRefusal | null,
  now: number,
): Record<string, unknown> {
  const code = refusal?.code ?? 0;
  if (product === 'swap') return { id, code, msg: refusal?.msg ?? '', dataType: '', data: null };
  return { id, code, msg: refusal?.msg ?? 'SUCCESS', timestamp: now };
}

/** The answer to something that is no request; it has no id. */
export const malformedAnswer = (now: number): Record<string, unknown> => ({
  code: 100400,
  msg: '',
  timestamp: now,
});
