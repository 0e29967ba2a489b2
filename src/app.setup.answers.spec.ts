import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { configureApp } from '@/app.setup';
import {
  closeEdges,
  edgesSetUpBy,
  pause,
  settled,
  type Edge,
} from '@test/support/harness/open-edge';

const STRANGER = '203.0.113.9';

const openEdge = edgesSetUpBy(configureApp);

afterAll(() => closeEdges());

describe('problems', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
  });

  it('name what is wrong with each field', async () => {
    const answer = await request(edge.server).post('/things').send({ quantity: 0.5, price: '1' });
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toEqual({
      type: '/problems/invalid-request',
      title: 'Invalid request',
      status: 400,
      detail: expect.any(String),
      instance: '/things',
      code: 'invalid-request',
      requestId: answer.headers['x-request-id'],
      errors: [
        { pointer: '/price', message: 'is not a field of this request' },
        { pointer: '/quantity', message: expect.stringContaining('decimal number as text') },
      ],
    });
  });

  it.each([
    ['{"quantity": "1"', 'malformed-json', 400],
    ['nonsense', 'malformed-json', 400],
    [JSON.stringify({ quantity: '1'.repeat(300_000) }), 'body-too-large', 413],
    ['[1]', 'invalid-request', 400],
    ['', 'invalid-request', 400],
    ['{"__proto__": {"quantity": "1"}}', 'invalid-request', 400],
  ])('answer a bad body', async (body, code, status) => {
    const answer = await request(edge.server)
      .post('/things')
      .set('Content-Type', 'application/json')
      .send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('answer an unknown path and a bad escape without repeating them', async () => {
    const unknown = await request(edge.server).get('/nothing?token=hunter2');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'path-not-found']);
    expect(unknown.text).not.toContain('hunter2');
    expect((await request(edge.server).get('/things/%FF')).body).toMatchObject({
      status: 400,
      type: 'about:blank',
    });
  });

  it('answer errors by kind, and never show what was not meant to be shown', async () => {
    expect((await request(edge.server).get('/things/none')).body).toMatchObject({
      status: 404,
      code: 'thing-not-found',
    });
    const internal = await request(edge.server).get('/things/secret');
    expect([internal.status, internal.body.code]).toEqual([500, 'internal-error']);
    expect(internal.text).not.toContain('hunter2');
    const away = await request(edge.server).get('/things/away');
    expect([away.status, away.body.code, away.headers['retry-after']]).toEqual([
      503,
      'database-unavailable',
      '5',
    ]);
    expect(away.text).not.toContain('10.0.0.3');
  });

  it.each([
    'limit=0',
    'limit=501',
    'limit=1e9',
    'limit=abc',
    'limit=1&limit=2',
    'limit[a]=1',
    'unknown=1',
    'cursor=',
  ])('answer the query %s', async (query) => {
    const answer = await request(edge.server).get(`/things?${query}`);
    expect(answer.status).toBe(query === 'cursor=' ? 200 : 400);
  });
});

describe('answers', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge();
  });

  it('are not cached, not framed and say nothing of Express', async () => {
    const { headers } = await request(edge.server).get('/things');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['etag']).toBeUndefined();
  });

  it('are the same with and without the last slash', async () => {
    expect((await request(edge.server).get('/things/')).status).toBe(200);
    expect((await request(edge.server).get('/things/1/')).body).toEqual({ id: '1' });
  });

  it('/docs loads nothing that its policy forbids', async () => {
    const page = await request(edge.server).get('/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>\s*\S/);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    const document = await request(edge.server).get('/docs-json');
    expect(document.body.paths['/things/{id}'].get).toMatchObject({
      operationId: 'readThing',
      responses: { default: { content: { 'application/problem+json': expect.anything() } } },
    });
  });

  it('carry the request id, the caller own when it is harmless', async () => {
    const mine = await request(edge.server).get('/things').set('X-Request-Id', 'my-request-1');
    expect(mine.headers['x-request-id']).toBe('my-request-1');
    for (const id of ['short', 'with space and more', 'x'.repeat(65), '${jndi:ldap}//']) {
      const answer = await request(edge.server).get('/things').set('X-Request-Id', id);
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('the log', () => {
  it.each([
    ['get', '/things', '', '/things', 200],
    ['get', '/things/1?token=hunter2', '', '/things/:id', 200],
    ['get', '/things/none', '', '/things/:id', 404],
    ['get', '/things/secret', '', '/things/:id', 500],
    ['get', '/nothing/hunter2?token=hunter2', '', '/nothing/…', 404],
    ['get', '/docs/swagger-ui.css', '', '/docs/…', 200],
    ['get', '/docs-json', '', '/docs-json', 200],
    ['post', '/things', '{"quantity": "hunter2', '/things', 400],
    ['post', '/things', '{"quantity": "hunter2"}', '/things', 400],
    ['post', '/things', `{"quantity": "${'9'.repeat(300_000)}"}`, '/things', 413],
  ] as const)('has exactly one line for %s %s', async (method, path, body, route, status) => {
    const edge = await openEdge();
    const call = request(edge.server)[method](path);
    const answer = await call.set('Content-Type', 'application/json').send(body);
    await settled(edge);
    expect(answer.status).toBe(status);
    expect(edge.requestLines()).toHaveLength(1);
    expect(edge.requestLines()[0]).toMatchObject({
      route,
      status,
      address: '127.0.0.1',
      requestId: answer.headers['x-request-id'],
    });
    const isUnexpected = status === 500;
    if (!isUnexpected) expect(edge.lines.join('')).not.toContain('hunter2');
  });

  it('has one line for a denied call, with the code and the address', async () => {
    const edge = await openEdge({ TRUSTED_PROXIES: '127.0.0.1' });
    await request(edge.server).get('/docs').set('X-Forwarded-For', STRANGER);
    await settled(edge);
    expect(edge.requestLines()).toEqual([
      expect.objectContaining({ status: 403, code: 'caller-not-allowed', address: STRANGER }),
    ]);
  });

  it('has one line for a call that the caller breaks off', async () => {
    const edge = await openEdge();
    const { port } = edge.server.address() as AddressInfo;
    const call = httpRequest({
      port,
      method: 'POST',
      path: '/things',
      headers: { 'content-type': 'application/json', 'content-length': 100 },
    });
    call.on('error', () => undefined);
    call.write('{');
    for (let tries = 0; tries < 20; tries++) await pause();
    call.destroy();
    await settled(edge);
    expect(edge.requestLines()).toEqual([expect.objectContaining({ isBrokenOff: true })]);
  });

  it('puts the request id on every line of the request, once', async () => {
    const edge = await openEdge();
    await request(edge.server).get('/things/1').set('X-Request-Id', 'my-request-1');
    await settled(edge);
    const inside = edge.lines.filter((line) => line.includes('"inside"'));
    expect(inside).toHaveLength(1);
    expect(inside[0]?.match(/my-request-1/g)).toHaveLength(1);
  });
});
