/** What one value of an answer is, once it is read. Every number of money is decimal text. */
export type ScalarKind = 'decimal' | 'id' | 'time' | 'text' | 'count' | 'flag' | 'word' | 'coded';

interface FieldBase {
  /** Becomes the description in the document. */
  readonly doc: string;
  /**
   * The names that BingX uses, the preferred one first; our own name when empty. A number is a place in an array, dots
   * lead inside.
   */
  readonly from: readonly string[];
  /** An answer without it is not understood; otherwise it is null when BingX leaves it out. */
  readonly isRequired: boolean;
}

export interface ScalarField extends FieldBase {
  readonly kind: ScalarKind;
  readonly example: string | number | boolean;
  /** `word`: those known so far, others pass. `coded`: what each of BingX's numbers means. */
  readonly words?: readonly string[] | Readonly<Record<string, string>>;
}

export interface NestedField extends FieldBase {
  readonly kind: 'nested';
  readonly shape: Shape;
  /** The object says nothing while this decimal of it is zero or missing. */
  readonly nothingWithout?: string;
}

export interface ListField extends FieldBase {
  readonly kind: 'list';
  readonly of: Shape | ScalarField;
}

export type Field = ScalarField | NestedField | ListField;

/** One kind of thing that BingX tells of; its name is that of the schema in the document. */
export interface Shape {
  readonly name: string;
  readonly doc: string;
  readonly fields: Readonly<Record<string, Field>>;
}

export const shape = (
  name: string,
  doc: string,
  fields: Readonly<Record<string, Field>>,
): Shape => ({
  name,
  doc,
  fields,
});

const scalar = (
  kind: ScalarKind,
  doc: string,
  example: string | number | boolean,
  from: readonly string[],
): ScalarField => ({ kind, doc, example, from, isRequired: false });

/** Decimal text. `2.91%` and `10X` are read without their unit. */
export const decimal = (doc: string, example: string, ...from: string[]): ScalarField =>
  scalar('decimal', doc, example, from);

/** Digits as text, digit for digit; `0` and `""` are null. */
export const id = (doc: string, example: string, ...from: string[]): ScalarField =>
  scalar('id', doc, example, from);

/** Epoch milliseconds or seconds, or ISO text; `0` and `""` are null. */
export const time = (doc: string, ...from: string[]): ScalarField =>
  scalar('time', doc, '2026-01-15T12:00:00.000Z', from);

/** Text as it is; `""` is null. */
export const text = (doc: string, example: string, ...from: string[]): ScalarField =>
  scalar('text', doc, example, from);

/** A whole number that is no money. */
export const count = (doc: string, example: number, ...from: string[]): ScalarField =>
  scalar('count', doc, example, from);

/** `true`, `"true"`, `1`. */
export const flag = (doc: string, ...from: string[]): ScalarField =>
  scalar('flag', doc, true, from);

/** One of BingX's words, in capitals however it was spelled; new ones pass. */
export const word = (doc: string, words: readonly string[], ...from: string[]): ScalarField => ({
  ...scalar('word', doc, words[0] ?? '', from),
  words,
});

/** One of BingX's numbers, by its meaning; an unlisted number stays as it is. */
export const coded = (
  doc: string,
  words: Readonly<Record<string, string>>,
  ...from: string[]
): ScalarField => ({ ...scalar('coded', doc, Object.values(words)[0] ?? '', from), words });

export const nested = (doc: string, inner: Shape, ...from: string[]): NestedField => ({
  kind: 'nested',
  doc,
  shape: inner,
  from,
  isRequired: false,
});

/** Null while the named decimal of the object is zero or missing. */
export const unless = (field: NestedField, nothingWithout: string): NestedField => ({
  ...field,
  nothingWithout,
});

/** Null and a missing list are empty lists. */
export const listOf = (doc: string, of: Shape | ScalarField, ...from: string[]): ListField => ({
  kind: 'list',
  doc,
  of,
  from,
  isRequired: false,
});

/** The same field, without which the row says nothing. */
export const must = <F extends Field>(field: F): F => ({ ...field, isRequired: true });

/** The names under which BingX may give a field. */
export const wireNamesOf = (name: string, field: Field): readonly string[] =>
  field.from.length === 0 ? [name] : field.from;
