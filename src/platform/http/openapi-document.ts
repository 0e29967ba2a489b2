import type { INestApplicationContext, INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from '@/platform/health/version';
import { Problem } from '@/platform/http/problem.response';

export type OpenApiPaths = OpenAPIObject['paths'];
type Operation = NonNullable<OpenApiPaths[string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

const DESCRIPTION = [
  'Takes in TradingView alarms, decides by stored strategies, trades on venues, and keeps the reason of everything.',
  'Decimals and ids are text, times are ISO 8601 in UTC. Lists answer items, total and nextCursor.',
  'Where API tokens are configured every call needs one: the header Authorization with the word Bearer and the token.',
].join(' ');

/**
 * The OpenAPI document, the same for /docs and for openapi/openapi.json: sorted, every operation with a name of
 * its own and with Problem as its default answer. `extraPaths` are operations that no controller serves.
 */
export function openApiDocument(
  app: INestApplicationContext,
  extraPaths: OpenApiPaths = {},
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Strateger')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'An API token with the scope of the operation',
    })
    .addSecurityRequirements('bearer')
    .build();
  const scanned = SwaggerModule.createDocument(app as INestApplication, config, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [Problem],
  });
  return finished({ ...scanned, paths: { ...scanned.paths, ...extraPaths } });
}

/** Adds what every operation has in common, checks that names are unique, and sorts. Pure. */
export function finished(document: OpenAPIObject): OpenAPIObject {
  const seen = new Map<string, string>();
  const paths = mapOperations(document.paths, (operation, place) => {
    const name = operation.operationId ?? '';
    const other = seen.get(name);
    if (other !== undefined)
      throw new Error(`operation name '${name}' is used by ${other} and by ${place}`);
    seen.set(name, place);
    return { ...operation, responses: { ...operation.responses, default: PROBLEM_ANSWER } };
  });
  return sorted({ ...document, paths });
}

const PROBLEM_ANSWER = {
  description: 'Anything else: a problem (RFC 9457). Its code says which one.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function mapOperations(
  paths: OpenApiPaths,
  map: (operation: Operation, place: string) => Operation,
): OpenApiPaths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const operations = METHODS.flatMap((method) => {
        const operation = item[method];
        return operation === undefined
          ? []
          : [[method, map(operation, `${method.toUpperCase()} ${path}`)] as const];
      });
      return [path, { ...item, ...Object.fromEntries(operations) }];
    }),
  );
}

/** The same value with the keys of every object in order; lists keep theirs. */
export function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map((entry: unknown) => sorted(entry)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner as unknown)])) as T;
}
