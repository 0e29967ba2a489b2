import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { strategyRequest } from '@test/support/builders/strategy-request';
import {
  createServiceDatabase,
  REPOSITORY_ROOT,
  type ServiceDatabase,
} from '@test/support/harness/service-database';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';
import { waitUntil } from '@test/support/harness/wait-until';

const TOKEN = 'canary-token-0123456789abcdef';
const MARIA = { authorization: `Bearer ${TOKEN}` };

let database: ServiceDatabase;
let service: ServiceProcess;

beforeAll(async () => {
  database = await createServiceDatabase('journal');
  service = await spawnService({
    databaseUrl: database.url,
    env: { API_TOKENS: `maria=${TOKEN}:admin` },
  });
});

afterAll(async () => {
  await service?.stop();
  await database?.drop();
});

/** The journal's entries, newest first, once everything that is committed is sealed. */
async function journal(query = ''): Promise<any[]> {
  return waitUntil(
    'the journal to be sealed',
    async () => {
      const page = (await service.http.get(`/journal/?limit=100${query}`, MARIA)).json();
      return page.waiting === 0 ? page.items : null;
    },
    20_000,
  );
}

/** Runs `journal:verify` as an operator does. */
function verify(...words: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const program = join(REPOSITORY_ROOT, 'dist/cli/journal-verify.js');
  return new Promise((resolve) => {
    const env = { ...process.env, DB_URL: database.url };
    execFile(process.execPath, [program, ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

describe('the journal', () => {
  it('knows who changed a strategy, when and from where, and nothing of reads', async () => {
    const body = strategyRequest({ alarmName: 'journaled' });
    const created = (await service.http.post('/strategies/', body, MARIA)).json();
    await service.http.get('/strategies/', MARIA);
    const off = await service.http.post(
      `/strategies/${created.id}/off`,
      { version: created.version },
      MARIA,
    );
    expect(off.status).toBe(200);
    const entries = await journal(`&subject=strategy/${created.id}`);
    expect(entries.map(({ action }) => action)).toEqual([
      'switchStrategyOff.done',
      'switchStrategyOff.requested',
      'createStrategy.done',
    ]);
    for (const entry of entries) expect(entry).toMatchObject({ who: 'maria', from: '127.0.0.1' });
    const requested = await service.http.get(`/journal/${entries[1].sequence}`, MARIA);
    expect(requested.json()).toMatchObject({ isIntact: true });
    expect(requested.json().content.data).toContain('/strategies/:id/off');
    expect((await journal()).map(({ action }) => action)).not.toContain('listStrategies.requested');
  });

  it('keeps what was refused, with the reason', async () => {
    const refused = await service.http.post('/orders/', { account: 'paper' }, MARIA);
    expect(refused.status).toBe(400);
    const [entry] = await journal('&action=placeOrder.refused');
    const { content } = (await service.http.get(`/journal/${entry.sequence}`, MARIA)).json();
    expect(content.data).toContain('invalid-request');
  });

  it('holds no secret: not the token, not a new webhook secret, none from a body', async () => {
    const { secret } = (
      await service.http.post('/webhook-secrets', { name: 'canary' }, MARIA)
    ).json();
    const canary = 'canary-in-a-body-0123456789';
    await service.http.post('/alarms/', `{"Secret":"${canary}","Strategy":"x"}`, MARIA);
    await service.http.post('/orders/', { apiKey: canary, nested: { passphrase: canary } }, MARIA);
    expect((await journal('&action=createWebhookSecret.done')).length).toBe(1);
    const rows = await database.query('orders', 'SELECT * FROM journal_entry');
    const text = JSON.stringify(rows);
    expect(secret.length).toBeGreaterThan(20);
    for (const word of [secret, canary, TOKEN]) expect(text).not.toContain(word);
  });

  it('is not written by strangers, who are turned away before', async () => {
    const before = (await journal()).length;
    const answer = await service.http.post('/strategies/', strategyRequest());
    expect(answer.status).toBe(401);
    expect((await journal()).length).toBe(before);
  });

  it('journal:verify says that it is whole, gives its head, and names what was changed', async () => {
    await journal();
    const whole = await verify();
    expect(whole).toMatchObject({ code: 0, text: expect.stringContaining('the journal is whole') });
    const head = /head ([0-9a-f]{64})/.exec(whole.text)?.[1] ?? '';
    expect((await verify('--head', head)).code).toBe(0);
    expect((await verify('--head', 'nonsense')).code).toBe(2);
    expect(await verify('--head', 'a'.repeat(64))).toMatchObject({
      code: 1,
      text: expect.stringContaining('tail-cut'),
    });
    await database.query(
      'orders',
      `UPDATE journal_entry SET who = 'john' ORDER BY position LIMIT 1`,
    );
    expect(await verify()).toMatchObject({
      code: 1,
      text: expect.stringMatching(/record-edited: the command \w{26} that number 1 seals/),
    });
  });
});
