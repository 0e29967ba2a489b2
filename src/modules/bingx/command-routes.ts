import { Body, Controller, Headers, Post, Put, Query, Res, type Type } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiCreatedResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
  ApiQuery,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { queryOf } from '@/modules/bingx/read-routes';
import { namedClass, shapeClass } from '@/modules/bingx/shape-class';
import { TransfersService } from '@/modules/bingx/transfers.service';
import { commandParameters } from '@/modules/exchanges/bingx-commands/command-input';
import type { CommandRow } from '@/modules/exchanges/bingx-commands/command-table';
import {
  BingxCommandsService,
  type CommandAnswer,
} from '@/modules/exchanges/bingx-commands.service';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { answerUncertain } from '@/platform/http/uncertain-answer';

interface HasCommands {
  readonly commands: BingxCommandsService;
  readonly transfers: TransfersService;
}

/** Makes the controller of the commands: a route for each row, validated and documented from the same row. */
export function commandsController(rows: readonly CommandRow[]): Type<unknown> {
  @Controller('bingx')
  class BingxCommandsController {
    constructor(
      readonly commands: BingxCommandsService,
      readonly transfers: TransfersService,
    ) {}
  }
  for (const row of rows) addRoute(BingxCommandsController, row);
  return BingxCommandsController;
}

function addRoute(controller: Type<HasCommands>, row: CommandRow): void {
  const prototype = controller.prototype as HasCommands;
  const value = async function (
    this: HasCommands,
    body: unknown,
    response: Response,
    query: Readonly<Record<string, unknown>>,
    key?: string,
  ): Promise<unknown> {
    const isRaw = rawOf(query);
    const answer =
      row.isTransfer === true
        ? await this.transfers.transfer(row, body, key ?? null)
        : await this.commands.run(row, body);
    if (answer.outcome === 'unknown') answerUncertain(response);
    return isRaw ? rawBody(answer, response) : typedBody(answer);
  };
  // The document takes the name of an operation from its function.
  Object.defineProperty(value, 'name', { value: row.operationId });
  const descriptor: PropertyDescriptor = { value, configurable: true, writable: true };
  Object.defineProperty(prototype, row.operationId, descriptor);
  const types = [Object, Object, Object, String];
  Reflect.defineMetadata('design:paramtypes', types, prototype, row.operationId);
  Body()(prototype, row.operationId, 0);
  Res({ passthrough: true })(prototype, row.operationId, 1);
  Query()(prototype, row.operationId, 2);
  if (row.isTransfer === true) Headers('idempotency-key')(prototype, row.operationId, 3);
  for (const decorate of decoratorsOf(row)) decorate(prototype, row.operationId, descriptor);
}

function rawOf(query: Readonly<Record<string, unknown>>): boolean {
  const problems = Object.keys(query)
    .filter((name) => name !== 'raw')
    .map((name) => ({ pointer: `/${name.slice(0, 60)}`, message: 'belongs into the body' }));
  const { raw } = query;
  if (raw !== undefined && raw !== 'true' && raw !== 'false')
    problems.push({ pointer: '/raw', message: 'must be true or false' });
  if (problems.length > 0) throw new InvalidRequestError(problems);
  return raw === 'true';
}

/** BingX's own text goes out as it came; without one the typed answer stands for it. */
function rawBody(answer: CommandAnswer, response: Response): unknown {
  if (answer.text === null) return typedBody(answer);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  return answer.text;
}

const typedBody = ({ outcome, message, answer, now, nowProblem }: CommandAnswer): unknown => ({
  outcome,
  message,
  answer,
  now,
  nowProblem,
});

function decoratorsOf(row: CommandRow): readonly MethodDecorator[] {
  const path = `${row.product}/${row.path}`;
  const respond = row.method === 'PUT' ? ApiOkResponse : ApiCreatedResponse;
  const { requests, perMs } = row.endpoint.limit;
  const description = [
    row.notes,
    'Journaled, sent once; how it stands afterwards is read and shown as `now`. Answers 202 with `outcome` unknown when ' +
      'nobody knows whether BingX did it. In paper mode nothing is sent.',
    `BingX: ${row.endpoint.method} ${row.endpoint.path}, ${String(requests)} in ${String(perMs / 1_000)} s, per account.`,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
  return [
    row.method === 'PUT' ? Put(path) : Post(path),
    ApiTags(`bingx ${row.product}`),
    RequiresScope(row.scope),
    ApiOperation({ summary: row.summary, description }),
    ApiQuery({
      name: 'raw',
      required: false,
      description: 'Answer with the text that BingX sent, unchanged.',
      schema: { type: 'boolean' },
    }),
    ApiBody({ schema: bodySchema(row) }),
    respond({ type: answerClassOf(row) }),
    ...(row.isTransfer === true
      ? [
          ApiHeader({
            name: 'idempotency-key',
            required: false,
            description: 'A text of your own choice: a repeat with the same key moves nothing.',
          }),
        ]
      : []),
  ];
}

function bodySchema(row: CommandRow): Record<string, unknown> {
  const entries = Object.entries(commandParameters(row)).map(([name, parameter]) => {
    const { description, schema } = queryOf(row, name, parameter);
    return [name, { ...schema, description }] as const;
  });
  const required = Object.entries(commandParameters(row))
    .filter(([, parameter]) => parameter.isRequired)
    .map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** The class that stands for the answer in the document. */
function answerClassOf(row: CommandRow): Type<unknown> {
  const name = `${row.operationId.charAt(0).toUpperCase()}${row.operationId.slice(1)}Response`;
  const type = namedClass(name);
  const add = (property: string, options: Parameters<typeof ApiProperty>[0]): void => {
    ApiProperty(options)(type.prototype as object, property);
  };
  add('outcome', {
    type: String,
    enum: ['done', 'unknown'],
    example: 'done',
    description: '`unknown`: BingX was asked once and nobody knows whether it did it.',
  });
  const text = (description: string): Parameters<typeof ApiProperty>[0] => ({
    type: String,
    nullable: true,
    example: null,
    description,
  });
  add('message', text('More about the outcome, or null.'));
  const { answer, readBack } = row;
  add(
    'answer',
    answer === null
      ? { type: Object, nullable: true, description: 'Always null: BingX says nothing more.' }
      : {
          type: () => shapeClass(answer.shape),
          nullable: true,
          description: 'What BingX answered; null while the outcome is unknown.',
        },
  );
  const shape = readBack?.row.answer.shape;
  const isList = readBack?.row.answer.kind === 'list';
  add(
    'now',
    shape === undefined
      ? { type: Object, nullable: true, description: 'Always null: nothing is read.' }
      : {
          type: () => (isList ? [shapeClass(shape)] : shapeClass(shape)),
          nullable: true,
          description: 'How it stands afterwards, read from BingX; null when that failed.',
        },
  );
  add('nowProblem', text('Why it could not be read, or null.'));
  return type;
}
