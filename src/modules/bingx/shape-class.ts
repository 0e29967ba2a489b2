import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import type { Field, ScalarField, Shape } from '@/modules/exchanges/bingx-reads/fields';
import type { AnswerRule } from '@/modules/exchanges/bingx-reads/read-table';
import { NEXT_CURSOR, NO_CURSOR, WHOLE_TOTAL } from '@/platform/http/validation/page-response';

const MADE = new Map<string, { readonly shape: Shape; readonly type: Type<unknown> }>();
const LISTS = new Map<string, Type<unknown>>();

/** The class that stands for a shape in the document; one per name. */
export function shapeClass(shape: Shape): Type<unknown> {
  const known = MADE.get(shape.name);
  if (known !== undefined) {
    if (known.shape !== shape) throw new Error(`two shapes are named ${shape.name}`);
    return known.type;
  }
  const type = namedClass(shape.name);
  MADE.set(shape.name, { shape, type });
  for (const [name, field] of Object.entries(shape.fields)) {
    ApiProperty(propertyOf(field))(type.prototype as object, name);
  }
  return type;
}

/** The class of what an operation answers. */
export function answerClass(answer: AnswerRule): Type<unknown> {
  if (answer.kind === 'one') return shapeClass(answer.shape);
  const isCounted = answer.paging.kind === 'whole';
  const name = `${answer.shape.name}${isCounted ? 'List' : 'Page'}`;
  const known = LISTS.get(name);
  if (known !== undefined) return known;
  const type = namedClass(name);
  LISTS.set(name, type);
  for (const [field, options] of Object.entries(listProperties(answer.shape, isCounted))) {
    ApiProperty(options)(type.prototype as object, field);
  }
  return type;
}

function listProperties(row: Shape, isCounted: boolean): Record<string, ApiPropertyOptions> {
  return {
    items: { type: () => [shapeClass(row)], description: 'The rows.' },
    total: isCounted
      ? WHOLE_TOTAL
      : {
          ...WHOLE_TOTAL,
          nullable: true,
          description: 'How many there are in all; null when BingX does not say.',
        },
    nextCursor: isCounted ? NO_CURSOR : NEXT_CURSOR,
  };
}

function propertyOf(field: Field): ApiPropertyOptions {
  const description = field.doc;
  const nullable = !field.isRequired;
  if (field.kind === 'nested')
    return { type: () => shapeClass(field.shape), description, nullable };
  if (field.kind === 'list') {
    const { of } = field;
    return 'fields' in of
      ? { type: () => [shapeClass(of)], description }
      : { ...scalarSchema(of), isArray: true, description };
  }
  return { ...scalarSchema(field), description, nullable, example: field.example };
}

function scalarSchema(field: ScalarField): ApiPropertyOptions {
  switch (field.kind) {
    case 'decimal':
      return { type: String, format: 'decimal' };
    case 'time':
      return { type: String, format: 'date-time' };
    case 'count':
      return { type: 'integer' };
    case 'flag':
      return { type: Boolean };
    default:
      return { type: String };
  }
}

/** A class for the document alone: nobody ever makes one. */
export function namedClass(name: string): Type<unknown> {
  const type: unknown = function (): undefined {
    return undefined;
  };
  Object.defineProperty(type, 'name', { value: name });
  return type as Type<unknown>;
}
