import { IdSource } from '@/platform/identity/new-id';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { WebhookSecretNotFoundError } from './alarms.errors';
import type { WebhookAuthentication } from './webhook-authentication';
import { secretHashOf, type WebhookSecret } from './webhook-secret';
import type { WebhookSecretsRepository } from './webhook-secrets.repository';
import { WebhookSecretsService } from './webhook-secrets.service';

/** The table in memory. */
class FakeSecrets {
  readonly rows = new Map<string, WebhookSecret & { readonly secretHash: string }>();

  async add(secret: WebhookSecret, secretHash: string): Promise<void> {
    this.rows.set(secret.id, { ...secret, secretHash });
  }

  async find(id: string): Promise<WebhookSecret | null> {
    return this.rows.get(id) ?? null;
  }

  async revoke(id: string, at: Date): Promise<void> {
    const row = this.rows.get(id);
    if (row?.revokedAt === null) this.rows.set(id, { ...row, revokedAt: at });
  }
}

function setUp() {
  const table = new FakeSecrets();
  const clock = new FixedClock();
  let refreshes = 0;
  const service = new WebhookSecretsService(
    table as unknown as WebhookSecretsRepository,
    { refresh: async () => void (refreshes += 1) } as unknown as WebhookAuthentication,
    new IdSource(clock),
    clock,
  );
  return { service, table, refreshes: () => refreshes };
}

describe('WebhookSecretsService', () => {
  it('makes 192 random bits that fit into a path, keeps their hash alone, and puts them in force', async () => {
    const { service, table, refreshes } = setUp();
    const made = await Promise.all([service.create('one'), service.create('two')]);
    for (const { stored, secret } of made) {
      expect(secret).toMatch(/^[A-Za-z0-9_-]{32}$/);
      expect(table.rows.get(stored.id)?.secretHash).toBe(secretHashOf(secret));
      expect(JSON.stringify([...table.rows.values()])).not.toContain(secret);
    }
    expect(made[0].secret).not.toBe(made[1].secret);
    expect(refreshes()).toBe(2);
  });

  it('revokes at once, and only once', async () => {
    const { service, refreshes } = setUp();
    const { stored } = await service.create('one');
    const revoked = await service.revoke(stored.id);
    expect(revoked.revokedAt).toEqual(new Date('2026-01-15T12:00:00Z'));
    expect(await service.revoke(stored.id)).toEqual(revoked);
    expect(refreshes()).toBe(3);
  });

  it.each(['01KEZ000000000000000000001', '💥', ''])('knows no secret %p', async (id) => {
    await expect(setUp().service.revoke(id)).rejects.toThrow(WebhookSecretNotFoundError);
  });
});
