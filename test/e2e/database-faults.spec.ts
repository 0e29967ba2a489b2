import { randomBytes } from 'node:crypto';
import { alarmBody } from '@test/support/builders/alarm-body';
import { strategyRequest } from '@test/support/builders/strategy-request';
import { HttpClient, type Answer } from '@test/support/harness/http-client';
import {
  createServiceDatabase,
  type ServiceDatabase,
} from '@test/support/harness/service-database';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { TcpProxy, type Cut } from '@test/support/harness/tcp-proxy';
import { waitUntil } from '@test/support/harness/wait-until';

/** TradingView hangs up after this. */
const PATIENCE_MS = 3_000;

const user = `t_${randomBytes(4).toString('hex')}`;
const password = randomBytes(12).toString('hex');

let database: ServiceDatabase;
let proxy: TcpProxy;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createServiceDatabase('faults');
  // Without SUPER, so that read_only means this user too.
  await database.query('alarms', `CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  await database.query('alarms', `GRANT ALL ON \`strateger\\_t%\`.* TO '${user}'@'%'`);
  proxy = await TcpProxy.start(database.url);
  const url = new URL(proxy.through(database.url));
  Object.assign(url, { username: user, password });
  service = await spawnService({
    databaseUrl: url.toString(),
    env: { BINGX_API_URL: 'http://127.0.0.1:9', DB_CONNECT_TIMEOUT_MS: '1000' },
  });
  const rules = { entryOrderTimeframe: '5m', quantityMode: 'fixed', quantity: '0.001' };
  const made = await service.http.post(
    '/strategies/',
    strategyRequest({ alarmName: 'db', long: { ...rules, pyramiding: 1_000 } }),
  );
  expect(made.status).toBe(201);
});

afterAll(async () => {
  proxy?.heal();
  await service?.stop();
  await proxy?.stop();
  await database?.query('alarms', `DROP USER IF EXISTS '${user}'@'%'`);
  await database?.drop();
});

afterEach(() => proxy.heal());

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const OF_DECISION = { behind: 'INSERT INTO `trade_decision`', at: 'COMMIT' };

/** The burst on a slow database. */
const A_SECOND = 200;
const SECONDS = 4;

/** Where a connection is cut at its worst: whether the database has done what it was told, nobody knows. */
const CUTS: readonly (readonly [string, Cut])[] = [
  ['the insert of an alarm, before it arrived', { at: 'INSERT INTO alarm', when: 'before' }],
  ['the insert of an alarm, after it was done', { at: 'INSERT INTO alarm', when: 'after' }],
  ['the commit of a decision, before it arrived', { ...OF_DECISION, when: 'before' }],
  ['the commit of a decision, after it was done', { ...OF_DECISION, when: 'after' }],
];

const newBody = (strategy = 'db'): { readonly mark: string; readonly body: string } => {
  const mark = `mark-${randomBytes(6).toString('hex')}`;
  return { mark, body: alarmBody({ Strategy: strategy, Id: mark }) };
};

async function timed(send: () => Promise<Answer<any>>) {
  const began = Date.now();
  return { answer: await send(), ms: Date.now() - began };
}

const deliver = (body: string) => timed(() => service.http.post('/alarms/webhook', body));

function expectUnavailable(
  { answer, ms }: { answer: Answer<any>; ms: number },
  code: string,
): void {
  expect({ status: answer.status, code: answer.json().code }).toEqual({ status: 503, code });
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(ms).toBeLessThan(PATIENCE_MS);
}

const storedWith = async (mark: string): Promise<readonly { id: string }[]> =>
  database.query('alarms', `SELECT id FROM alarm WHERE body LIKE '%${mark}%'`);

/** Sends like TradingView until it is taken, and expects one alarm, one decision, one filled order of it. */
async function expectOnceInTheEnd(mark: string, body: string): Promise<void> {
  await waitUntil(
    'the delivery to be taken',
    async () => (await deliver(body)).answer.status === 200,
    20_000,
    200,
  );
  const rows = await storedWith(mark);
  expect(rows).toHaveLength(1);
  const page = await waitUntil(
    'the order to be filled',
    async () => {
      const answer = await service.http.get(`/alarms/${rows[0]?.id ?? ''}`);
      if (answer.status !== 200) return null;
      const decisions = answer.json().decisions;
      return decisions[0]?.orders[0]?.state === 'FILLED' ? answer.json() : null;
    },
    // Whatever was taken before it has its turn first, which may be hundreds.
    60_000,
    100,
  );
  expect(page.decisions).toHaveLength(1);
  expect(page.decisions[0].orders).toHaveLength(1);
}

