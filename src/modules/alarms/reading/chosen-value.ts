import { decimalText, readDecimal } from '@/kernel/decimal';
import { scalarText } from './body-json';
import type { Field, Fields, Meaning } from './field-names';
import { shown, type Problems } from './problems';

/** The text that stands for a meaning, and the member that it came from. */
export interface Chosen {
  readonly text: string;
  readonly field: string;
}

/** What two texts are compared by: their interpretation, so that `60` and `1h` agree. */
export type Sameness = (text: string) => unknown;

const asWritten: Sameness = (text) => text;

/** Numbers are the same when their values are. */
export const sameNumber: Sameness = (text) => {
  const value = readDecimal(text);
  return value === null ? text : decimalText(value);
};

export const sameIgnoringCase: Sameness = (text) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** The one value of a meaning; null when it is absent, nested or contradicts itself. */
export function choose(
  fields: Fields,
  meaning: Meaning,
  problems: Problems,
  same: Sameness = asWritten,
): Chosen | null {
  return chooseFrom(fields, fields.of(meaning), problems, same);
}

/** Like {@link choose} for members picked by the caller. Two different values are a conflict, which refuses the alarm. */
export function chooseFrom(
  fields: Fields,
  candidates: readonly Field[],
  problems: Problems,
  same: Sameness,
): Chosen | null {
  fields.use(candidates);
  const values = candidates.flatMap((field) => scalarOf(field, problems));
  const [first] = values;
  if (first === undefined) return null;
  const other = values.find(({ text }) => text !== first.text && same(text) !== same(first.text));
  if (other === undefined) return first;
  problems.refuse(
    'conflict',
    other.field,
    `${named(first)} but ${named(other)}: both mean the same, so neither is believed; keep one of them.`,
  );
  return null;
}

function scalarOf(field: Field, problems: Problems): readonly Chosen[] {
  const text = scalarText(field.value);
  if (text !== null) return [{ text, field: field.path }];
  problems.refuse(
    'not-a-plain-value',
    field.path,
    `"${shown(field.path)}" must be a text or a number.`,
  );
  return [];
}

/** `"Interval" is "60"`, for messages. */
export const named = ({ text, field }: Chosen): string =>
  `"${shown(field)}" is ${JSON.stringify(shown(text))}`;

/** Whether TradingView left a placeholder such as {{ticker}} as it was. */
export const hasPlaceholder = (text: string): boolean => /\{\{[^}]{0,100}\}\}/.test(text);

/** Refuses a value that is still a placeholder; true when it is a real value. */
export function isFilled(value: Chosen, problems: Problems): boolean {
  if (!hasPlaceholder(value.text)) return true;
  problems.refuse(
    'placeholder-not-filled',
    value.field,
    `TradingView did not fill in a placeholder: ${named(value)}.`,
  );
  return false;
}
