import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ALL_BINGX_COMMANDS } from '@/modules/exchanges/bingx-commands/all-commands';
import { ALL_BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: unknown;
}

const document = JSON.parse(
  readFileSync(resolve(__dirname, '../../openapi/openapi.json'), 'utf8'),
) as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
const all = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const gets = all.filter(({ method }) => method === 'get');

describe('the whole API', () => {
  it('changes nothing on GET: those are named as looks and take no body', () => {
    const looks =
      /^(?:get|list|read|find|check|stream|watch|explain|preview|export|count|show|compare)/;
    const odd = gets.filter(
      ({ operation }) => !looks.test(operation.operationId) || operation.requestBody !== undefined,
    );
    expect(odd.map(({ path, operation }) => `${path} ${operation.operationId}`)).toEqual([]);
  });

  it('asks BingX with GET alone for a GET', () => {
    expect(ALL_BINGX_READS.map(({ endpoint }) => endpoint.method)).toEqual(
      ALL_BINGX_READS.map(() => 'GET'),
    );
  });

  it('has every command under a method that says so', () => {
    for (const row of ALL_BINGX_COMMANDS) {
      const found = all.find(({ operation }) => operation.operationId === row.operationId);
      expect(found).toMatchObject({
        method: row.method.toLowerCase(),
        path: `/bingx/${row.product}/${row.path}`,
      });
    }
  });

  it('withdraws nothing and pays nobody', () => {
    const paths = [
      ...all.filter(({ method }) => method !== 'get').map(({ path }) => path),
      ...ALL_BINGX_COMMANDS.map(({ endpoint }) => endpoint.path),
    ];
    expect(paths.filter((path) => /withdraw|innerTransfer/i.test(path))).toEqual([]);
  });
});
