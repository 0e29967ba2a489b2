import { alarmBody } from '@test/support/builders/alarm-body';
import { PaperService } from '@test/support/harness/paper-service';
import { waitUntil } from '@test/support/harness/wait-until';

const ADMIN = { authorization: 'Bearer admin-token-0123456789' };
const TRADER = { authorization: 'Bearer trader-token-0123456789' };

let paper: PaperService;

beforeAll(async () => {
  paper = await PaperService.start('secrets', {
    WEBHOOK_SECRET: 'secret-of-the-settings',
    API_TOKENS: 'admin-token-0123456789:read+admin,trader-token-0123456789:read+trade+strategies',
  });
});

afterAll(() => paper?.stop());

const deliver = (Secret: string) =>
  paper.service.http.post('/alarms/webhook', alarmBody({ Secret }));

describe('the secrets of the webhook', () => {
  it('are made, used, listed without themselves, and revoked', async () => {
    expect((await deliver('wrong')).status).toBe(401);
    const made = await paper.service.http.post('/webhook-secrets/', { name: 'Eva' }, ADMIN);
    expect(made.status).toBe(201);
    const { id, secret, ...rest } = made.json();
    expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(rest).toEqual({
      name: 'Eva',
      createdAt: expect.any(String),
      lastUsedAt: null,
      revokedAt: null,
    });

    const sent = await deliver(secret);
    expect(sent.status).toBe(200);
    const byPath = await paper.service.http.post(`/alarms/webhook/${secret}`, alarmBody());
    expect(byPath.status).toBe(200);
    const page = await paper.service.http.get(`/alarms/${sent.json().id}`, ADMIN);
    expect(page.text).not.toContain(secret);

    const rows = await paper.database.query('alarms', 'SELECT * FROM webhook_secret');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const used = await waitUntil('the use to be noted', async () => {
      const list = await paper.service.http.get('/webhook-secrets/', ADMIN);
      expect(list.text).not.toContain(secret);
      expect(list.text).not.toMatch(/hash/i);
      return list.json().items[0].lastUsedAt === null ? null : list.json();
    });
    expect(used).toMatchObject({ total: 1, nextCursor: null, items: [{ id, name: 'Eva' }] });

    const revoke = () =>
      paper.service.http.send(`/webhook-secrets/${id}`, { method: 'DELETE', headers: ADMIN });
    const revoked = await revoke();
    expect(revoked.status).toBe(200);
    expect(revoked.json().revokedAt).not.toBeNull();
    expect((await deliver(secret)).status).toBe(401);
    expect((await revoke()).json().revokedAt).toBe(revoked.json().revokedAt);
    expect((await deliver('secret-of-the-settings')).status).toBe(200);
    expect(paper.service.logs).not.toContain(secret);
  });

  it('are the administrator’s alone', async () => {
    const calls = [
      paper.service.http.get('/webhook-secrets/', TRADER),
      paper.service.http.post('/webhook-secrets/', { name: 'x' }, TRADER),
      paper.service.http.send('/webhook-secrets/01KEZ000000000000000000001', {
        method: 'DELETE',
        headers: TRADER,
      }),
    ];
    for (const answer of await Promise.all(calls)) {
      expect(answer.status).toBe(403);
      expect(answer.json().code).toBe('scope-missing');
    }
    expect((await paper.service.http.get('/webhook-secrets/')).status).toBe(401);
  });

  it('says what is wrong', async () => {
    for (const body of [{}, { name: '' }, { name: '  ' }, { name: 'x'.repeat(101) }, { a: 1 }]) {
      const answer = await paper.service.http.post('/webhook-secrets/', body, ADMIN);
      expect(answer.status).toBe(400);
    }
    const unknown = await paper.service.http.send('/webhook-secrets/%F0%9F%92%A5', {
      method: 'DELETE',
      headers: ADMIN,
    });
    expect(unknown.status).toBe(404);
    expect(unknown.json().code).toBe('webhook-secret-not-found');
  });
});
