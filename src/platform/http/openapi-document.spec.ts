import type { OpenAPIObject } from '@nestjs/swagger';
import { finished, sorted } from '@/platform/http/openapi-document';

const document = (...names: readonly string[]): OpenAPIObject => ({
  openapi: '3.0.0',
  info: { title: 't', version: '1' },
  paths: Object.fromEntries(
    names.map((operationId, index) => [
      `/p${String(index)}`,
      { get: { operationId, responses: {} } },
    ]),
  ),
});

describe(finished.name, () => {
  it('gives every operation a problem as its default answer', () => {
    const { paths } = finished(document('listOrders'));
    expect(paths['/p0']?.get?.responses['default']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });

  it('refuses two operations with one name: they would be one function of the client', () => {
    expect(() => finished(document('list', 'list'))).toThrow(
      "'list' is used by GET /p0 and by GET /p1",
    );
  });
});

describe(sorted.name, () => {
  it('sorts keys at every depth, keeps lists, drops what is undefined', () => {
    expect(JSON.stringify(sorted({ b: [{ d: 1, c: 2 }, 'a'], a: undefined, A: null }))).toBe(
      '{"A":null,"b":[{"c":2,"d":1},"a"]}',
    );
  });
});
