import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Global, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import request from 'supertest';
import { configureApp } from '@/app.setup';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import { EdgeAdapter } from '@/platform/http/edge.adapter';
import { HttpEdgeModule } from '@/platform/http/http-edge.module';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';
import { PageQuery } from '@/platform/http/validation/page.query';
import { Zone } from '@/platform/http/zone.decorator';
import { loggerParams } from '@/platform/logging/logging.module';
import { ROOT_LOGGER, rootLogger } from '@/platform/logging/root-logger';
import { loadSettings, type Environment } from '@/platform/settings/load-settings';
import { SETTINGS, SETTINGS_PROVIDERS } from '@/platform/settings/settings.module';
import { SETTINGS_CLASSES } from '@/platform/settings/settings';
import { SystemClock } from '@/platform/time/system-clock';

const READER = 'reader-0123456789';
const TRADER = 'trader-0123456789';
const STRANGER = '203.0.113.9';
const FRIEND = '198.51.100.7';

class BuyRequest {
  @IsDecimalText({ moreThan: '0' })
  readonly quantity!: string;
}

class ThingNotFoundError extends DomainError {
  constructor() {
    super('not-found', 'thing-not-found', 'there is no such thing');
  }
}

@Controller('things')
class ThingsController {
  constructor(private readonly logger: PinoLogger) {}

  @Get()
  listThings(@Query() query: PageQuery): object {
    return { limit: query.limit };
  }

  @Get(':id')
  readThing(@Param('id') id: string): object {
    this.logger.info('inside');
    if (id === 'secret') throw new Error('password=hunter2 in /etc/shadow');
    if (id === 'away') throw Object.assign(new Error('connect 10.0.0.3'), { code: 'ECONNREFUSED' });
    if (id === 'none') throw new ThingNotFoundError();
    return { id };
  }

  @Post()
  @RequiresScope('trade')
  buyThing(@Body() body: BuyRequest): object {
    return { quantity: body.quantity };
  }
}

@Zone('probe')
@Controller('health')
class ProbeController {
  @Get('live')
  checkProbe(): object {
    return { status: 'ok' };
  }
}

interface Line {
  readonly msg: string;
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly address?: string | null;
}

interface Edge {
  readonly app: NestExpressApplication;
  readonly server: Server;
  readonly lines: string[];
  requestLines(): readonly Line[];
}

const opened: NestExpressApplication[] = [];

async function openEdge(env: Environment = {}): Promise<Edge> {
  const lines: string[] = [];
  const settings = loadSettings({ DB_URL: 'mysql://u:p@127.0.0.1/x', ...env });
  const logger = rootLogger(settings.log, { write: (line) => lines.push(line) });

  @Global()
  @Module({
    providers: [
      { provide: SETTINGS, useValue: settings },
      ...SETTINGS_PROVIDERS,
      { provide: Clock, useClass: SystemClock },
      { provide: ROOT_LOGGER, useValue: logger },
    ],
    exports: [...SETTINGS_CLASSES, Clock, ROOT_LOGGER],
  })
  class TestPlatform {
    readonly isGlobal = true;
  }

  @Module({
    imports: [TestPlatform, LoggerModule.forRoot(loggerParams(logger)), HttpEdgeModule],
    controllers: [ThingsController, ProbeController],
  })
  class TestApp {
    readonly isRoot = true;
  }

  const app = await NestFactory.create<NestExpressApplication>(TestApp, new EdgeAdapter(), {
    bodyParser: false,
    logger: false,
  });
  configureApp(app);
  await app.listen(0, '127.0.0.1');
  opened.push(app);
  const requestLines = (): readonly Line[] =>
    lines.map((line) => JSON.parse(line) as Line).filter(({ msg }) => msg === 'request');
  return { app, server: app.getHttpServer(), lines, requestLines };
}

afterAll(async () => {
  await Promise.all(opened.map((app) => app.close()));
});

/** The lines are written when a connection has closed, a little after the caller has its answer. */
async function settled(edge: Edge): Promise<void> {
  for (let waitedMs = 0; waitedMs < 3_000 && edge.requestLines().length === 0; waitedMs += 20)
    await pause();
  await pause();
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

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