describe('a database that fails', () => {
  it('cut: 503 at once, alive all the same, and well again by itself', async () => {
    const { mark, body } = newBody();
    proxy.cut();
    expectUnavailable(await deliver(body), 'alarm-not-stored');
    expectUnavailable(await timed(() => service.http.get('/alarms/')), 'database-unavailable');
    expectUnavailable(
      await timed(() => service.http.post('/strategies/', strategyRequest({ alarmName: 'half' }))),
      'database-unavailable',
    );
    expect((await service.http.get('/health/live')).status).toBe(200);
    expect((await service.http.get('/status-server/')).status).toBe(503);
    proxy.heal();
    await expectOnceInTheEnd(mark, body);
    expect((await service.http.get('/strategies/?alarmName=half')).json().total).toBe(0);
    await service.ready();
  });

  it('black hole: 503 before TradingView hangs up, and stored once in the end', async () => {
    const { mark, body } = newBody();
    proxy.hold();
    const first = await deliver(body);
    expectUnavailable(first, 'alarm-not-stored');
    expect(first.answer.json().details).toEqual({ why: 'slow' });
    expect((await service.http.get('/health/live')).status).toBe(200);
    proxy.heal();
    await expectOnceInTheEnd(mark, body);
    await service.ready();
  });

  it('black hole for good: every statement ends, and new connections do the work', async () => {
    const { mark, body } = newBody();
    proxy.hold();
    const { answer, ms } = await timed(() => service.http.get('/alarms/'));
    expect(answer.status).toBe(503);
    expect(answer.json().code).toBe('database-unavailable');
    expect(ms).toBeLessThan(20_000);
    proxy.heal();
    await expectOnceInTheEnd(mark, body);
    await service.ready();
  });

  it('slow by two seconds: an answer in time, and nothing twice', async () => {
    const { mark, body } = newBody();
    proxy.delay(2_000);
    const { answer, ms } = await deliver(body);
    expect([200, 503]).toContain(answer.status);
    expect(ms).toBeLessThan(PATIENCE_MS);
    const again = await deliver(body);
    expect([200, 503]).toContain(again.answer.status);
    proxy.heal();
    await expectOnceInTheEnd(mark, body);
    await service.ready();
  });

  it('read-only: 503, the status says why, and nothing is half done', async () => {
    const { mark, body } = newBody();
    await database.query('alarms', 'SET GLOBAL read_only = 1');
    try {
      expectUnavailable(await deliver(body), 'alarm-not-stored');
      const made = () =>
        service.http.post('/strategies/', strategyRequest({ alarmName: 'read-only' }));
      expectUnavailable(await timed(made), 'database-unavailable');
      const status = await service.http.get('/status-server/');
      expect(status.status).toBe(503);
      expect(status.text).toContain('"isReadOnly":true');
      expect((await service.http.get('/alarms/')).status).toBe(200);
    } finally {
      await database.query('alarms', 'SET GLOBAL read_only = 0');
    }
    expect(await storedWith(mark)).toEqual([]);
    await expectOnceInTheEnd(mark, body);
    expect((await service.http.get('/strategies/?alarmName=read-only')).json().total).toBe(0);
    await service.ready();
  });

  it.each(CUTS)('cut at %s: stored once, decided once, ordered once', async (_what, place) => {
    const { mark, body } = newBody();
    proxy.cutAt(place);
    await deliver(body);
    await waitUntil('the cut', () => proxy.hasCut, 10_000);
    proxy.heal();
    await expectOnceInTheEnd(mark, body);
    await service.ready();
  });

  it('slow by two seconds under 200 deliveries a second: each is answered in time, what was taken is there once', async () => {
    const marks = new Map<string, string>();
    const statuses = new Map<number, number>();
    // Each has 64 connections.
    const senders = Array.from({ length: 16 }, () => new HttpClient(service.address));
    proxy.delay(2_000);
    const sending: Promise<unknown>[] = [];
    const began = Date.now();
    for (let n = 0; n < SECONDS * A_SECOND; n += 1) {
      // Nobody listens to these: what counts is that they are stored, and their orders would take a minute.
      const { mark, body } = newBody('nobody');
      const sender = senders[n % senders.length] ?? service.http;
      sending.push(
        sender.post('/alarms/webhook', body).then((answer) => {
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          if (answer.status === 200) marks.set(mark, answer.json().id);
        }),
      );
      const aheadMs = began + (n * 1_000) / A_SECOND - Date.now();
      if (aheadMs > 0) await pause(aheadMs);
    }
    await Promise.all(sending);
    for (const sender of senders) sender.close();
    proxy.heal();
    process.stdout.write(`      answers: ${JSON.stringify([...statuses])} \n`);
    // By the service's own watch: this process has 800 connections to look after and two cores for everything.
    const times = service.logLines
      .filter(({ route, time }) => route === '/alarms/webhook' && Date.parse(time) >= began)
      .map(({ ms }) => Number(ms));
    expect(times.length).toBeGreaterThan((SECONDS * A_SECOND) / 2);
    expect(Math.max(...times)).toBeLessThan(PATIENCE_MS);
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const rows = await database.query<{ id: string }>('alarms', 'SELECT id FROM alarm');
    const stored = new Set(rows.map(({ id }) => id));
    expect([...marks.values()].filter((id) => !stored.has(id))).toEqual([]);
    expect(new Set(marks.values()).size).toBe(marks.size);
    const { mark, body } = newBody();
    await expectOnceInTheEnd(mark, body);
    await service.ready();
  }, 120_000);
});
