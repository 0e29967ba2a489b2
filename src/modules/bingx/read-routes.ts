import { Controller, Get, Query, Res, type Type } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  type ApiQueryOptions,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { answerClass } from '@/modules/bingx/shape-class';
import { BingxReadsService, type ReadAnswer } from '@/modules/exchanges/bingx-reads.service';
import { wordsOf, type Parameter } from '@/modules/exchanges/bingx-reads/parameters';
import { symbolExample } from '@/modules/exchanges/bingx-reads/product-symbols';
import { rule } from '@/modules/exchanges/bingx-reads/read-input';
import { parametersOf } from '@/modules/exchanges/bingx-reads/read-parameters';
import type { BingxProduct, ReadRow } from '@/modules/exchanges/bingx-reads/read-table';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** Makes the controller of one product: a GET route for each row of its table, documented from the same row. */
export function readsController(product: BingxProduct, rows: readonly ReadRow[]): Type<unknown> {
  @ApiTags(`bingx ${product}`)
  @Controller(`bingx/${product}`)
  class BingxReadsController {
    constructor(readonly reads: BingxReadsService) {}
  }
  const name = `Bingx${product.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase())}ReadsController`;
  Object.defineProperty(BingxReadsController, 'name', { value: name });
  for (const row of rows) addRoute(BingxReadsController, row);
  return BingxReadsController;
}

interface HasReads {
  readonly reads: BingxReadsService;
}

function addRoute(controller: Type<HasReads>, row: ReadRow): void {
  const prototype = controller.prototype as HasReads;
  const value = async function (
    this: HasReads,
    query: Readonly<Record<string, unknown>>,
    response: Response,
  ): Promise<unknown> {
    return bodyOf(await this.reads.run(row, query), response);
  };
  // The document takes the name of an operation from its function.
  Object.defineProperty(value, 'name', { value: row.operationId });
  const descriptor: PropertyDescriptor = { value, configurable: true, writable: true };
  Object.defineProperty(prototype, row.operationId, descriptor);
  Reflect.defineMetadata('design:paramtypes', [Object, Object], prototype, row.operationId);
  Query()(prototype, row.operationId, 0);
  Res({ passthrough: true })(prototype, row.operationId, 1);
  for (const decorate of decoratorsOf(row)) decorate(prototype, row.operationId, descriptor);
}

/** BingX's own text goes out as it came: serializing it again would round its ids. */
function bodyOf(answer: ReadAnswer, response: Response): unknown {
  if (answer.kind !== 'raw') return answer.body;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  return answer.text;
}

function decoratorsOf(row: ReadRow): readonly MethodDecorator[] {
  const description = descriptionOf(row);
  return [
    Get(row.path),
    RequiresScope('read'),
    ApiOperation({ summary: row.summary, description }),
    ...Object.entries(parametersOf(row)).map(([name, parameter]) =>
      ApiQuery(queryOf(row, name, parameter)),
    ),
    ApiOkResponse({ type: answerClass(row.answer), description: answerDescription(row) }),
  ];
}

function descriptionOf({ endpoint, notes, oneOf, access }: ReadRow): string {
  const { requests, perMs } = endpoint.limit;
  const who = access === 'public' ? 'shared by all market data of an address' : 'per account';
  return [
    notes,
    oneOf === undefined ? undefined : `One of ${oneOf.join(', ')} is required.`,
    `BingX: ${endpoint.method} ${endpoint.path}, ${requests} in ${perMs / 1_000} s, ${who}.`,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}

const answerDescription = (row: ReadRow): string =>
  row.answer.kind === 'one' ? row.answer.shape.doc : `Rows: ${row.answer.shape.doc}`;

/** How a parameter of an operation is documented. */
export function queryOf(
  row: Pick<ReadRow, 'product'>,
  name: string,
  parameter: Parameter,
): ApiQueryOptions & { readonly schema: Readonly<Record<string, unknown>> } {
  const text = `${parameter.doc} It ${rule(row.product, parameter)}.`;
  const sent = parameter.fallback;
  const example = parameter.kind === 'symbol' ? symbolExample(row.product) : parameter.example;
  return {
    name,
    required: parameter.isRequired,
    description: sent === undefined ? text : `${text} ${String(sent)} when absent.`,
    schema: {
      ...schemaOf(parameter),
      ...(sent === undefined ? {} : { default: sent }),
      ...(example === undefined ? {} : { example }),
    },
  };
}

function schemaOf(parameter: Parameter) {
  switch (parameter.kind) {
    case 'count':
      return { type: 'integer', minimum: parameter.min, maximum: parameter.max };
    case 'flag':
      return { type: 'boolean' };
    case 'choice':
      return { type: 'string', enum: [...wordsOf(parameter)] };
    case 'decimal':
      return { type: 'string', format: 'decimal' };
    default:
      return { type: 'string' };
  }
}
