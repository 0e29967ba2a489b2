import type { DataSource } from 'typeorm';
import { pino } from 'pino';
import type { Clock } from '@/kernel/clock';
import { AlarmArrivals } from '@/modules/alarms/alarm-arrivals';
import { AlarmInboxRepository } from '@/modules/alarms/alarm-inbox.repository';
import { AlarmIntake, type Receipt } from '@/modules/alarms/alarm-intake';
import { AlarmListRepository } from '@/modules/alarms/alarm-list.repository';
import { AlarmsRepository } from '@/modules/alarms/alarms.repository';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { LaneLeases } from '@/modules/alarms/lane-leases.repository';
import { WebhookAuthentication } from '@/modules/alarms/webhook-authentication';
import { WebhookSecretsRepository } from '@/modules/alarms/webhook-secrets.repository';
import { IdSource } from '@/platform/identity/new-id';
import { SecuritySettings } from '@/platform/settings/security.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { unitOfWorkFor } from '@test/support/database';
import { READABLE_BODY } from '@test/support/builders/alarm-body';

/** The parts of the alarms module, from the webhook to the lanes. */
export interface Inbox {
  readonly intake: AlarmIntake;
  readonly service: AlarmsService;
  readonly authentication: WebhookAuthentication;
}

/** Over a database; an empty secret asks for none. */
export async function inboxOver(on: DataSource, at: Clock, secret = ''): Promise<Inbox> {
  const security = Object.assign(new SecuritySettings(), { WEBHOOK_SECRET: secret });
  const trading = new TradingSettings();
  const secrets = new WebhookSecretsRepository(on);
  const authentication = new WebhookAuthentication(
    security,
    trading,
    secrets,
    at,
    pino({ level: 'silent' }),
  );
  await authentication.refresh();
  const arrivals = new AlarmArrivals();
  const inbox = new AlarmInboxRepository(on);
  return {
    authentication,
    intake: new AlarmIntake(inbox, authentication, arrivals, new IdSource(at), at, trading),
    service: new AlarmsService(
      new AlarmsRepository(on),
      new AlarmListRepository(on),
      new LaneLeases(on),
      arrivals,
      unitOfWorkFor({ alarms: on }),
    ),
  };
}

/** The members of a body that is understood; every one can be changed. */
export const bodyOf = (members: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...READABLE_BODY,
  ...members,
});

/** Delivers a body to the webhook. */
export const send = (
  intake: AlarmIntake,
  body: unknown,
  token: string | null = null,
): Promise<Receipt> =>
  intake.takeWebhook(
    {
      bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      contentType: 'application/json; charset=utf-8',
      sourceAddress: '127.0.0.1',
    },
    token,
  );

/** How many alarms are stored. */
export async function alarmCount(source: DataSource): Promise<number> {
  const [row]: [{ n: string | number }] = await source.query('SELECT COUNT(*) AS n FROM alarm');
  return Number.parseInt(String(row.n), 10);
}
