import type { FieldProblem } from '@/kernel/errors';
import { decimalText, readDecimal } from '@/kernel/decimal';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { wordsOf, type Parameter } from './parameters';
import { symbolProblem } from './product-symbols';
import { OWN_NAMES, parametersOf } from './read-parameters';
import type { BingxProduct, ReadRow } from './read-table';

/** A checked question. */
export interface ReadInput {
  readonly account: string;
  readonly isRaw: boolean;
  /** BingX's names and texts, paging apart. */
  readonly wire: Readonly<Record<string, string>>;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly limit: number;
  readonly cursor: string | null;
  /** The values by our own names. */
  readonly given: Readonly<Record<string, string>>;
}

/** These belong to paging when the table's paging made them, and are not sent as they are. */
const PAGED_NAMES = ['from', 'to', 'limit'];

/** Reads the query of an operation. Throws InvalidRequestError, naming every parameter that is wrong. */
export function readInput(row: ReadRow, query: Readonly<Record<string, unknown>>): ReadInput {
  const parameters = parametersOf(row);
  const { given, problems } = readParameters(row.product, parameters, query);
  problems.push(...acrossProblems(row, given, problems));
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return inputOf(row, parameters, given);
}

/** The values in their one form, and everything that is wrong: unknown names, missing ones, other kinds. */
export function readParameters(
  product: BingxProduct,
  parameters: Readonly<Record<string, Parameter>>,
  values: Readonly<Record<string, unknown>>,
): { readonly given: Record<string, string>; readonly problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const given: Record<string, string> = {};
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(parameters, name))
      problems.push(problem(name, 'is not a parameter of this operation'));
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const read = readOne(product, parameter, value);
    if ('wrong' in read) problems.push(problem(name, read.wrong));
    else if (read.text !== null) given[name] = read.text;
  }
  return { given, problems };
}

function inputOf(
  row: ReadRow,
  parameters: Readonly<Record<string, Parameter>>,
  given: Readonly<Record<string, string>>,
): ReadInput {
  const wire: Record<string, string> = { ...row.fixed };
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = given[name];
    const isPaging = PAGED_NAMES.includes(name) && !Object.hasOwn(row.parameters, name);
    if (value === undefined || OWN_NAMES.has(name) || isPaging) continue;
    wire[parameter.wire ?? name] = wireText(parameter, value);
  }
  return {
    account: given['account'] ?? '',
    isRaw: given['raw'] === 'true',
    wire,
    from: dateOf(given['from']),
    to: dateOf(given['to']),
    limit: Number.parseInt(given['limit'] ?? '0', 10),
    cursor: given['cursor'] ?? null,
    given,
  };
}

type Read = { readonly text: string | null } | { readonly wrong: string };

function readOne(product: BingxProduct, parameter: Parameter, value: unknown): Read {
  if (value === undefined) {
    if (parameter.isRequired) return { wrong: `is required; it ${rule(product, parameter)}` };
    return { text: parameter.fallback === undefined ? null : String(parameter.fallback) };
  }
  if (Array.isArray(value)) return { wrong: 'must be given once' };
  if (typeof value !== 'string') return { wrong: rule(product, parameter) };
  const text = canonical(parameter, value);
  if (parameter.kind === 'symbol') {
    const wrong = symbolProblem(product, value);
    return wrong === null ? { text: value } : { wrong };
  }
  return text === null ? { wrong: rule(product, parameter) } : { text };
}

const ZONED = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** The value in its one form; null when it is not of its kind. */
function canonical(parameter: Parameter, value: string): string | null {
  switch (parameter.kind) {
    case 'symbol':
      return value;
    case 'id':
      return /^\d{1,30}$/.test(value) ? value : null;
    case 'flag':
      return value === 'true' || value === 'false' ? value : null;
    case 'choice':
      return wordsOf(parameter).includes(value) ? value : null;
    case 'text':
      return (parameter.pattern ?? /^$/).test(value) ? value : null;
    case 'time': {
      const at = ZONED.test(value) ? new Date(value) : null;
      return at === null || Number.isNaN(at.getTime()) ? null : at.toISOString();
    }
    case 'count': {
      if (!/^\d{1,15}$/.test(value)) return null;
      const count = Number.parseInt(value, 10);
      const isWithin = count >= (parameter.min ?? 0) && count <= (parameter.max ?? count);
      return isWithin ? String(count) : null;
    }
    case 'decimal': {
      const amount = readDecimal(value);
      return amount === null || amount.isNegative() ? null : decimalText(amount);
    }
  }
}

/** What a parameter must be, in words that follow its name. */
export function rule(product: BingxProduct, parameter: Parameter): string {
  switch (parameter.kind) {
    case 'symbol':
      return symbolProblem(product, '') ?? '';
    case 'id':
      return 'must be an id of up to 30 digits';
    case 'flag':
      return 'must be true or false';
    case 'choice':
      return `must be one of ${wordsOf(parameter).join(', ')}`;
    case 'time':
      return 'must be a day or a time with its zone, such as 2026-01-15T12:00:00Z';
    case 'count':
      return `must be a whole number from ${parameter.min ?? 0} to ${parameter.max ?? 'any'}`;
    case 'decimal':
      return 'must be a decimal number as text, such as "0.5", and not negative';
    case 'text':
      return 'must be plain text without & = ? # and line breaks, and not too long';
  }
}

/** A value as BingX wants to hear it. */
export function wireText(parameter: Parameter, value: string): string {
  if (parameter.kind === 'time') {
    const ms = new Date(value).getTime();
    return String(parameter.unit === 's' ? Math.floor(ms / 1_000) : ms);
  }
  if (parameter.joint !== undefined) return value.replace('-', parameter.joint);
  const { choices } = parameter;
  if (choices === undefined || Array.isArray(choices)) return value;
  return (choices as Readonly<Record<string, string>>)[value] ?? value;
}

function acrossProblems(
  row: ReadRow,
  given: Readonly<Record<string, string>>,
  found: readonly FieldProblem[],
): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { oneOf } = row;
  const isNamed = (name: string): boolean =>
    given[name] !== undefined || found.some(({ pointer }) => pointer === `/${name}`);
  if (oneOf !== undefined && !oneOf.some(isNamed)) {
    problems.push(problem(oneOf[0] ?? '', `is required, or ${oneOf.slice(1).join(' or ')}`));
  }
  const { from, to } = given;
  if (from !== undefined && to !== undefined && from >= to) {
    problems.push(problem('from', 'must be earlier than to'));
  }
  return problems;
}

/** A problem of one parameter. */
export const problem = (name: string, message: string): FieldProblem => ({
  pointer: `/${name.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  message,
});

const dateOf = (text: string | undefined): Date | null =>
  text === undefined ? null : new Date(text);
