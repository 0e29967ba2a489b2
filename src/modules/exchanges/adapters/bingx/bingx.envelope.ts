import { isJsonArray, isJsonObject, readJson, type JsonObject, type JsonValue } from './bingx.json';

/**
 * How an endpoint wraps its answer: `wrapped` is `{code,msg,data}`; `flat` has its fields beside the code or none at
 * all; `bare` is an array or object without code; `empty` says nothing but its HTTP status when all is well.
 */
export type EnvelopeShape = 'wrapped' | 'flat' | 'bare' | 'empty';

export type Envelope =
  | { readonly kind: 'success'; readonly data: JsonValue }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  /** Neither an answer nor an error that BingX documents. */
  | { readonly kind: 'odd'; readonly problem: string };

/** Unwraps the text of an answer. `code` may be a number or a string, and some errors have none. */
export function readEnvelope(text: string, shape: EnvelopeShape = 'wrapped'): Envelope {
  if (shape === 'empty' && text.trim() === '') return { kind: 'success', data: null };
  const body = readJson(text);
  if (body === undefined) return { kind: 'odd', problem: 'the answer is not JSON' };
  if (isJsonArray(body)) {
    return shape === 'bare'
      ? { kind: 'success', data: body }
      : { kind: 'odd', problem: 'an array came without envelope' };
  }
  if (!isJsonObject(body)) return { kind: 'odd', problem: 'the answer is not an object' };
  return readObject(body, shape);
}

function readObject(body: JsonObject, shape: EnvelopeShape): Envelope {
  const transferError = body['transferErrorMsg'];
  if (typeof transferError === 'string' && transferError !== '') {
    return { kind: 'error', code: 'transfer', message: transferError };
  }
  const code = body['code'];
  if (typeof code !== 'string' || !/^-?\d{1,9}$/.test(code)) {
    return shape === 'wrapped' || code !== undefined
      ? { kind: 'odd', problem: 'the answer has no code' }
      : { kind: 'success', data: body };
  }
  if (!/^-?0+$/.test(code)) return { kind: 'error', code, message: messageOf(body) };
  if (shape !== 'wrapped') return { kind: 'success', data: body };
  // Some writes succeed without data; an endpoint that needs it says so itself.
  return { kind: 'success', data: body['data'] ?? null };
}

function messageOf(body: JsonObject): string {
  const texts = [body['msg'], body['debugMsg']].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  return texts.join(' | ').slice(0, 500);
}
