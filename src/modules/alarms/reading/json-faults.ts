import type { Token, TokenKind } from './body-scan';
import { shown } from './problems';

/** What is wrong with a body that is not JSON, said so that its author can mend it. */
export interface JsonFault {
  readonly code: string;
  readonly message: string;
}

type Look = (text: string, tokens: readonly Token[]) => JsonFault | null;

/** Names the first fault that explains why a body is not JSON; the plainest explanations come first. */
export function faultOf(text: string, tokens: readonly Token[]): JsonFault {
  for (const look of LOOKS) {
    const fault = look(text, tokens);
    if (fault !== null) return fault;
  }
  return { code: 'not-json', message: `The message is not valid JSON${placeOf(text)}.` };
}

const MISSING_BRACES =
  'The message has members but no braces: put { before the first and } after the last.';

const LOOKS: readonly Look[] = [
  (text) => (text.trim() === '' ? { code: 'empty-body', message: 'The message is empty.' } : null),
  smartQuotes,
  literalLineBreaks,
  (_text, tokens) =>
    tokens[0]?.kind === 'string' && tokens[1]?.kind === ':'
      ? { code: 'missing-braces', message: MISSING_BRACES }
      : null,
  (_text, tokens) =>
    tokens[0]?.kind === '{' || tokens[0]?.kind === '['
      ? null
      : {
          code: 'plain-text',
          message: 'The message is plain text, not a JSON object, so it says nothing to trade on.',
        },
  (text, tokens) =>
    firstOf(tokens, 'comment', (token) => ({
      code: 'comment-in-json',
      message: `The message contains a comment, which JSON does not allow${at(text, token)}: ${cut(text, token)}`,
    })),
  (text, tokens) =>
    firstOf(tokens, 'single-quoted', (token) => ({
      code: 'single-quotes',
      message: `The message uses single quotes${at(text, token)}; JSON wants double quotes " ".`,
    })),
  moreThanOneObject,
  unfilledPlaceholder,
  trailingComma,
  missingValue,
  notANumber,
  unquotedText,
  (text, tokens) =>
    firstOf(tokens, 'open-string', (token) => ({
      code: 'text-not-closed',
      message: `A text has no closing quote on its line, or a quote or comma is missing before it${at(text, token)}.`,
    })),
  missingComma,
  notClosed,
];

function firstOf(
  tokens: readonly Token[],
  kind: TokenKind,
  say: (token: Token) => JsonFault,
): JsonFault | null {
  const token = tokens.find((candidate) => candidate.kind === kind);
  return token === undefined ? null : say(token);
}

function smartQuotes(text: string, tokens: readonly Token[]): JsonFault | null {
  // In plain text an apostrophe is only that.
  if (!['{', '[', 'smart-quote'].includes(tokens[0]?.kind ?? '')) return null;
  return firstOf(tokens, 'smart-quote', (token) => ({
    code: 'smart-quotes',
    message: `The message contains smart quotes ${[...new Set(text.match(/[‘’‚‛“”„‟«»]/g) ?? [])].slice(0, 4).join(' ')}${at(text, token)}, as word processors write them; JSON wants straight quotes " ".`,
  }));
}

function literalLineBreaks(text: string, tokens: readonly Token[]): JsonFault | null {
  const token = tokens.find(
    (each) => each.kind === 'word' && /\\[nrt]/.test(text.slice(each.start, each.end)),
  );
  if (token === undefined) return null;
  return {
    code: 'literal-line-break',
    message: `The message contains the two characters \\n instead of a line break${at(text, token)}; press Enter instead of typing them.`,
  };
}

function moreThanOneObject(text: string, tokens: readonly Token[]): JsonFault | null {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === '{' || token.kind === '[') depth += 1;
    if (token.kind === '}' || token.kind === ']') depth -= 1;
    const next = tokens[index + 1];
    if (depth === 0 && next?.kind === '{') {
      return {
        code: 'more-than-one-object',
        message: `The message holds more than one JSON object${at(text, next)}; send one alert for each.`,
      };
    }
    if (depth === 0 && next !== undefined) {
      return {
        code: 'text-after-json',
        message: `The message goes on after its JSON object${at(text, next)}: ${cut(text, next)}`,
      };
    }
  }
  return null;
}

