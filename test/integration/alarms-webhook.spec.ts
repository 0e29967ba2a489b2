import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { AlarmArrivals } from '@/modules/alarms/alarm-arrivals';
import { AlarmInboxRepository } from '@/modules/alarms/alarm-inbox.repository';
import { AlarmIntake } from '@/modules/alarms/alarm-intake';
import { WebhookAuthentication } from '@/modules/alarms/webhook-authentication';
import { WebhookSecretsRepository } from '@/modules/alarms/webhook-secrets.repository';
import { WebhookEndpoint } from '@/modules/alarms/webhook.endpoint';
import { CallerAddress } from '@/platform/http/caller-address';
import { IpPolicy } from '@/platform/http/ip-policy';
import { RequestLog } from '@/platform/http/request-log';
import { IdSource } from '@/platform/identity/new-id';
import { HttpSettings } from '@/platform/settings/http.settings';
import { SecuritySettings } from '@/platform/settings/security.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { SystemClock } from '@/platform/time/system-clock';
import { suiteConnection } from '@test/support/suite-connection';

const SECRET = 'a-secret-of-the-webhook-0123456789';
const BODY = `{"Secret":"${SECRET}","Ticker":"BTCUSDT.P","Interval":"5","Order":"order open long","Strategy":"S1"}`;

const connection = suiteConnection('alarms');
let server: Server;
let log: string;

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

/** A bare server with nothing but the endpoint; what it does not handle is a 404. */
async function listen(allowed: string[] = ['127.0.0.1']): Promise<void> {
  log = '';
  const logger = pino({ level: 'info' }, { write: (line: string) => (log += line) });
  const clock = new SystemClock();
  const security = Object.assign(new SecuritySettings(), { WEBHOOK_SECRET: SECRET });
  const trading = new TradingSettings();
  const policy = new IpPolicy(Object.assign(new HttpSettings(), { WEBHOOK_ALLOWED_IPS: allowed }));
  const caller = new CallerAddress(policy);
  const secrets = new WebhookSecretsRepository(connection());
  const authentication = new WebhookAuthentication(security, trading, secrets, clock, logger);
  await authentication.refresh();
  const inbox = new AlarmInboxRepository(connection());
  const intake = new AlarmIntake(
    inbox,
    authentication,
    new AlarmArrivals(),
    new IdSource(clock),
    clock,
    trading,
  );
  const endpoint = new WebhookEndpoint(
    policy,
    caller,
    new RequestLog(clock, caller, logger),
    intake,
    logger,
  );
  server = createServer((request, response) => {
    if (endpoint.handles(request)) endpoint.handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

const origin = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

const post = (
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> => fetch(`${origin()}${path}`, { method: 'POST', body, headers });

const rows = async (): Promise<readonly { body: string }[]> =>
  connection().query('SELECT body FROM alarm');

/** Log lines are written when the connection of an answer is done with it. */
async function logLines(count: number): Promise<readonly Record<string, unknown>[]> {
  for (let turn = 0; turn < 100 && log.split('\n').length <= count; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('stores a delivery under any content type and answers with its id', async () => {
  await listen();
  for (const [index, type] of [
    'application/json; charset=utf-8',
    'text/plain',
    'application/x-www-form-urlencoded',
    '',
  ].entries()) {
    const answer = await post(
      '/alarms/webhook/',
      BODY.replace('S1', `S${String(index)}`),
      type === '' ? {} : { 'content-type': type },
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).toMatch(/\S{8,}/);
    expect(await answer.json()).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/) as string,
      status: 'received',
    });
  }
  expect(await rows()).toHaveLength(4);
});

it('tells a duplicate and a body that means nothing', async () => {
  await listen();
  const first = (await (await post('/alarms/webhook', BODY)).json()) as { id: string };
  const again: unknown = await (await post('/alarms/webhook', BODY)).json();
  expect(again).toEqual({ id: first.id, status: 'duplicate', duplicateOf: first.id });
  const plain = await post(`/alarms/webhook/${SECRET}`, 'BTCUSD Greater Than 9000');
  expect(await plain.json()).toMatchObject({ status: 'not-understood' });
});

it('answers alike whatever was wrong with the secret, stores nothing and never logs it', async () => {
  await listen();
  const answers = await Promise.all([
    post('/alarms/webhook', '{}'),
    post('/alarms/webhook', '{"Secret":"a wrong one that is long"}'),
    post('/alarms/webhook/wrong-token-in-the-path', '{}'),
    post('/alarms/webhook', ''),
  ]);
  const bodies = await Promise.all(
    answers.map(async (answer) => (await answer.json()) as Record<string, unknown>),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  expect(new Set(bodies.map(({ requestId: _id, ...rest }) => JSON.stringify(rest))).size).toBe(1);
  expect((await post(`/alarms/webhook/${encodeURIComponent(SECRET)}`, '{}')).status).toBe(200);
  const lines = await logLines(9);
  expect(lines.filter(({ msg }) => msg === 'request')).toHaveLength(5);
  expect(lines.filter(({ bodySha256 }) => typeof bodySha256 === 'string')).toHaveLength(4);
  expect(log).not.toContain(SECRET);
  expect(log).not.toContain('wrong-token');
  expect(log).toContain('/alarms/webhook/{token}');
  expect(await rows()).toHaveLength(1);
});

it('refuses a sender that is not on the list', async () => {
  await listen(['52.89.214.238']);
  const answer = await post('/alarms/webhook', BODY, {
    'x-forwarded-for': '52.89.214.238',
    'x-real-ip': '52.89.214.238',
  });
  expect(answer.status).toBe(403);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await rows()).toHaveLength(0);
});

it('takes 160 KiB and refuses more, compressed bodies too', async () => {
  await listen();
  const limit = 160 * 1024;
  const path = `/alarms/webhook/${SECRET}`;
  expect((await post(path, 'x'.repeat(limit))).status).toBe(200);
  expect((await post(path, 'x'.repeat(limit + 1))).status).toBe(413);
  expect((await post(path, '['.repeat(200 * 1024))).status).toBe(413);
  expect(await chunked(path, 300 * 1024)).toBe(413);
  expect((await post(path, '{}', { 'content-encoding': 'gzip' })).status).toBe(415);
  expect((await post(path, '['.repeat(10_000) + ']'.repeat(10_000))).status).toBe(200);
  const [row] = await rows();
  expect(row?.body).toHaveLength(limit);
});

it('handles its own path and method only', async () => {
  await listen();
  expect((await fetch(`${origin()}/alarms/webhook`)).status).toBe(404);
  for (const path of ['/alarms/webhooks', '/alarms/webhook/a/b', '/alarms', '/x/alarms/webhook']) {
    expect((await post(path, BODY)).status).toBe(404);
  }
  expect((await post('/alarms/webhook?x=1', BODY)).status).toBe(200);
});

it('survives a sender that goes away in the middle', async () => {
  await listen();
  const request = httpRequest(`${origin()}/alarms/webhook`, {
    method: 'POST',
    headers: { 'content-length': '1000' },
  });
  request.on('error', () => undefined);
  request.write('{"Ticker":');
  await new Promise((resolve) => setTimeout(resolve, 50));
  request.destroy();
  expect((await logLines(1))[0]).toMatchObject({ msg: 'request', isBrokenOff: true });
  expect(await rows()).toHaveLength(0);
});

function chunked(path: string, size: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${origin()}${path}`, { method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    for (let sent = 0; sent < size; sent += 10_000) request.write('x'.repeat(10_000));
    request.end();
  });
}
