import { scanBody, type BodyScan, type SecretSpan } from './body-scan';

/** What stands where a secret stood. */
export const REMOVED = '[removed]';

/** Most secrets of one body that are tried. */
const MAX_CANDIDATES = 8;

// For text that is not JSON: a secret's name, then : or =, then a value in any quotes or none.
const LOOSE_SECRET =
  /(?<![a-z0-9])(?:secret|pass[\s_.]{0,3}phrase|token)(?![a-z0-9])["'“”„‟‘’‚‛«»]{0,2}[ \t]{0,20}[:=][ \t]{0,20}(?:(["'“”„‟‘’‚‛«»])([^"“”„‟«»\r\n]{0,2000})|([^\s,;{}"'“”„‟‘’‚‛«»]{1,2000}))/gi;

/** Places of secrets in a body. In JSON only members count; broken text is searched loosely as well. */
export function secretSpans(text: string, scan: BodyScan, isJson: boolean): readonly SecretSpan[] {
  return isJson ? scan.secrets : merged([...scan.secrets, ...looseSpans(text)]);
}

function looseSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(LOOSE_SECRET)) {
    const value = match[2] === undefined ? match[3] : valueBefore(match[2], match[1]);
    if (value === undefined || value === '') continue;
    const length = match[2] === undefined ? value.length : match[2].length;
    const start = match.index + match[0].length - length;
    spans.push({ start, end: start + value.length, bare: false });
  }
  return spans;
}

/** A single-quoted value ends at its own quote; in other quotes a single quote is an ordinary character. */
function valueBefore(value: string, quote: string | undefined): string {
  const closing = quote !== undefined && /['‘’‚‛]/.test(quote) ? /['‘’‚‛]/.exec(value) : null;
  return closing === null ? value : value.slice(0, closing.index);
}

function merged(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const result: SecretSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { ...last, end: span.end };
  }
  return result;
}

/** The secrets that a body shows, for authentication only; never stored, never logged. */
export function secretsAt(text: string, spans: readonly SecretSpan[]): readonly string[] {
  const values = spans.map((span) => unescaped(text.slice(span.start, span.end)));
  return [...new Set(values)].slice(0, MAX_CANDIDATES);
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** The text with each span replaced, and each known secret replaced wherever else it stands. */
export function withoutSecrets(
  text: string,
  spans: readonly SecretSpan[],
  known: readonly string[] = [],
): string {
  let result = '';
  let at = 0;
  for (const span of spans) {
    result += text.slice(at, span.start) + (span.bare ? `"${REMOVED}"` : REMOVED);
    at = span.end;
  }
  result += text.slice(at);
  for (const secret of known) {
    if (secret === '') continue;
    result = result
      .replaceAll(secret, REMOVED)
      .replaceAll(JSON.stringify(secret).slice(1, -1), REMOVED);
  }
  return result;
}

/** Removes the secrets of a body, valid JSON or not. Everything else stays as it was. */
export function redactBody(text: string, known: readonly string[] = []): string {
  const scan = scanBody(text);
  return withoutSecrets(text, secretSpans(text, scan, isJsonText(text)), known);
}

/** Whether text is JSON as the standard defines it. */
export function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
