import { createServer } from 'node:http';
import request from 'supertest';
import { configureApp } from '@/app.setup';
import { EdgeAdapter } from '@/platform/http/edge.adapter';
import { closeEdges, edgesSetUpBy, type Edge } from '@test/support/harness/open-edge';

const READER = 'reader-0123456789';
const TRADER = 'trader-0123456789';
const STRANGER = '203.0.113.9';
const FRIEND = '198.51.100.7';

const openEdge = edgesSetUpBy(configureApp);

afterAll(() => closeEdges());

describe('who is let in', () => {
  let edge: Edge;
  const behindProxy = {
    TRUSTED_PROXIES: '127.0.0.1',
    ALLOWED_IPS: FRIEND,
    PROBE_ALLOWED_IPS: '10.0.0.0/8',
  };
  beforeAll(async () => {
    edge = await openEdge(behindProxy);
  });

  it.each([
    ['get', '/things'],
    ['get', '/things/1'],
    ['get', '/docs'],
    ['get', '/docs/'],
    ['get', '/DOCS'],
    ['get', '/docs/swagger-ui.css'],
    ['get', '/docs-json'],
    ['get', '/docs-yaml'],
    ['get', '/nothing-here'],
    ['post', '/nothing-here'],
    ['get', '/%FF'],
    ['get', '/health/live'],
    ['options', '/things'],
  ] as const)('a stranger gets nothing from %s %s', async (method, path) => {
    const answer = await request(edge.server)[method](path).set('X-Forwarded-For', STRANGER);
    expect(answer.status).toBe(403);
    expect(answer.type).toBe('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({
      type: '/problems/caller-not-allowed',
      code: 'caller-not-allowed',
    });
  });

  it('a stranger learns nothing from a body, broken or too large', async () => {
    for (const body of ['{"broken', JSON.stringify({ x: 'y'.repeat(300_000) })]) {
      const answer = await request(edge.server)
        .post('/things')
        .set('X-Forwarded-For', STRANGER)
        .set('Content-Type', 'application/json')
        .send(body);
      expect(answer.status).toBe(403);
    }
  });

  it.each([
    ['a forged entry in front', `${FRIEND}, ${STRANGER}`],
    ['a forged list', `${FRIEND},${FRIEND},${STRANGER}`],
    ['loopback', '127.0.0.1, 203.0.113.9'],
    ['garbage', 'unknown'],
    ['an empty last entry', `${FRIEND},`],
    ['a host name', 'localhost'],
  ])('%s in X-Forwarded-For opens nothing', async (_name, header) => {
    expect((await request(edge.server).get('/things').set('X-Forwarded-For', header)).status).toBe(
      403,
    );
  });

  it.each(['X-Real-IP', 'Forwarded', 'X-Client-IP', 'True-Client-IP', 'CF-Connecting-IP'])(
    'the header %s is not read',
    async (header) => {
      const answer = await request(edge.server)
        .get('/things')
        .set('X-Forwarded-For', STRANGER)
        .set(header, header === 'Forwarded' ? `for=${FRIEND}` : FRIEND);
      expect(answer.status).toBe(403);
    },
  );

  it('the caller that the proxy names is let in, ports and all', async () => {
    for (const header of [
      FRIEND,
      `${FRIEND}:4711`,
      ` ${STRANGER} ,${FRIEND}`,
      `::ffff:${FRIEND}`,
    ]) {
      expect(
        (await request(edge.server).get('/things').set('X-Forwarded-For', header)).status,
      ).toBe(200);
    }
  });

  it('a probe may probe and nothing else', async () => {
    expect(
      (await request(edge.server).get('/health/live').set('X-Forwarded-For', '10.1.1.1')).status,
    ).toBe(200);
    expect(
      (await request(edge.server).get('/health/live/').set('X-Forwarded-For', '10.1.1.1')).status,
    ).toBe(200);
    expect(
      (await request(edge.server).get('/things').set('X-Forwarded-For', '10.1.1.1')).status,
    ).toBe(403);
    expect(
      (await request(edge.server).get('/Health/Live').set('X-Forwarded-For', '10.1.1.1')).status,
    ).toBe(403);
  });

  it('without a trusted proxy the header is worth nothing, either way', async () => {
    const direct = await openEdge({ ALLOWED_IPS: FRIEND });
    expect(
      (await request(direct.server).get('/things').set('X-Forwarded-For', FRIEND)).status,
    ).toBe(403);
    const open = await openEdge();
    expect(
      (await request(open.server).get('/things').set('X-Forwarded-For', STRANGER)).status,
    ).toBe(200);
  });
});

describe('API tokens', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await openEdge({ API_TOKENS: `${READER}:read,${TRADER}:trade` });
  });
  const get = (path: string, token?: string): request.Test => {
    const call = request(edge.server).get(path);
    return token === undefined ? call : call.set('Authorization', `Bearer ${token}`);
  };

  it('are needed, must be right, and must have the scope', async () => {
    expect((await get('/things')).status).toBe(401);
    expect((await get('/things')).headers['www-authenticate']).toMatch(/^Bearer/);
    expect((await get('/things', 'nobody-0123456789')).status).toBe(401);
    expect((await get('/things', READER)).status).toBe(200);
    expect((await get('/things', TRADER)).body).toMatchObject({
      code: 'scope-missing',
      details: { scope: 'read' },
    });
    const buy = (token: string): request.Test =>
      request(edge.server)
        .post('/things')
        .set('Authorization', `Bearer ${token}`)
        .send({ quantity: '1' });
    expect((await buy(READER)).status).toBe(403);
    expect((await buy(TRADER)).status).toBe(201);
  });

  it('are not asked of probes', async () => {
    expect((await get('/health/live')).status).toBe(200);
  });

  it.each(['/docs', '/docs/', '/docs-json', '/docs/swagger-ui-init.js'])(
    'are asked for %s',
    async (path) => {
      const refused = await get(path);
      expect(refused.status).toBe(401);
      expect(refused.headers['www-authenticate']).toMatch(/^Basic/);
      expect((await get(path, READER)).status).toBe(200);
      expect((await request(edge.server).get(path).auth('me', READER)).status).toBe(200);
      expect((await request(edge.server).get(path).auth('me', 'nobody-0123456789')).status).toBe(
        401,
      );
      expect((await get(path, TRADER)).status).toBe(403);
    },
  );
});

describe(EdgeAdapter.name, () => {
  it('lets the front door answer what it handles, and Express the rest', async () => {
    const edge = await openEdge();
    const adapter = edge.app.getHttpAdapter();
    if (!(adapter instanceof EdgeAdapter)) throw new Error('not our adapter');
    adapter.frontDoor = {
      handles: ({ url }) => url === '/front',
      handle: (_request, response) => response.end('front'),
    };
    expect((await request(edge.server).get('/front')).text).toBe('front');
    expect((await request(edge.server).get('/things')).status).toBe(200);
  });

  it('has time limits for slow callers', async () => {
    const { server } = await openEdge();
    expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 10_000]);
    expect(createServer().headersTimeout).not.toBe(10_000);
  });
});
