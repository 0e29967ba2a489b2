import type { DataSource } from 'typeorm';
import type { AlarmId } from '@/kernel/ids';
import { WebhookRefusedError } from '@/modules/alarms/alarms.errors';
import { alarmCount, bodyOf, inboxOver, send } from '@test/support/fakes/alarm-inbox';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { suiteConnection } from '@test/support/suite-connection';

const SECRET = 'a-secret-of-the-webhook-0123456789';

const connection = suiteConnection('alarms');
let source: DataSource;
let clock: FixedClock;

beforeEach(() => {
  source = connection();
  clock = new FixedClock();
});

describe('authentication', () => {
  it('asks for the configured secret in the body or the path, and stores it nowhere', async () => {
    const { intake, service } = await inboxOver(source, clock, SECRET);
    await expect(send(intake, bodyOf())).rejects.toBeInstanceOf(WebhookRefusedError);
    await expect(send(intake, bodyOf({ Secret: 'wrong' }), 'wrong')).rejects.toBeInstanceOf(
      WebhookRefusedError,
    );
    await expect(send(intake, bodyOf({ Secret: [SECRET] }))).rejects.toBeInstanceOf(
      WebhookRefusedError,
    );
    expect(await alarmCount(source)).toBe(0);
    const inBody = await send(intake, bodyOf({ Secret: SECRET, note: `it is ${SECRET}` }));
    const alarm = await service.get(inBody.id as AlarmId);
    expect(JSON.stringify(alarm)).not.toContain(SECRET);
    expect(alarm.body).toContain('"Secret":"[removed]"');
    expect((await send(intake, bodyOf({ Price_Alert: '2' }), SECRET)).status).toBe('received');
    const broken = await send(intake, `{"passphrase": "${SECRET}", "Order": order open long}`);
    expect(broken.status).toBe('not-understood');
    const rows: unknown = await source.query('SELECT * FROM alarm');
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  it('accepts stored secrets until they are revoked, and notes their use', async () => {
    const hash = 'SHA2(?, 256)';
    await source.query(
      `INSERT INTO webhook_secret (id, name, secret_hash, created_at) VALUES (?, 'tv', ${hash}, '2026-01-01')`,
      ['01K9Z3V5E8Y7Q2M4N6P8R0S2T4', SECRET],
    );
    const { intake, authentication } = await inboxOver(source, clock);
    await expect(send(intake, bodyOf())).rejects.toBeInstanceOf(WebhookRefusedError);
    expect((await send(intake, bodyOf(), SECRET)).status).toBe('received');
    await authentication.refresh();
    const [row]: [{ last_used_at: Date }] = await source.query(
      'SELECT last_used_at FROM webhook_secret',
    );
    expect(row.last_used_at).toEqual(clock.now());
    await source.query(`UPDATE webhook_secret SET revoked_at = '2026-01-02'`);
    await authentication.refresh();
    expect((await send(intake, bodyOf({ Price_Alert: '2' }))).status).toBe('received');
  });
});
