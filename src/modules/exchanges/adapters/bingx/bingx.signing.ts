import { createHmac } from 'node:crypto';

/** Parameters of one call; an undefined value is left out. Values are the exact text that goes on the wire. */
export type BingxParams = Readonly<Record<string, string | undefined>>;

/** A parameter that would change the meaning of the signed text. It is a bug of the caller, so nothing is sent. */
export class UnsafeParameterError extends Error {
  constructor(readonly parameter: string) {
    super(`parameter ${parameter} holds a character that BingX would read as a separator`);
    this.name = UnsafeParameterError.name;
  }
}

const KEY = /^[A-Za-z][A-Za-z0-9]*$/;
/** `BTC-USDT&side=SELL` would be signed as two parameters. */
const SEPARATORS = /[&=?#\r\n]/;

/** `a=1&b=2` over all parameters, sorted by name, values raw: the text that is signed. */
export function canonicalString(params: BingxParams): string {
  return entriesOf(params)
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

/** The same parameters in the same order as they travel in the URL: values percent-encoded, names as they are. */
export function encodedQuery(params: BingxParams): string {
  return entriesOf(params)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
}

/** Lower-case hexadecimal HMAC-SHA256 of the raw canonical text. */
export function signText(secretKey: string, text: string): string {
  return createHmac('sha256', secretKey).update(text, 'utf8').digest('hex');
}

/** The query of a signed call, signature last. Signs the raw text and sends the encoded one. */
export function signedQuery(secretKey: string, params: BingxParams): string {
  const signature = signText(secretKey, canonicalString(params));
  const query = encodedQuery(params);
  return query === '' ? `signature=${signature}` : `${query}&signature=${signature}`;
}

/** The JSON body of a signed call: every value as text, in the order that was signed, the signature as a member. */
export function signedBody(secretKey: string, params: BingxParams): string {
  const signature = signText(secretKey, canonicalString(params));
  return JSON.stringify({ ...Object.fromEntries(entriesOf(params)), signature });
}

function entriesOf(params: BingxParams): readonly (readonly [string, string])[] {
  const entries: (readonly [string, string])[] = [];
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (!KEY.test(key) || key === 'signature') throw new UnsafeParameterError(key.slice(0, 40));
    if (SEPARATORS.test(value) && !isSafeJson(value)) throw new UnsafeParameterError(key);
    entries.push([key, value]);
  }
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** JSON values are our own text; a line break would still split the signed message. */
function isSafeJson(value: string): boolean {
  if (!/^[[{]/.test(value) || /[\r\n]/.test(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
