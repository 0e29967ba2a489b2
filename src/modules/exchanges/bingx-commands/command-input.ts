import type { FieldProblem } from '@/kernel/errors';
import type { Parameter } from '@/modules/exchanges/bingx-reads/parameters';
import { readParameters, wireText } from '@/modules/exchanges/bingx-reads/read-input';
import { ACCOUNT } from '@/modules/exchanges/bingx-reads/read-parameters';
import { InvalidRequestError } from '@/platform/http/http.errors';
import type { CommandRow, Given } from './command-table';

/** A checked command. */
export interface CommandInput {
  readonly account: string;
  /** The values by our own names. */
  readonly given: Given;
  /** BingX's names and texts. */
  readonly wire: Readonly<Record<string, string>>;
}

/** Everything that the body of a command may hold. */
export const commandParameters = (row: CommandRow): Readonly<Record<string, Parameter>> => ({
  account: { ...ACCOUNT, doc: 'The account; the account of the settings when absent.' },
  ...row.parameters,
});

/** Reads the body of a command. Throws InvalidRequestError, naming every field that is wrong. */
export function commandInput(row: CommandRow, body: unknown): CommandInput {
  const values = asRecord(body);
  if (values === null)
    throw new InvalidRequestError([{ pointer: '', message: 'must be an object' }]);
  const parameters = commandParameters(row);
  const texts = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, asText(own(parameters, name), value)]),
  );
  const { given, problems } = readParameters(row.product, parameters, texts);
  const all: readonly FieldProblem[] = [...problems, ...zeroProblems(parameters, given)];
  if (all.length > 0) throw new InvalidRequestError(all);
  const wire: Record<string, string> = { ...row.fixed };
  for (const [name, parameter] of Object.entries(row.parameters)) {
    const value = given[name];
    if (value !== undefined) wire[parameter.wire ?? name] = wireText(parameter, value);
  }
  return { account: given['account'] ?? '', given, wire };
}

/** JSON has words of its own for flags and counts; money stays text. */
function asText(parameter: Parameter | undefined, value: unknown): unknown {
  if (parameter?.kind === 'flag') return typeof value === 'boolean' ? String(value) : [];
  if (parameter?.kind === 'count') return Number.isSafeInteger(value) ? String(value) : '';
  return value;
}

/** No amount of a command is nothing. */
function zeroProblems(
  parameters: Readonly<Record<string, Parameter>>,
  given: Given,
): readonly FieldProblem[] {
  return Object.entries(parameters).flatMap(([name, { kind }]) =>
    kind === 'decimal' && given[name] === '0'
      ? [{ pointer: `/${name}`, message: 'must be more than 0' }]
      : [],
  );
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