function unfilledPlaceholder(text: string): JsonFault | null {
  const placeholder = /\{\{\s*[\w.("') ]{1,60}\}\}/.exec(text);
  if (placeholder === null) return null;
  return {
    code: 'placeholder-not-filled',
    message: `TradingView did not fill in ${shown(placeholder[0])}; it stands in the message as it is.`,
  };
}

function trailingComma(text: string, tokens: readonly Token[]): JsonFault | null {
  const index = tokens.findIndex(
    (token, at) => token.kind === ',' && ['}', ']'].includes(tokens[at + 1]?.kind ?? ''),
  );
  const token = tokens[index];
  return token === undefined
    ? null
    : {
        code: 'trailing-comma',
        message: `A comma stands after the last member${at(text, token)}; remove it.`,
      };
}

function missingValue(text: string, tokens: readonly Token[]): JsonFault | null {
  const index = tokens.findIndex(
    (token, at) => token.kind === ':' && [',', '}', ']'].includes(tokens[at + 1]?.kind ?? ''),
  );
  const token = tokens[index];
  const name = tokens[index - 1];
  if (token === undefined) return null;
  const of = name === undefined ? '' : ` of ${cut(text, name)}`;
  return { code: 'missing-value', message: `The value${of} is missing${at(text, token)}.` };
}

const NOT_A_NUMBER = /^[+-]?(?:NaN|Infinity|∞|inf|None|True|False|undefined|na)$/i;
const JSON_WORD = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

function notANumber(text: string, tokens: readonly Token[]): JsonFault | null {
  const token = tokens.find(
    (each) => each.kind === 'word' && isNotANumber(text.slice(each.start, each.end)),
  );
  if (token === undefined) return null;
  return {
    code: 'not-a-json-value',
    message: `JSON has no value ${cut(text, token)}${at(text, token)}; send a number, or leave the member out.`,
  };
}

const isNotANumber = (word: string): boolean => NOT_A_NUMBER.test(word) && !JSON_WORD.test(word);

function unquotedText(text: string, tokens: readonly Token[]): JsonFault | null {
  const token = tokens.find(
    (each) => each.kind === 'word' && !JSON_WORD.test(text.slice(each.start, each.end)),
  );
  if (token === undefined) return null;
  return {
    code: 'text-without-quotes',
    message: `A text stands without quotes, or a quote inside a text is not written as \\"${at(text, token)}: ${cut(text, token)}`,
  };
}

function missingComma(text: string, tokens: readonly Token[]): JsonFault | null {
  const value = new Set<TokenKind | undefined>(['string', 'word', '{', '[']);
  const index = tokens.findIndex(
    (token, at) =>
      ['string', 'word', '}', ']'].includes(token.kind) && value.has(tokens[at + 1]?.kind),
  );
  const next = tokens[index + 1];
  return index === -1 || next === undefined
    ? null
    : {
        code: 'missing-comma',
        message: `A comma or a colon is missing before ${cut(text, next)}${at(text, next)}, or a quote inside a text is not escaped.`,
      };
}

function notClosed(_text: string, tokens: readonly Token[]): JsonFault | null {
  const opened = tokens.filter((token) => token.kind === '{' || token.kind === '[').length;
  const closed = tokens.filter((token) => token.kind === '}' || token.kind === ']').length;
  if (opened === closed) return null;
  return {
    code: 'not-closed',
    message:
      opened > closed
        ? 'A closing brace } or bracket ] is missing.'
        : 'There is a closing brace } or bracket ] too many.',
  };
}

const cut = (text: string, token: Token): string => shown(text.slice(token.start, token.end));

function at(text: string, token: Token): string {
  return placeAt(text, token.start);
}

function placeAt(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return ` (line ${String(line)}, column ${String(offset - before.lastIndexOf('\n'))})`;
}

function placeOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    const position = error instanceof SyntaxError ? /position (\d+)/.exec(error.message) : null;
    return position?.[1] === undefined ? '' : placeAt(text, Number.parseInt(position[1], 10));
  }
}
