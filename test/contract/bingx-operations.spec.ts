import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ALL_BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import { parametersOf } from '@/modules/exchanges/bingx-reads/read-parameters';
import { operationsSection } from '@test/support/builders/operations-table';

const ROOT = resolve(__dirname, '../..');
const PAGE = resolve(ROOT, 'docs/venues/bingx.md');
const BEGIN = '<!-- operations: made from the tables of reads, see bingx-operations.spec.ts -->';
const END = '<!-- operations end -->';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters: readonly { name: string; required: boolean; description?: string }[];
  readonly responses: Readonly<
    Record<string, { content: Readonly<Record<string, { schema: Schema }>> }>
  >;
}

const document = JSON.parse(readFileSync(resolve(ROOT, 'openapi/openapi.json'), 'utf8')) as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const schemas = Object.entries(document.components.schemas).filter(([name]) =>
  name.startsWith('Bingx'),
);

describe('the document of the BingX operations', () => {
  it('names every operation once', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(ALL_BINGX_READS.map((row) => [row.operationId, row] as const))(
    '%s stands in it with its parameters and answer',
    (name, row) => {
      const found = operations.find(({ operation }) => operation.operationId === name);
      expect(found).toMatchObject({ path: `/bingx/${row.product}/${row.path}`, method: 'get' });
      const stated = found?.operation.parameters ?? [];
      const wanted = parametersOf(row);
      expect(stated.map((one) => one.name).sort()).toEqual(Object.keys(wanted).sort());
      for (const one of stated) {
        expect(one.description).toMatch(/\w/);
        expect(one.required).toBe(wanted[one.name]?.isRequired);
      }
      const suffix =
        row.answer.kind === 'one' ? '' : row.answer.paging.kind === 'whole' ? 'List' : 'Page';
      expect(found?.operation.responses['200']?.content['application/json']?.schema.$ref).toBe(
        `#/components/schemas/${row.answer.shape.name}${suffix}`,
      );
    },
  );

  it('offers no withdrawal and changes nothing by GET', () => {
    const bingx = operations.filter(({ path }) => path.startsWith('/bingx/'));
    const asked = bingx.filter(({ method }) => method !== 'get');
    expect(asked.filter(({ path }) => path.includes('withdraw'))).toEqual([]);
    expect(ALL_BINGX_READS.filter(({ endpoint }) => (endpoint.method as string) !== 'GET')).toEqual(
      [],
    );
  });

  it.each(schemas)('%s describes every field and has no number for money', (_name, schema) => {
    expect(schema.additionalProperties).toBeUndefined();
    const fields = Object.entries(schema.properties ?? {});
    expect(fields.length).toBeGreaterThan(0);
    for (const [field, inner] of fields) {
      expect(`${field}: ${inner.description ?? ''}`).toMatch(/: \S/);
      expect([field, inner.type]).not.toEqual([field, 'number']);
      expect([field, inner.items?.type]).not.toEqual([field, 'number']);
    }
  });

  it('leads to schemas that exist', () => {
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(Bingx\w+)/g)) {
      expect(document.components.schemas).toHaveProperty(name);
    }
  });
});

describe('docs/venues/bingx.md', () => {
  it('lists the operations of the tables (UPDATE_DOCS=1 writes them)', () => {
    const page = readFileSync(PAGE, 'utf8');
    const [before = '', rest] = page.split(BEGIN);
    const after = rest?.split(END)[1];
    if (after === undefined) throw new Error('the page has lost its marks');
    const wanted = `${before}${BEGIN}\n\n${operationsSection()}\n\n${END}${after}`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, wanted);
    expect(readFileSync(PAGE, 'utf8')).toBe(wanted);
  });
});
