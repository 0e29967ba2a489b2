import { secretMeaning } from './secret-names';

export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ':'
  | ','
  | 'string'
  | 'open-string'
  | 'single-quoted'
  | 'smart-quote'
  | 'comment'
  | 'word';

/** A piece of the body's text, `end` exclusive. A word is anything without quotes: a number, `true`, or a mistake. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** A secret's place in the text. `bare` means that the span is not inside quotes. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly bare: boolean;
}

/** What a look over the text found, whether it is JSON or not. */
export interface BodyScan {
  readonly tokens: readonly Token[];
  /** Deepest nesting of brackets. */
  readonly depth: number;
  /** Number of members of all objects together. */
  readonly keys: number;
  readonly duplicateKeys: readonly string[];
  /** Values of members named like a secret, at any depth. */
  readonly secrets: readonly SecretSpan[];
}

const PUNCTUATION = new Set<string>(['{', '}', '[', ']', ':', ',']);
const WORD = /[^\s{}[\]:,"'‘’‚‛“”„‟«»]+/y;
const SMART_QUOTE = /[‘’‚‛“”„‟«»]/;
const SPACE = /\s/;

/** Cuts text into tokens without ever failing. Strings end at a line break, which JSON forbids inside them. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (SPACE.test(char)) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at, char);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number, char: string): Token {
  if (PUNCTUATION.has(char)) return { kind: char as TokenKind, start, end: start + 1 };
  if (char === '"') return quotedAt(text, start, '"', 'string');
  if (char === "'") return quotedAt(text, start, "'", 'single-quoted');
  if (SMART_QUOTE.test(char)) return { kind: 'smart-quote', start, end: start + 1 };
  if (text.startsWith('//', start))
    return { kind: 'comment', start, end: endOr(text, text.indexOf('\n', start), 0) };
  if (text.startsWith('/*', start))
    return { kind: 'comment', start, end: endOr(text, text.indexOf('*/', start + 2), 2) };
  WORD.lastIndex = start;
  const word = WORD.exec(text);
  return { kind: 'word', start, end: start + Math.max(1, word?.[0].length ?? 1) };
}

function quotedAt(
  text: string,
  start: number,
  quote: string,
  kind: 'string' | 'single-quoted',
): Token {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === quote) return { kind, start, end: at + 1 };
    else if (char === '\n' || char === '\r') return { kind: 'open-string', start, end: at };
  }
  return { kind: 'open-string', start, end: text.length };
}

const endOr = (text: string, found: number, length: number): number =>
  found === -1 ? text.length : found + length;

/** Looks over the text once: nesting, members, repeated names and the places of secrets. */
export function scanBody(text: string): BodyScan {
  const tokens = tokensOf(text);
  const open: (Set<string> | null)[] = [];
  const duplicateKeys: string[] = [];
  const secrets: SecretSpan[] = [];
  let depth = 0;
  let keys = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === '{' || token.kind === '[') {
      open.push(token.kind === '{' ? new Set() : null);
      depth = Math.max(depth, open.length);
    } else if (token.kind === '}' || token.kind === ']') open.pop();
    if (tokens[index + 1]?.kind !== ':') continue;
    const name = nameOf(text, token);
    if (name === null) continue;
    keys += 1;
    const seen = open.at(-1);
    if (seen?.has(name) === true) duplicateKeys.push(name);
    seen?.add(name);
    // A secret inside a secret is gone with it; following each would take time that grows with the square of the depth.
    const isInsideSecret = token.start < (secrets.at(-1)?.end ?? 0);
    if (!isInsideSecret && secretMeaning(name))
      secrets.push(...secretAfter(text, tokens, index + 2));
  }
  return { tokens, depth, keys, duplicateKeys, secrets };
}

/** The name that a string token spells, escapes resolved; null for other tokens. */
function nameOf(text: string, token: Token): string | null {
  if (token.kind !== 'string' && token.kind !== 'single-quoted') return null;
  const inner = text.slice(token.start + 1, token.end - 1);
  if (!inner.includes('\\')) return inner;
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    return inner;
  }
}

function secretAfter(text: string, tokens: readonly Token[], index: number): readonly SecretSpan[] {
  const value = tokens[index];
  if (value === undefined) return [];
  if (value.kind === 'string' || value.kind === 'single-quoted') {
    return value.end - value.start > 2
      ? [{ start: value.start + 1, end: value.end - 1, bare: false }]
      : [];
  }
  if (value.kind === 'word') {
    return text.slice(value.start, value.end) === 'null'
      ? []
      : [{ start: value.start, end: value.end, bare: true }];
  }
  if (value.kind === '{' || value.kind === '[') {
    return [{ start: value.start, end: closingEnd(tokens, index) ?? text.length, bare: true }];
  }
  return [];
}

function closingEnd(tokens: readonly Token[], index: number): number | null {
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === '{' || token?.kind === '[') depth += 1;
    if (token?.kind === '}' || token?.kind === ']') depth -= 1;
    if (depth === 0) return token?.end ?? null;
  }
  return null;
}
